/** The small mailbox: letters that the shop would have sent, newest first. */
import { ActionIcon, Popover } from '@mantine/core';
import { useContext, useMemo, useState } from 'react';
import type { LetterView } from '../../api/playground.ts';
import { Drawing } from './drawing.tsx';
import { createChatFormat } from './format.ts';
import { PageLanguage } from './words.ts';

export interface MailboxProps {
  letters: LetterView[];
  unseen: number;
  timeZone: string;
  read(): void;
}

export function Mailbox({ letters, unseen, timeZone, read }: MailboxProps) {
  const { locale, words } = useContext(PageLanguage);
  const [isOpen, setOpen] = useState(false);
  const format = useMemo(() => createChatFormat(locale, timeZone, words), [locale, timeZone, words]);
  const show = (open: boolean): void => {
    setOpen(open);
    read();
  };
  const count = words('customers.unread', { count: unseen });
  return (
    <Popover
      opened={isOpen}
      onChange={show}
      position="bottom-end"
      width={360}
      shadow="md"
      withinPortal={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={36}
          className="pg-mail"
          aria-label={unseen > 0 ? `${words('mail.open')}, ${count}` : words('mail.open')}
          onClick={() => show(!isOpen)}
        >
          <Drawing name="mail" />
          {unseen > 0 && (
            <span className="pg-badge pg-badge--corner" aria-hidden="true">
              {unseen}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words('mail.open')}>
        <p className="pg-mail-lead">{words(letters.length === 0 ? 'mail.empty' : 'mail.lead')}</p>
        <ul className="pg-letters" tabIndex={letters.length === 0 ? -1 : 0} aria-label={words('mail.open')}>
          {letters.toReversed().map((letter) => (
            <li key={`${letter.atMs}${letter.to}`} className="pg-letter">
              <span className="pg-letter-head">
                <strong>{letter.subject}</strong>
                <time>{format.time(letter.atMs)}</time>
              </span>
              <span className="pg-letter-to">{words('mail.to', { to: letter.to })}</span>
              <span className="pg-letter-text">{letter.text}</span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
