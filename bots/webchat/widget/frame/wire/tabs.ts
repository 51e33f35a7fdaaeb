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
  let leads = false;
  let closed = false;
  let release = (): void => undefined;
  let unqueue = (): void => undefined;

  if (channel) channel.onmessage = (event: MessageEvent<TabWord>) => door.heard(event.data);
  const lead = (): void => {
    leads = true;
    door.lead();
  };
  /** Resolves when the lead was given up. */
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      if (closed) return resolve();
      release = resolve;
      lead();
    });
  const lose = (): void => {
    if (closed || !leads) return;
    leads = false;
    door.follow();
    wait();
  };
  // Our turn comes when every tab before us is gone. A stolen lock rejects the promise of its former holder.
  function wait(): void {
    if (locks === undefined || channel === null) return lead();
    const stop = new AbortController();
    unqueue = () => stop.abort();
    locks.request(name, { signal: stop.signal }, hold).then(undefined, () => !stop.signal.aborted && lose());
  }
  if (locks !== undefined && channel !== null) door.follow();
  wait();
  return {
    leads: () => leads,
    say: (word) => channel?.postMessage(word),
    take() {
      if (leads || closed || locks === undefined) return;
      unqueue();
      locks.request(name, { steal: true }, hold).then(undefined, lose);
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
