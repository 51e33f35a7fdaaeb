/**
 * Between the head of a conversation and its lines, where the person has several chats: which of them is open, all of them
 * at once, and where a reply will go.
 */
import { UnstyledButton } from '@mantine/core';
import type { ContactView } from '../../api/contact.ts';
import { go } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform } from '../ui/platform.tsx';
import { labelsOf } from './channels.tsx';

interface BarProps {
  contact: ContactView;
  /** The open conversation: where a reply goes. */
  here: string;
  /** All threads are shown as one. */
  all: boolean;
}

export function ChannelBar({ contact, here, all }: BarProps) {
  const words = useWords();
  const labels = labelsOf(contact.identities, words);
  return (
    <nav className="channel-bar" aria-label={words('lines.bar')}>
      {contact.identities.map(({ row }) => (
        <UnstyledButton
          key={row.id}
          className="channel"
          aria-current={row.id === here ? 'true' : undefined}
          title={words('person.open', { channel: labels.get(row.id) ?? '' })}
          onClick={() => go(`/c/${row.id}`)}
        >
          <Platform name={row.platform} />
          <span className="p-cut">{labels.get(row.id)}</span>
          {row.unanswered && row.status.is !== 'bot' && (
            <span className="item-dot" role="img" aria-label={words('list.unanswered')} />
          )}
        </UnstyledButton>
      ))}
      <UnstyledButton
        className="channel channel--all"
        aria-pressed={all}
        onClick={() => {
          // All at once begins with the chat in which the customer waits for the answer.
          if (all) go(`/c/${here}`, { lines: '' });
          else go(`/c/${contact.lastHeardIn}`, { lines: 'all' });
        }}
      >
        {words('lines.all')}
      </UnstyledButton>
      {all && (
        <span className="channel-target" role="status">
          {words('lines.reply-to', { channel: labels.get(here) ?? '' })}
        </span>
      )}
    </nav>
  );
}
