/**
 * Reports how far things got: `delivered` when they arrived here, `read` when they stood on the screen of somebody who
 * looks. Several of one moment go in one call; a call that failed is made good by the next or at the next connection.
 */
import type { Marks } from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';
import type { Calls } from '../wire/calls.ts';
import { raise } from './items.ts';
import { NO_MARKS, type Store } from './state.ts';

export interface Marker {
  /** From the server, or from another tab. */
  merge(marks: Partial<Marks>): void;
  /** Everything up to here lies in this browser. */
  received(seq: number): void;
  /** Everything up to here was seen. */
  seen(seq: number): void;
}

const TOGETHER_MS = 400;

export function createMarker(door: {
  store: Store;
  calls: Pick<Calls, 'marks'>;
  clock: Clock;
  /** Tells the other tabs. */
  told(marks: Partial<Marks>): void;
  /** Followers leave the reporting of arrivals to the leading tab. */
  leads(): boolean;
}): Marker {
  const { store } = door;
  let own = NO_MARKS;
  let server = NO_MARKS;
  let waiting = false;

  function report(): void {
    const { delivered, read } = own;
    if (waiting || (delivered <= server.delivered && read <= server.read)) return;
    waiting = true;
    door.clock.after(TOGETHER_MS, () => {
      waiting = false;
      void send();
    });
  }
  async function send(): Promise<void> {
    const { delivered, read } = own;
    const answer = await door.calls.marks({ delivered, read });
    if (!answer.ok) return;
    server = raise(server, { delivered, read });
    report();
  }
  return {
    merge(marks) {
      const all = raise(store.get().marks, marks);
      store.set({ marks: all });
      server = raise(server, marks);
      report();
    },
    received(seq) {
      if (!door.leads() || seq <= own.delivered) return;
      own = raise(own, { delivered: seq });
      report();
    },
    seen(seq) {
      if (seq <= own.read || seq <= store.get().marks.read) return;
      own = raise(own, { read: seq });
      store.set({ marks: raise(store.get().marks, { read: seq }) });
      door.told({ read: seq });
      report();
    },
  };
}
