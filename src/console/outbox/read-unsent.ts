/** What the browser has kept of an operator's unsent words; entries that make no sense are removed. */
import type { Kept } from '../ambient/kept.ts';
import type { Unsent } from './unsent.ts';

/** Entries whose key begins with `prefix`, oldest first. */
export function readUnsent(kept: Kept, prefix: string): Unsent[] {
  const found: Unsent[] = [];
  for (const key of kept.keys().filter((name) => name.startsWith(prefix))) {
    const item = parse(kept.read(key));
    if (item === null) kept.remove(key);
    else found.push(item);
  }
  return found.toSorted((a, b) => a.atMs - b.atMs);
}

function parse(text: string | null): Unsent | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const item = value as Partial<Unsent>;
    const { clientId, conversation, kind, text: said, atMs, media, refusal } = item;
    if (typeof clientId !== 'string' || typeof conversation !== 'string') return null;
    if (typeof said !== 'string' || typeof atMs !== 'number') return null;
    if (kind !== 'reply' && kind !== 'note') return null;
    return {
      clientId,
      conversation,
      kind,
      text: said,
      atMs,
      media: isMedia(media) ? media : null,
      state: item.state === 'refused' ? 'refused' : 'waiting',
      refusal: typeof refusal === 'string' ? refusal : null,
    };
  } catch {
    return null;
  }
}

function isMedia(value: unknown): value is NonNullable<Unsent['media']> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'file') === 'string' &&
    typeof Reflect.get(value, 'name') === 'string'
  );
}
