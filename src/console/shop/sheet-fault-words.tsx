/** Why a change of a table was refused: which cell, and what is wrong with it, in the operator's language. */
import { useWords } from '../i18n/use-words.ts';
import { Told } from '../ui/told.tsx';
import { columnWord, sheetWord } from './column-words.ts';
import type { Refusal } from './use-sheets.ts';

export function SheetFaultWords({ refusal: { fault, message } }: { refusal: Refusal }) {
  const words = useWords();
  if (fault === undefined) return <span lang="en">{message}</span>;
  const { table, line, column, what } = fault;
  const place = [
    sheetWord(words, table),
    ...(line > 0 ? [words('shop.fault-line', { line })] : []),
    ...(column === null ? [] : [columnWord(words, column)]),
  ];
  return (
    <>
      <strong>{place.join(', ')}:</strong> <Told phrase={what} english={message} />
    </>
  );
}
