/** Addresses by which the page shows files: of the server's, fetched once with the token, and of those not sent yet. */
import type { ChatFile } from '../../../protocol.ts';
import type { Calls } from '../wire/calls.ts';
import type { Blobs } from './blobs.ts';
import type { Unsent } from './unsent.ts';

export interface Files {
  url(file: ChatFile): Promise<string | null>;
  unsent(blob: string): Promise<string | null>;
  progress(blob: string): number;
  /** How far an upload is; 0 to 1. */
  went(blob: string, share: number): void;
  /** Remembers what was uploaded from here, so that it is not fetched back. */
  know(unsent: readonly Unsent[]): void;
}

export function createFiles(calls: Pick<Calls, 'file'>, blobs: Blobs): Files {
  const fetched = new Map<string, Promise<string | null>>();
  const own = new Map<string, Promise<string | null>>();
  const uploaded = new Map<string, string>();
  const shares = new Map<string, number>();

  const addressOf = (blob: Blob | null): string | null => (blob === null ? null : URL.createObjectURL(blob));
  const unsent = (blob: string): Promise<string | null> =>
    once(own, blob, () => blobs.read(blob).then(addressOf));
  return {
    url(file) {
      const blob = uploaded.get(file.id);
      const known = blob === undefined ? undefined : own.get(blob);
      return known ?? once(fetched, file.id, () => calls.file(file).then(addressOf));
    },
    unsent,
    progress: (blob) => shares.get(blob) ?? 0,
    went: (blob, share) => void shares.set(blob, share),
    know(list) {
      for (const { what } of list) {
        if (what.kind !== 'files') continue;
        for (const { id, blob } of what.files) if (id !== undefined) uploaded.set(id, blob);
      }
    },
  };
}

/** A failure is not remembered: the next look tries again. */
function once(
  known: Map<string, Promise<string | null>>,
  key: string,
  make: () => Promise<string | null>,
): Promise<string | null> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make().then((url) => {
    if (url === null) known.delete(key);
    return url;
  });
  known.set(key, made);
  return made;
}
