/** The shelf in the browser's storage where unsent words wait. */
import type { Kept } from '../ambient/kept.ts';
import { readUnsent } from './read-unsent.ts';
import type { Unsent } from './unsent.ts';

export interface Shelf {
  /** Oldest first; the same array until something changes. */
  list(): readonly Unsent[];
  find(clientId: string): Unsent | undefined;
  subscribe(listener: () => void): () => void;
  /** Adds or renews one. */
  put(item: Unsent): void;
  drop(clientId: string): void;
  /** Another tab changed the storage. */
  reread(): void;
}

/** One storage entry for each item, so that two tabs never overwrite each other. */
export function createShelf(kept: Kept, prefix: string): Shelf {
  const listeners = new Set<() => void>();
  let items: readonly Unsent[] = readUnsent(kept, prefix);
  const change = (next: readonly Unsent[]): void => {
    items = next.toSorted((a, b) => a.atMs - b.atMs);
    for (const listener of listeners) listener();
  };
  const others = (clientId: string): Unsent[] => items.filter((item) => item.clientId !== clientId);
  return {
    list: () => items,
    find: (clientId) => items.find((item) => item.clientId === clientId),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put(item) {
      if (item.state === 'done') kept.remove(prefix + item.clientId);
      else kept.write(prefix + item.clientId, JSON.stringify(item));
      change([...others(item.clientId), item]);
    },
    drop(clientId) {
      kept.remove(prefix + clientId);
      change(others(clientId));
    },
    reread() {
      change([...readUnsent(kept, prefix), ...items.filter((item) => item.state === 'done')]);
    },
  };
}
