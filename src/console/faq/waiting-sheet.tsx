/** What files saved by hand would change, while they wait for somebody to publish them. */
import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { EntryChange } from './entry-change.tsx';
import { useFaqWaiting } from './use-faq.ts';

/** The rest is shown when it is asked for: what it does to questions stands below. */
const SHOWN = 5;

export function WaitingSheet() {
  const words = useWords();
  const failureText = useFailureText();
  const [most, setMost] = useState(SHOWN);
  const { data, isPending, error } = useFaqWaiting();
  const changes = data?.changes ?? [];
  const total = data?.total ?? 0;
  const left = changes.length - most;
  return (
    <section className="plate fa-drafts" aria-labelledby="fa-waiting">
      <h2 id="fa-waiting">
        {words('faq.waiting-title')} {total > 0 && <span className="p-soft p-number">{total}</span>}
      </h2>
      {isPending && <Loader size="sm" aria-label={words('loading')} />}
      {error !== null && data === undefined && <p role="alert">{failureText(error)}</p>}
      {data !== undefined && total === 0 && <p className="fa-plain">{words('faq.waiting-same')}</p>}
      {changes.slice(0, most).map((change) => (
        <EntryChange
          key={`${change.locale} ${change.id}`}
          change={change}
          names={{ before: words('faq.diff-live'), after: words('faq.theirs-file') }}
        />
      ))}
      {left > 0 && (
        <Button variant="light" onClick={() => setMost(changes.length)}>
          {words('faq.drafts-more', { count: left })}
        </Button>
      )}
      {left <= 0 && total > changes.length && (
        <p className="fa-plain p-soft">{words('faq.waiting-more', { count: total })}</p>
      )}
    </section>
  );
}
