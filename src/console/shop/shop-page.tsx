/** The tables of a shop that lives in spreadsheets: goods, stock, orders. What is saved here is in the files, and in the chat at once. */
import { Button, Loader, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { SheetList } from '../../api/shop-sheets.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { ApiFailure } from '../http/http.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { SearchBox } from '../list/search-box.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { sheetWord } from './column-words.ts';
import { HistoryDialog } from './history-dialog.tsx';
import { RowDialog, type OpenRow } from './row-dialog.tsx';
import { SheetRows } from './sheet-rows.tsx';
import { useSheets } from './use-sheets.ts';
import './shop.css';

export function ShopPage() {
  const words = useWords();
  return (
    <main className="sheet">
      <div className="sheet-inner">
        <header className="sheet-head">
          <div>
            <h1>{words('shop.title')}</h1>
            <p className="sheet-lead">{words('shop.lead')}</p>
          </div>
        </header>
        <Tables />
      </div>
    </main>
  );
}

function Tables() {
  const words = useWords();
  const failureText = useFailureText();
  const query = useSheets();
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  if (query.data === undefined) {
    const none = query.error instanceof ApiFailure && query.error.code === 'not-found';
    return (
      <Empty icon={none ? 'info' : 'alert'} title={words(none ? 'shop.elsewhere' : 'shop.failed')}>
        <p>{none ? words('shop.elsewhere-hint') : failureText(query.error)}</p>
        {!none && (
          <Button variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
        )}
      </Empty>
    );
  }
  return query.data.sheets.length === 0 ? (
    <Empty icon="info" title={words('shop.elsewhere')}>
      <p>{words('shop.elsewhere-hint')}</p>
    </Empty>
  ) : (
    <Table sheets={query.data.sheets} />
  );
}

function Table({ sheets }: SheetList) {
  const words = useWords();
  const wanted = useQueryValue('table');
  const search = useQueryValue('search');
  const sheet = sheets.find(({ name }) => name === wanted) ?? sheets[0];
  const [row, setRow] = useState<OpenRow | null>(null);
  const [past, setPast] = useState(false);
  if (sheet === undefined) return null;
  const { name } = sheet;
  return (
    <>
      <div className="shop-bar">
        <NativeSelect
          size="sm"
          aria-label={words('shop.table')}
          value={name}
          data={sheets.map((one) => ({
            value: one.name,
            label: `${sheetWord(words, one.name)}${one.tooLarge ? '' : ` (${one.rows})`}`,
          }))}
          onChange={(event) => go('/shop', { table: event.currentTarget.value, search: '' })}
        />
        <SearchBox search={search} label={words('shop.search')} />
        <span className="shop-acts">
          {!sheet.fixed && (
            <Button size="sm" variant="default" onClick={() => setPast(true)}>
              {words('shop.history')}
            </Button>
          )}
          {!sheet.tooLarge && !sheet.fixed && (
            <Button size="sm" leftSection={<Icon name="plus" size={17} />} onClick={() => setRow('new')}>
              {words('shop.add')}
            </Button>
          )}
        </span>
      </div>
      {sheet.fixed === 'feed' && <p className="shop-note">{words('shop.from-feed')}</p>}
      {sheet.tooLarge ? (
        <Empty icon="file" title={words('shop.too-large')}>
          <p>{words('shop.too-large-hint', { file: `${name}.csv` })}</p>
        </Empty>
      ) : (
        <SheetRows key={`${name} ${search}`} name={name} search={search} open={sheet.fixed ? null : setRow} />
      )}
      {row !== null && <RowDialog name={name} search={search} row={row} close={() => setRow(null)} />}
      {past && <HistoryDialog name={name} version={sheet.version} close={() => setPast(false)} />}
    </>
  );
}
