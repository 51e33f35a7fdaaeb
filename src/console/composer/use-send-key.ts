/** Which key sends. */
import type { KeyboardEvent } from 'react';
import { usePreferences } from '../ambient/preferences.ts';

/** Enter as the operator chose; Ctrl+Enter always; never while an input method composes a character. */
export function useSendKey(send: () => void, leave: () => void) {
  const [{ enterSends }] = usePreferences();
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return leave();
    if (event.key !== 'Enter') return;
    const touch = matchMedia('(pointer: coarse)').matches;
    const plain = enterSends && !touch && !event.shiftKey && !event.altKey;
    if (!event.ctrlKey && !event.metaKey && !plain) return;
    event.preventDefault();
    send();
  };
}
