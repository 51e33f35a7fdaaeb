/**
 * Which conversations have something to do. A lane is a conversation; each drain takes at most one event of a lane, so a
 * noisy customer delays nobody but themselves. Only ids of waiting conversations are kept, and only until their turn.
 */
import type { ConversationId } from '../core/ids.ts';

export interface Lanes {
  wake(ids: Iterable<ConversationId>): void;
  /** Up to `limit` lanes, those that have waited longest first. */
  take(limit: number): ConversationId[];
  readonly size: number;
}

export function createLanes(): Lanes {
  // A Set keeps the order of insertion: a lane that is woken again while it waits keeps its place.
  const ready = new Set<ConversationId>();
  return {
    wake(ids) {
      for (const id of ids) ready.add(id);
    },
    take(limit) {
      const taken: ConversationId[] = [];
      for (const id of ready) {
        if (taken.length >= limit) break;
        taken.push(id);
        ready.delete(id);
      }
      return taken;
    },
    get size() {
      return ready.size;
    },
  };
}
