/** What calls an operator back to a tab they do not look at: a number in the title and, if wanted, a soft sound. */
import { useCallback, useEffect, useRef } from 'react';
import type { ConversationRow } from '../../api/conversations.ts';
import { readPreferences } from '../ambient/preferences.ts';
import { useCounts, useList } from '../list/use-list.ts';
import { playTone } from './tone.ts';

/** Keeps the title; returns what to call with every changed conversation. */
export function useAlerts(me: string, title: string): (rows: ConversationRow[]) => void {
  const queue = useCounts()?.queue ?? 0;
  const { rows: mine } = useList('mine', '');
  const calls = queue + mine.filter((row) => row.unanswered).length;
  useEffect(() => {
    document.title = calls > 0 ? `(${calls}) ${title}` : title;
  }, [calls, title]);

  const heard = useRef(new Map<string, string>());
  return useCallback(
    (rows) => {
      let rings = false;
      for (const row of rows) {
        const call = callOf(row, me);
        const before = heard.current.get(row.id) ?? '';
        rings ||= call !== '' && call !== before;
        heard.current.set(row.id, call);
      }
      const looking = document.visibilityState === 'visible' && document.hasFocus();
      if (rings && !looking && readPreferences().sound) playTone();
    },
    [me],
  );
}

/** Why a conversation wants this operator now, "" when it does not; a new reason is worth a sound, an old one is not. */
function callOf(row: ConversationRow, me: string): string {
  if (row.status.is === 'queued') return `queued ${row.status.sinceMs}`;
  const mine = row.status.is === 'assigned' && row.status.operator.id === me;
  return mine && row.unanswered ? `answer ${row.lastSeq}` : '';
}
