/**
 * Tells the messenger that the customer's words have been read: when their operator has them on the screen. Some messengers
 * show it to the customer; the others let it pass.
 */
import { useEffect } from 'react';
import type { ConversationDetail } from '../../api/conversations.ts';
import { useApi } from '../http/use-api.ts';
import { useSession } from '../session/use-session.ts';

export function useSeen({ id, status, unanswered, lastSeq }: ConversationDetail): void {
  const api = useApi();
  const { operator } = useSession();
  const mine = status.is === 'assigned' && status.operator.id === operator.id;
  const unread = mine && unanswered ? lastSeq : null;
  useEffect(() => {
    if (unread === null) return;
    const tell = (): void => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', tell);
      // Nothing hangs on it: a mark that was not made is made with the next line.
      api.seen(id).catch(() => {});
    };
    document.addEventListener('visibilitychange', tell);
    tell();
    return () => document.removeEventListener('visibilitychange', tell);
  }, [api, id, unread]);
}
