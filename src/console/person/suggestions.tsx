/** Who may be the same person though nothing proves it; somebody who may decides. */
import type { ContactSuggestion } from '../../api/contact.ts';
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
}

export function Suggestions({ suggestions, join }: SuggestionsProps) {
  const words = useWords();
  return (
    <ul className="proofs">
      {suggestions.map((one) => (
        <li key={one.row.id} className="proof">
          <Suggested suggestion={one} />
          {join !== null && (
            <AskedTwice
              label={words('person.join')}
              question={words('person.join-ask')}
              act={() => join(one.row.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Suggested({ suggestion }: { suggestion: ContactSuggestion }) {
  const words = useWords();
  const format = useFormat();
  const { row, why, evidence, atMs } = suggestion;
  const name = row.name === '' ? words('customer.nameless') : row.name;
  const when = atMs === null ? '' : format.full(atMs);
  return (
    <>
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
          {name} <span className="p-hidden">{channelOf(row)}</span>
        </span>
      </a>
      <span className="p-soft">{words(`maybe.${why}`, { evidence, when })}</span>
    </>
  );
}
