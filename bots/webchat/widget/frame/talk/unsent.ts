/**
 * What the visitor wrote and the server has not acknowledged, kept by the browser so that a reload, a crash or a day
 * without network loses nothing. Entries are read back as a stranger's words: what does not look like ours is dropped.
 */
import type { Kept } from '../wire/kept.ts';

export interface Unsent {
  cid: string;
  /** Sorts by the order of writing, over all tabs. */
  order: string;
  atMs: number;
  /** Whose words: the visitor of that moment; null: before there was one. */
  visitor: string | null;
  what: UnsentWords;
  state: 'waiting' | 'refused';
  why?: UnsentRefusal;
  /** It got other words after it was written: the server may have the first ones already. */
  changed?: true;
}

export type UnsentRefusal = 'too-large' | 'not-found' | 'file-gone' | 'other';

export type UnsentWords =
  | { kind: 'text'; text: string }
  | { kind: 'tap'; item: string; token: string; label: string }
  | { kind: 'phone'; phone: string; name?: string }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'files'; files: UnsentFile[]; text?: string }
  | { kind: 'start'; payload: string }
  | { kind: 'leave'; text: string; name?: string; phone?: string; email?: string }
  /** `of`: the `cid` of the message that gets other words or is taken back. */
  | { kind: 'edit'; of: string; text: string }
  | { kind: 'revoke'; of: string };

/** `blob` names its bytes on this device; `id` is set once the server has them. */
export interface UnsentFile {
  blob: string;
  name: string;
  mime: string;
  bytes: number;
  id?: string;
}

const PREFIX = 'unsent.';
const KINDS: ReadonlySet<unknown> = new Set([
  'text',
  'tap',
  'phone',
  'location',
  'files',
  'start',
  'leave',
  'edit',
  'revoke',
]);

/** In the order of writing. */
export function readUnsent(kept: Kept): Unsent[] {
  return kept
    .keys(PREFIX)
    .flatMap((key) => {
      const item = parse(kept.read(key));
      return item === null || PREFIX + item.cid !== key ? [] : [item];
    })
    .sort((one, other) => (one.order < other.order ? -1 : 1));
}

export function keepUnsent(kept: Kept, item: Unsent): void {
  kept.keep(PREFIX + item.cid, JSON.stringify(item));
}

export function dropUnsent(kept: Kept, cid: string): void {
  kept.keep(PREFIX + cid, null);
}

export function isUnsentKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

function parse(text: string | null): Unsent | null {
  try {
    const item = JSON.parse(text ?? 'null') as Partial<Unsent> | null;
    const looksRight =
      typeof item?.cid === 'string' &&
      typeof item.order === 'string' &&
      typeof item.atMs === 'number' &&
      KINDS.has(item.what?.kind) &&
      (item.state === 'waiting' || item.state === 'refused');
    return looksRight ? (item as Unsent) : null;
  } catch {
    return null;
  }
}
