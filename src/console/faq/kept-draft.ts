/** What the browser keeps of an unsaved draft: the words and what they were written upon. What was changed by hand is not believed. */
import type { FaqParts } from '../../api/faq.ts';
import type { Kept } from '../ambient/kept.ts';

interface Seen {
  version: string;
  draftVersion: string;
}

export interface KeptDraft {
  read(): (Seen & { parts: FaqParts | null }) | null;
  write(parts: FaqParts | null, seen: Seen): void;
  remove(): void;
}

export function keptDraft(kept: Kept, key: string): KeptDraft {
  return {
    read() {
      const text = kept.read(key);
      if (text === null) return null;
      try {
        const value: unknown = JSON.parse(text);
        return isKept(value)
          ? { version: value.version, draftVersion: value.draftVersion, parts: value.parts }
          : null;
      } catch {
        return null;
      }
    },
    write: (parts, { version, draftVersion }) =>
      void kept.write(key, JSON.stringify({ parts, version, draftVersion })),
    remove: () => kept.remove(key),
  };
}

function isKept(value: unknown): value is Seen & { parts: FaqParts | null } {
  if (!isObject(value)) return false;
  if (typeof value['version'] !== 'string' || typeof value['draftVersion'] !== 'string') return false;
  return value['parts'] === null || isParts(value['parts']);
}

function isParts(value: unknown): value is FaqParts {
  return (
    isObject(value) &&
    typeof value['question'] === 'string' &&
    typeof value['answer'] === 'string' &&
    isTexts(value['phrasings']) &&
    isTexts(value['channels']) &&
    isDay(value['validFrom']) &&
    isDay(value['validTo'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isDay(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
