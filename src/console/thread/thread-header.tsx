/** The head of a conversation: who it is, how it stands, and what can be done. */
import { ActionIcon, Button } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { ConversationDetail } from '../../api/conversations.ts';
import { go } from '../ambient/route.ts';
import { useNow } from '../ambient/use-now.ts';
import { ownerName } from '../desk/owner-name.ts';
import type { DeskActs } from '../desk/use-desk-acts.ts';
import { keys } from '../http/keys.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { MoreActs } from '../later.ts';
import { Face } from '../ui/face.tsx';
import { Icon } from '../ui/icon.tsx';
import { MoreButton } from './more-button.tsx';
import { Platform, platformTitle } from '../ui/platform.tsx';

interface HeaderProps {
  conversation: ConversationDetail;
  acts: DeskActs;
  /** Shows the customer's card where it has no column of its own. */
  openCard(): void;
}

export function ThreadHeader({ conversation, acts, openCard }: HeaderProps) {
  const words = useWords();
  const name = conversation.name === '' ? words('customer.nameless') : conversation.name;
  return (
    <header className="thread-head">
      <ActionIcon
        className="quiet only-narrow"
        variant="subtle"
        size="lg"
        aria-label={words('thread.back')}
        onClick={() => go('/')}
      >
        <Icon name="back" />
      </ActionIcon>
      <span className="item-face not-tiny">
        <Face name={name} size={38} />
        <Platform name={conversation.platform} />
      </span>
      <div className="thread-who">
        <h1 className="p-cut">{name}</h1>
        <State conversation={conversation} />
      </div>
      <Acts acts={acts} />
      <ActionIcon
        className="quiet only-without-card"
        variant="subtle"
        size="lg"
        aria-label={words('customer.title')}
        title={words('customer.title')}
        onClick={openCard}
      >
        <Icon name="info" />
      </ActionIcon>
    </header>
  );
}

function State({ conversation }: { conversation: ConversationDetail }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { operator } = useSession();
  const typingUntil =
    useQuery<number>({ queryKey: keys.typing(conversation.id), queryFn: skipToken }).data ?? 0;
  const { status, platform } = conversation;
  const text = (): string => {
    if (typingUntil > now) return words('state.typing');
    switch (status.is) {
      case 'bot':
        return words('state.bot');
      case 'queued':
        return words('state.queued', {
          span: format.span(now - (conversation.waitingSinceMs ?? status.sinceMs)),
          reason: words(`reason.${status.reason}`),
        });
      case 'assigned':
        if (status.operator.id === operator.id) return words('state.mine');
        return words('state.assigned', { name: ownerName(status.operator, words) });
      case 'resolved':
        return words('state.resolved', { when: format.full(status.atMs) });
    }
  };
  return (
    <span className="thread-state p-cut">
      <span className="not-tiny-inline">{platformTitle(words, platform)} · </span>
      {text()}
    </span>
  );
}

function Acts({ acts }: { acts: DeskActs }) {
  const words = useWords();
  const { rights, commander } = acts;
  return (
    <div className="thread-acts">
      {rights.claim && (
        <Button size="sm" loading={commander.busy} onClick={acts.claim}>
          {words('claim')}
        </Button>
      )}
      {rights.takeOver && (
        <Button size="sm" variant="default" loading={commander.busy} onClick={acts.takeOver}>
          {words('take-over')}
        </Button>
      )}
      {rights.end && !rights.takeOver && (
        <Button
          size="sm"
          variant="default"
          leftSection={<Icon name="check" size={16} />}
          className="compact-tiny"
          loading={commander.busy}
          aria-label={words('resolve')}
          title={words('resolve')}
          onClick={() => acts.ask('resolve')}
        >
          {words('resolve')}
        </Button>
      )}
      {rights.end && (
        <Suspense fallback={<MoreButton />}>
          <MoreActs acts={acts} />
        </Suspense>
      )}
    </div>
  );
}
