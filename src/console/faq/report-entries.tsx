/** Every entry with what came of it; sorted by what one looks for, the most asked first. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FaqReport } from '../../api/faq-reports.ts';
import { go } from '../ambient/route.ts';
import { flowName } from '../customer/flow-name.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

type Entry = FaqReport['entries'][number];
const COLUMNS = ['asked', 'answered', 'helped', 'notHelped', 'escalated'] as const;
type Column = (typeof COLUMNS)[number];
const SHOWN = 30;

export function ReportEntries({ entries }: { entries: readonly Entry[] }) {
  const words = useWords();
  const [by, setBy] = useState<Column>('asked');
  const [most, setMost] = useState(SHOWN);
  const sorted = entries.toSorted((a, b) => b[by] - a[by]);
  return (
    <>
      <div className="plot-scroll" tabIndex={0} role="group" aria-label={words('report.entries')}>
        <table className="rp-table">
          <thead>
            <tr>
              <th scope="col">{words('report.entry')}</th>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="rp-num"
                  aria-sort={column === by ? 'descending' : undefined}
                >
                  <button type="button" className="rp-sort" onClick={() => setBy(column)}>
                    {words(`report.column.${column}`)}
                    {column === by && <Icon name="down" size={13} />}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, most).map((entry) => (
              <tr key={`${entry.locale} ${entry.id}`}>
                <th scope="row">
                  <EntryName entry={entry} />
                </th>
                {COLUMNS.map((column) => (
                  <td
                    key={column}
                    className={`rp-num p-number${badly(entry, column) ? ' rp-heat--bad' : ''}`}
                  >
                    {entry[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > most && (
        <Button size="sm" variant="light" onClick={() => setMost(most + 4 * SHOWN)}>
          {words('report.more', { count: sorted.length - most })}
        </Button>
      )}
    </>
  );
}

function EntryName({ entry: { id, locale, question } }: { entry: Entry }) {
  const words = useWords();
  const path = `/answers/entry/${encodeURIComponent(id)}`;
  if (question === null) {
    const flow = /^flow:(.+)$/u.exec(id)?.[1];
    return <span className="p-soft">{flow === undefined ? id : flowName(flow, words)}</span>;
  }
  return (
    <span className="rp-name">
      <a
        href={path}
        lang={locale}
        onClick={(event) => {
          event.preventDefault();
          go(path, { lang: locale });
        }}
      >
        {question}
      </a>
      <span className="tag">{locale.toUpperCase()}</span>
    </span>
  );
}

/** More people said that it did not help than that it did, or a third went on to a person. */
function badly(entry: Entry, column: Column): boolean {
  if (column === 'notHelped') return entry.notHelped >= 3 && entry.notHelped > entry.helped;
  return column === 'escalated' && entry.answered >= 5 && entry.escalated * 3 >= entry.answered;
}
