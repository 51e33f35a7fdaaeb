/** What went wrong and waits for a person: messages that could not be delivered, events whose turn failed. */
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FailureRow } from '../../api/failures.ts';
import { go } from '../ambient/route.ts';
import { useCommand } from '../desk/use-command.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { deliveryReason } from '../thread/delivery-reason.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';

export function FailuresPage() {
  const words = useWords();
  return (
    <main className="sheet">
      <div className="sheet-inner">
        <header className="sheet-head">
          <div>
            <h1>{words('failures.title')}</h1>
            <p className="sheet-lead">{words('failures.lead')}</p>
          </div>
        </header>
        <FailureRows />
      </div>
    </main>
  );
}

function FailureRows() {
  const api = useApi();
  const words = useWords();
  const failureText = useFailureText();
  const query = useQuery({
    queryKey: keys.failures,
    queryFn: api.failures,
    staleTime: 0,
    refetchInterval: 30_000,
  });
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  if (query.data === undefined) {
    return (
      <Empty icon="alert" title={words('failures.failed')}>
        <p>{failureText(query.error)}</p>
        <Button variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  if (query.data.rows.length === 0) {
    return (
      <Empty icon="check" title={words('failures.none')}>
        <p>{words('failures.none-hint')}</p>
      </Empty>
    );
  }
  return (
    <ul className="failures">
      {query.data.rows.map((row) => (
        <Failure key={`${row.kind}${row.id}`} row={row} reread={() => void query.refetch()} />
      ))}
    </ul>
  );
}

function Failure({ row, reread }: { row: FailureRow; reread(): void }) {
  const words = useWords();
  const format = useFormat();
  const { run, busy } = useCommand(row.conversation);
  const name = row.name === '' ? words('customer.nameless') : row.name;
  return (
    <li className="failure">
      <Icon name={row.kind === 'delivery' ? 'fail' : 'bot'} />
      <div className="failure-what">
        <strong>{words(`failures.${row.kind}`, { name })}</strong>
        <span className="failure-reason">{deliveryReason(row.reason, words)}</span>
      </div>
      <time className="p-number" dateTime={new Date(row.atMs).toISOString()}>
        {format.full(row.atMs)}
      </time>
      <div className="person-acts">
        <Button size="sm" variant="default" onClick={() => go(`/c/${row.conversation}`)}>
          {words('failures.open')}
        </Button>
        {row.kind === 'delivery' && (
          <Button
            size="sm"
            variant="light"
            loading={busy}
            leftSection={<Icon name="retry" size={16} />}
            onClick={() => void run({ do: 'resend', deliveryId: row.id }).then(reread)}
          >
            {words('delivery.resend')}
          </Button>
        )}
      </div>
    </li>
  );
}
