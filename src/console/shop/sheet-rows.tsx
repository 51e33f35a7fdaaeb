/** The rows of a table, a page at a time; the cell that changes most is changed in place. */
import { Button, Loader, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SheetPage } from '../../api/shop-sheets.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { choiceWord, columnWord, languageOf } from './column-words.ts';
import type { OpenRow } from './row-dialog.tsx';
import { cellsOf, shapeOf } from './sheet-shape.ts';
import { useChangeSheet, useSheet } from './use-sheets.ts';

interface RowsProps {
  name: string;
  search: string;
  /** Null: the table is only to be read. */
  open: ((row: OpenRow) => void) | null;
}

export function SheetRows({ name, search, open }: RowsProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const failureText = useFailureText();
  const [offset, setOffset] = useState(0);
  const query = useSheet(name, search, offset);
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  if (query.data === undefined) {
    return (
      <Empty icon="alert" title={words('shop.failed')}>
        <p>{failureText(query.error)}</p>
        <Button variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  const page = query.data;
  const shown = page.rows.length;
  if (shown === 0) {
    return (
      <Empty icon="search" title={words(search === '' ? 'shop.empty' : 'shop.none-found')}>
        <p>{words(search !== '' ? 'shop.none-found-hint' : open ? 'shop.empty-hint' : 'shop.none-yet')}</p>
      </Empty>
    );
  }
  const { quick } = shapeOf(
    name,
    page.columns.map((column) => column.name),
    locale,
  );
  return (
    <>
      {quick !== null && (
        <p className="shop-head" aria-hidden="true">
          {columnWord(words, quick)}
        </p>
      )}
      <ul className="shop-rows">
        {page.rows.map((row) => (
          <SheetRow key={row.row} name={name} page={page} row={row} open={open} />
        ))}
      </ul>
      {page.total > shown && <Pages offset={offset} shown={shown} total={page.total} turn={setOffset} />}
    </>
  );
}

interface PagesProps {
  offset: number;
  shown: number;
  total: number;
  turn(offset: number): void;
}

function Pages({ offset, shown, total, turn }: PagesProps) {
  const words = useWords();
  return (
    <nav className="shop-pages" aria-label={words('shop.pages')}>
      <Button
        size="sm"
        variant="default"
        disabled={offset === 0}
        onClick={() => turn(Math.max(0, offset - PAGE))}
      >
        {words('shop.before')}
      </Button>
      <span className="p-number p-soft">
        {words('shop.range', { from: offset + 1, to: offset + shown, total })}
      </span>
      <Button
        size="sm"
        variant="default"
        disabled={offset + shown >= total}
        onClick={() => turn(offset + PAGE)}
      >
        {words('shop.after')}
      </Button>
    </nav>
  );
}

/** Rows of one page, as the server gives them. */
const PAGE = 100;

interface RowProps {
  name: string;
  page: SheetPage;
  row: SheetPage['rows'][number];
  open: RowsProps['open'];
}

function SheetRow({ name, page, row, open }: RowProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const columns = page.columns.map((column) => column.name);
  const { title, about, quick } = shapeOf(name, columns, locale);
  const cells = cellsOf(page, row);
  const named = title.map((column) => cells[column] ?? '').filter((text) => text !== '');
  const shown = about.filter((column) => (cells[column] ?? '') !== '');
  return (
    <li className="shop-row">
      <button
        type="button"
        className="shop-row-open"
        disabled={open === null}
        onClick={() => open?.(row.row)}
      >
        <strong className="p-cut" lang={languageOf(title[0] ?? '')}>
          {named.join(' · ') || words('shop.nameless')}
        </strong>
        <span className="shop-row-about">
          {shown.map((column) => (
            <span key={column} title={columnWord(words, column)}>
              {open === null ? choiceWord(words, cells[column] ?? '') : cells[column]}
            </span>
          ))}
        </span>
      </button>
      {quick !== null && open === null && <span className="p-number">{cells[quick] ?? ''}</span>}
      {quick !== null && open !== null && (
        <QuickCell name={name} page={page} row={row.row} column={quick} value={cells[quick] ?? ''} />
      )}
    </li>
  );
}

interface QuickProps {
  name: string;
  page: SheetPage;
  row: number;
  column: string;
  value: string;
}

function QuickCell({ name, page, row, column, value }: QuickProps) {
  const words = useWords();
  const { change, changing, invalid } = useChangeSheet(name);
  const [text, setText] = useState<string | null>(null);
  const choices = page.columns.find((one) => one.name === column)?.choices ?? null;
  const label = columnWord(words, column);
  const save = (wanted: string) => {
    if (wanted.trim() !== value)
      change({ do: 'set', version: page.version, row, cells: { [column]: wanted.trim() } }, () =>
        setText(null),
      );
  };
  if (choices !== null) {
    return (
      <NativeSelect
        size="sm"
        className="shop-quick shop-quick--wide"
        aria-label={label}
        title={label}
        disabled={changing}
        value={value}
        data={choices.map((choice) => ({ value: choice, label: choiceWord(words, choice) }))}
        onChange={(event) => save(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      size="sm"
      className="shop-quick"
      aria-label={label}
      title={label}
      inputMode="numeric"
      disabled={changing}
      error={invalid !== null && text !== null && text !== value ? words('shop.not-understood') : null}
      value={text ?? value}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text !== null && save(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}
