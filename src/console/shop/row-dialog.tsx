/** One row of a table with all its cells: to be changed, added, or taken out after a second word. */
import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { SheetPage } from '../../api/shop-sheets.ts';
import { useWords } from '../i18n/use-words.ts';
import { choiceWord, columnWord, languageOf } from './column-words.ts';
import { cellsOf } from './sheet-shape.ts';
import { SheetFaultWords } from './sheet-fault-words.tsx';
import { useChangeSheet, useSheet } from './use-sheets.ts';

/** The number of a row, or a new one. */
export type OpenRow = number | 'new';

interface RowDialogProps {
  name: string;
  search: string;
  row: OpenRow;
  close(): void;
}

export function RowDialog({ name, search, row, close }: RowDialogProps) {
  const words = useWords();
  const query = useSheet(name, search, 0);
  // The page it was opened from may be a later one: the row's own page is looked for by its number.
  const own = useSheet(name, '', row === 'new' ? 0 : row);
  const page = row === 'new' ? query.data : own.data;
  const found = page?.rows.find((one) => one.row === row);
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words(row === 'new' ? 'shop.add-title' : 'shop.edit-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      {page !== undefined && (row === 'new' || found !== undefined) && (
        <RowForm name={name} page={page} row={row} cells={found ? cellsOf(page, found) : {}} close={close} />
      )}
    </Modal>
  );
}

interface RowFormProps {
  name: string;
  page: SheetPage;
  row: OpenRow;
  cells: Record<string, string>;
  close(): void;
}

function RowForm({ name, page, row, cells, close }: RowFormProps) {
  const words = useWords();
  const { change, changing, invalid } = useChangeSheet(name);
  // As it was when the dialog was opened: what others save meanwhile must not slip under the fingers.
  const [seen] = useState({ version: page.version, cells });
  const [edited, setEdited] = useState<Record<string, string>>({});
  const [removing, setRemoving] = useState(false);
  const { version } = seen;
  const save = () => {
    const wanted = Object.fromEntries(Object.entries(edited).map(([column, text]) => [column, text.trim()]));
    if (row === 'new') change({ do: 'add', version, cells: wanted }, close);
    else change({ do: 'set', version, row, cells: wanted }, close);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        {page.columns.map((column) => (
          <Cell
            key={column.name}
            column={column}
            value={edited[column.name] ?? seen.cells[column.name] ?? ''}
            onChange={(value) => setEdited((before) => ({ ...before, [column.name]: value }))}
          />
        ))}
        {invalid !== null && (
          <Alert color="red" role="alert" title={words('shop.invalid')}>
            <SheetFaultWords refusal={invalid} />
          </Alert>
        )}
        <Group justify="space-between">
          <span>
            {row !== 'new' && (
              <Button
                variant={removing ? 'filled' : 'subtle'}
                color="red"
                disabled={changing}
                onClick={() => (removing ? change({ do: 'remove', version, row }, close) : setRemoving(true))}
              >
                {words(removing ? 'shop.remove-sure' : 'shop.remove')}
              </Button>
            )}
          </span>
          <Button type="submit" loading={changing} disabled={Object.keys(edited).length === 0}>
            {words('shop.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface CellProps {
  column: SheetPage['columns'][number];
  value: string;
  onChange(value: string): void;
}

function Cell({ column, value, onChange }: CellProps) {
  const words = useWords();
  const label = columnWord(words, column.name);
  if (column.choices !== null) {
    const data = column.choices.map((choice) => ({ value: choice, label: choiceWord(words, choice) }));
    return (
      <NativeSelect
        label={label}
        value={value}
        data={value === '' ? [{ value: '', label: '' }, ...data] : data}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const given = { label, value, lang: languageOf(column.name), maxLength: API_LIMITS.cellChars };
  return value.length > LONG ? (
    <Textarea {...given} autosize onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput {...given} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

/** Characters of a cell that still fit into one line of the form. */
const LONG = 60;
