/** Who may be the same person though nothing proves it; somebody who may decides, and may take it back. */
import { Button } from '@mantine/core';
import type { ContactApart, ContactSuggestion } from '../../api/contact.ts';
import { go } from '../ambient/route.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform } from '../ui/platform.tsx';
import { AskedTwice } from './asked-twice.tsx';
import { channelOf } from './channels.tsx';

interface SuggestionsProps {
  suggestions: readonly ContactSuggestion[];
  /** Null: this operator may not. */
  join: ((conversation: string) => void) | null;
  differ: ((conversation: string) => void) | null;
}

export function Suggestions({ suggestions, join, differ }: SuggestionsProps) {
  const words = useWords();
  return (
    <ul className="proofs">
      {suggestions.map((one) => (
        <li key={one.row.id} className="proof">
          <Suggested suggestion={one} />
          {join !== null && differ !== null && (
            <span className="proof-acts">
              <AskedTwice
                label={words('person.join')}
                question={words('person.join-ask')}
                act={() => join(one.row.id)}
              />
              <Button className="quiet" variant="subtle" size="compact-xs" onClick={() => differ(one.row.id)}>
                {words('person.differ')}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ApartProps {
  apart: readonly ContactApart[];
  /** Null: this operator may not. */
  undo: ((conversation: string) => void) | null;
}

/** Whom somebody at the desk called another person: out of the way, and not out of reach. */
export function Apart({ apart, undo }: ApartProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <details className="apart">
      <summary>
        {words('person.apart')}: {apart.length}
      </summary>
      <ul className="proofs">
        {apart.map(({ row, atMs, by }) => (
          <li key={row.id} className="proof">
            <ChatLink row={row} />
            <span className="p-soft">{words('person.apart-by', { when: format.full(atMs), name: by })}</span>
            {undo !== null && (
              <Button className="quiet" variant="subtle" size="compact-xs" onClick={() => undo(row.id)}>
                {words('person.apart-undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Suggested({ suggestion }: { suggestion: ContactSuggestion }) {
  const words = useWords();
  const format = useFormat();
  const { row, why, evidence, atMs } = suggestion;
  const when = atMs === null ? '' : format.full(atMs);
  return (
    <>
      <ChatLink row={row} />
      <span className="p-soft">{words(`maybe.${why}`, { evidence, when })}</span>
    </>
  );
}

function ChatLink({ row }: { row: ContactSuggestion['row'] }) {
  const words = useWords();
  const name = row.name === '' ? words('customer.nameless') : row.name;
  return (
    <a
      className="chat"
      href={`/c/${row.id}${location.search}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(`/c/${row.id}`);
      }}
    >
      <Platform name={row.platform} />
      <span className="chat-name p-cut">
        {name} <span className="p-hidden">{channelOf(row, words)}</span>
      </span>
    </a>
  );
}
