/** This browser's own choices: sound, what Enter does, shortcuts. They belong to the machine, not to the operator. */
import { useSyncExternalStore } from 'react';
import { browserKept } from './kept.ts';
import { watchKept } from './watch-kept.ts';

export interface Preferences {
  /** A soft sound when a customer waits or answers. */
  sound: boolean;
  /** Enter sends and Shift+Enter breaks the line; otherwise Ctrl+Enter sends. */
  enterSends: boolean;
  /** Single keys act on the open conversation. */
  shortcuts: boolean;
}

const KEY = 'preferences';
const DEFAULTS: Preferences = { sound: true, enterSends: true, shortcuts: true };
const listeners = new Set<() => void>();
let current = load();

/** The choices, and a way to change some of them. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  return [useSyncExternalStore(subscribe, readPreferences), change];
}

/** The choices as they are now. */
export function readPreferences(): Preferences {
  return current;
}

function change(part: Partial<Preferences>): void {
  current = { ...current, ...part };
  browserKept.write(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const stop = watchKept((key) => {
    if (key !== KEY) return;
    current = load();
    listener();
  });
  return () => {
    listeners.delete(listener);
    stop();
  };
}

function load(): Preferences {
  try {
    const kept: unknown = JSON.parse(browserKept.read(KEY) ?? '{}');
    const pick = (name: keyof Preferences): boolean => {
      const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
      return typeof value === 'boolean' ? value : DEFAULTS[name];
    };
    return { sound: pick('sound'), enterSends: pick('enterSends'), shortcuts: pick('shortcuts') };
  } catch {
    return DEFAULTS;
  }
}
