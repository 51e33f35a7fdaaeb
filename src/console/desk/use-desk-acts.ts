/** What can be done to the open conversation, for buttons, menus and keys alike. */
import { useCallback, useMemo, useState } from 'react';
import type { ConversationDetail } from '../../api/conversations.ts';
import type { ApiOutcome } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';
import { deskRights, type DeskRights } from './desk-rights.ts';
import { useCommand, type Commander } from './use-command.ts';

export interface DeskActs {
  rights: DeskRights;
  commander: Commander;
  /** The dialog that is open; undefined until one was. */
  asking: 'resolve' | 'transfer' | null | undefined;
  ask(what: 'resolve' | 'transfer' | null): void;
  claim(): void;
  takeOver(): void;
  release(to: 'queue' | 'bot'): void;
  resolve(outcome: ApiOutcome): void;
  transfer(to: string, note: string): void;
  resend(deliveryId: number): void;
  /** Offers the customer the shop's other channels. */
  invite(): void;
}

export function useDeskActs(conversation: ConversationDetail): DeskActs {
  const { operator } = useSession();
  const words = useWords();
  const tell = useTell();
  const commander = useCommand(conversation.id);
  const [asking, ask] = useState<DeskActs['asking']>();
  const { run } = commander;
  const say = useCallback(
    (done: Promise<boolean>, text: string) => void done.then((ok) => ok && tell('good', text)),
    [tell],
  );
  const resend = useCallback((deliveryId: number) => void run({ do: 'resend', deliveryId }), [run]);
  const rights = useMemo(() => deskRights(conversation, operator), [conversation, operator]);
  return {
    rights,
    commander,
    asking,
    ask,
    claim: () => void run({ do: 'claim' }),
    takeOver: () => void run({ do: 'transfer', to: operator.id }),
    release: (to) => say(run({ do: 'release', to }), words(`release.done-${to}`)),
    resolve: (outcome) => say(run({ do: 'resolve', outcome }), words('resolve.done')),
    transfer: (to, note) =>
      say(run({ do: 'transfer', to, ...(note === '' ? {} : { note }) }), words('transfer.done')),
    resend,
    invite: () => say(run({ do: 'invite' }), words('invite.done')),
  };
}
