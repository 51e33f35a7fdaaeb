/**
 * Single keys that act. They go by the key's place on the keyboard, so that they work in a Cyrillic layout; they rest
 * while somebody types, while a dialog is open, and when the operator has switched them off.
 */
import { useEffect, useRef } from 'react';
import { readPreferences } from '../ambient/preferences.ts';

/** By `KeyboardEvent.code`; `?` stands for Shift+Slash. */
export type Shortcuts = Record<string, () => void>;

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return;
      if (!readPreferences().shortcuts) return;
      const act = latest.current[nameOf(event)];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

function nameOf(event: KeyboardEvent): string {
  if (event.key === '?') return '?';
  if (event.key === '/') return 'Slash';
  if (event.shiftKey) return event.code === 'Slash' ? '?' : `Shift+${event.code}`;
  return event.code;
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
