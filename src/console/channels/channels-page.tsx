/** The channels of this counter: how each does, its switch, its check, and the code that pairs a phone. */
import { Button, Loader } from '@mantine/core';
import type { ChannelRow } from '../../api/channels.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Empty } from '../ui/empty.tsx';
import { ChannelCard } from './channel-card.tsx';
import { needsPerson, useChannels } from './use-channels.ts';

export function ChannelsPage() {
  const words = useWords();
  const { operator } = useSession();
  return (
    <main className="sheet">
      <div className="sheet-inner">
        <header className="sheet-head">
          <div>
            <h1>{words('channels.title')}</h1>
            <p className="sheet-lead">
              {words(operator.role === 'admin' ? 'channels.lead-admin' : 'channels.lead')}
            </p>
          </div>
        </header>
        <Channels />
      </div>
    </main>
  );
}

function Channels() {
  const words = useWords();
  const failureText = useFailureText();
  const query = useChannels();
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  if (query.data === undefined) {
    return (
      <Empty icon="alert" title={words('channels.failed')}>
        <p>{failureText(query.error)}</p>
        <Button variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  const { channels } = query.data;
  if (channels.length === 0) {
    return (
      <Empty icon="chat" title={words('channels.none')}>
        <p>{words('channels.none-hint')}</p>
      </Empty>
    );
  }
  return (
    <ul className="messengers">
      {channels.toSorted(troubledFirst).map((row) => (
        <ChannelCard key={row.id} row={row} single={isSingle(row, channels)} />
      ))}
    </ul>
  );
}

/** What waits for a person stands on top; the others keep the order of the settings. */
function troubledFirst(a: ChannelRow, b: ChannelRow): number {
  return Number(needsPerson(b)) - Number(needsPerson(a));
}

function isSingle({ platform }: ChannelRow, all: ChannelRow[]): boolean {
  return all.filter((one) => one.platform === platform).length === 1;
}
