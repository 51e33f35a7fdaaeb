/** Keys for the open conversation: claim, reply, note, resolve, transfer, leave. */
import type { RefObject } from 'react';
import { go } from '../ambient/route.ts';
import type { ComposerHandle } from '../composer/use-composer.ts';
import type { DeskActs } from './use-desk-acts.ts';
import { useShortcuts } from './use-shortcuts.ts';

export function useConversationKeys(acts: DeskActs, composer: RefObject<ComposerHandle | null>): void {
  const { rights } = acts;
  useShortcuts({
    KeyC: () => rights.claim && acts.claim(),
    KeyR: () => composer.current?.write('reply'),
    KeyN: () => composer.current?.write('note'),
    KeyE: () => rights.end && acts.ask('resolve'),
    KeyT: () => rights.end && acts.ask('transfer'),
    Escape: () => go('/'),
  });
}
