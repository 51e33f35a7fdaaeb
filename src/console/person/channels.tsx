/** Every chat of one person: where, how it stands, whether an answer is owed. One click opens it. */
import type { ContactIdentity } from '../../api/contact.ts';
import type { ConversationRow } from '../../api/conversations.ts';
import { go } from '../ambient/route.ts';
import { useNow } from '../ambient/use-now.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Words } from '../i18n/words.ts';
import { Platform, platformTitle } from '../ui/platform.tsx';

interface ChannelsProps {
  identities: readonly ContactIdentity[];
  /** The conversation that is open. */
  here: string;
}

export function Channels({ identities, here }: ChannelsProps) {
  const words = useWords();
  const labels = labelsOf(identities, words);
  return (
    <>
      <ul className="chats">
        {identities.map((identity) => (
          <Chat
            key={identity.row.id}
            identity={identity}
            label={labels.get(identity.row.id) ?? ''}
            here={identity.row.id === here}
          />
        ))}
      </ul>
      {identities.length === 1 && <p className="p-soft">{words('person.only-here')}</p>}
    </>
  );
}

function Chat({ identity, label, here }: { identity: ContactIdentity; label: string; here: boolean }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { row, heardAtMs } = identity;
  const owed = row.unanswered && row.status.is !== 'bot';
  return (
    <li>
      <a
        className="chat"
        href={`/c/${row.id}${location.search}`}
        aria-current={here ? 'true' : undefined}
        title={words(here ? 'person.here' : 'person.open', { channel: label })}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(`/c/${row.id}`);
        }}
      >
        <Platform name={row.platform} />
        <span className="chat-name p-cut">{label}</span>
        <span className="chat-time p-number">{format.moment(heardAtMs ?? row.lastAtMs, now)}</span>
        <span className="chat-state p-cut">{stateOf(row, words)}</span>
        {owed && (
          <span
            className="item-dot"
            role="img"
            aria-label={words('list.unanswered')}
            title={words('list.unanswered')}
          />
        )}
      </a>
    </li>
  );
}

/** The channel of each chat; where two are on the same account, with the name that the customer bears there. */
export function labelsOf(identities: readonly ContactIdentity[], words: Words): ReadonlyMap<string, string> {
  const channels = identities.map(({ row }) => channelOf(row, words));
  const isTwice = (channel: string): boolean => channels.filter((other) => other === channel).length > 1;
  return new Map(
    identities.map(({ row }, index) => {
      const channel = channels[index] ?? '';
      return [row.id, isTwice(channel) && row.name !== '' ? `${channel} · ${row.name}` : channel];
    }),
  );
}

/** "Telegram", "Telegram · opt". */
export function channelOf(
  { platform, account }: Pick<ConversationRow, 'platform' | 'account'>,
  words: Words,
): string {
  return account === 'main'
    ? platformTitle(words, platform)
    : `${platformTitle(words, platform)} · ${account}`;
}

function stateOf({ status, reachable }: ConversationRow, words: Words): string {
  if (!reachable) return words('status.blocked');
  switch (status.is) {
    case 'bot':
      return words('state.bot');
    case 'queued':
      return words(`reason.${status.reason}`);
    case 'assigned':
      return status.operator.name;
    case 'resolved':
      return words('status.resolved');
  }
}
