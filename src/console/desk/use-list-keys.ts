/** Keys for the list: next and previous conversation, search, help. */
import { useState } from 'react';
import type { View } from '../../api/conversations.ts';
import { go } from '../ambient/route.ts';
import { useClaimNext } from '../list/claim-next.tsx';
import { useList } from '../list/use-list.ts';
import { useShortcuts } from './use-shortcuts.ts';

export function useListKeys(view: View, search: string, chosen: string | null) {
  const { rows } = useList(view, search);
  // Undefined until first opened.
  const [helpOpened, setHelp] = useState<boolean>();
  const claim = useClaimNext();
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex((row) => row.id === chosen);
    const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
    if (next === undefined) return;
    go(`/c/${next.id}`);
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useShortcuts({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    KeyG: claim.take,
    Slash: () => document.getElementById('search')?.focus(),
    '?': () => setHelp(true),
  });
  return { helpOpened, closeHelp: () => setHelp(false) };
}
