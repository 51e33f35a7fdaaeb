/**
 * Several tabs of one visitor, in step. One of them leads: it alone holds the live connection and sends, and tells the
 * others what came; a browser allows few connections to one host. The tab that somebody looks at takes the lead, since
 * browsers put hidden ones to sleep. Where the browser has no locks, every tab leads itself.
 */
import type { Marks, StreamEvent } from '../../../protocol.ts';

/** What the leading tab tells the others. */
export type TabWord =
  /** `after`: the cursor before it; who stands elsewhere has missed something. */
  | { say: 'event'; after: number; event: StreamEvent }
  | { say: 'marks'; marks: Partial<Marks> }
  | { say: 'line'; live: boolean }
  /** To the leader: there is something to send. */
  | { say: 'unsent' }
  /** Somebody came: say how the line stands. */
  | { say: 'hello' };

export interface Tabs {
  leads(): boolean;
  say(word: TabWord): void;
  /** Somebody looks at this tab: it leads from now on. */
  take(): void;
  close(): void;
}

export interface TabsDoor {
  lead(): void;
  follow(): void;
  heard(word: TabWord): void;
}

/** `name`: the same for all tabs of one visitor. Calls `lead` or `follow` soon, and again at each change. */
export function openTabs(name: string, door: TabsDoor): Tabs {
  const { locks } = navigator as { locks?: LockManager };
  const channel = 'BroadcastChannel' in self ? new BroadcastChannel(name) : null;
  // One request for the lead counts at a time: what becomes of those before it says nothing any more.
  let round = 0;
  let leads = false;
  let taking = false;
  let closed = false;
  let release = (): void => undefined;
  let unqueue = (): void => undefined;

  channel?.addEventListener('message', ({ data }: MessageEvent<TabWord>) => door.heard(data));
  const lead = (): void => {
    leads = true;
    taking = false;
    door.lead();
  };
  /** A stolen lock rejects the promise of its former holder. */
  function ask(options: LockOptions): void {
    const mine = (round += 1);
    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        if (closed || mine !== round) return resolve();
        release = resolve;
        lead();
      });
    locks?.request(name, options, hold).then(undefined, () => {
      if (closed || mine !== round) return;
      leads = taking = false;
      door.follow();
      wait();
    });
  }
  // Our turn comes when every tab before us is gone.
  function wait(): void {
    const stop = new AbortController();
    unqueue = () => stop.abort();
    ask({ signal: stop.signal });
  }
  if (locks === undefined || channel === null) lead();
  else {
    door.follow();
    wait();
  }
  return {
    leads: () => leads,
    say: (word) => channel?.postMessage(word),
    take() {
      if (leads || closed || taking) return;
      taking = true;
      ask({ steal: true });
      unqueue();
    },
    close() {
      closed = true;
      leads = false;
      unqueue();
      release();
      channel?.close();
    },
  };
}
