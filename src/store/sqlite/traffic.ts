/** What goes in and out of each account, for the page of channels: read from the newest rows, so that its cost does not grow. */
import type { AccountId } from '../../core/ids.ts';
import type { AccountTraffic } from '../../core/ports/desk-store.ts';
import type { Context } from './context.ts';

/** Rows looked at, newest first: enough for a busy day of the quietest of several channels, a few milliseconds to read. */
const NEWEST = 5_000;

interface Counted {
  account: AccountId;
  value: number;
}

export function createTraffic({ db }: Context) {
  const heard = db.prepare<[number], Counted>(`
    SELECT source AS account, max(received_at) AS value
      FROM (SELECT source, received_at FROM inbox ORDER BY id DESC LIMIT ?)
     WHERE source LIKE '%:%' GROUP BY source`);
  const said = db.prepare<[number], Counted>(`
    SELECT account, max(settled_at) AS value
      FROM (SELECT account, state, settled_at FROM deliveries ORDER BY id DESC LIMIT ?)
     WHERE state IN ('sent', 'delivered', 'read') AND settled_at IS NOT NULL GROUP BY account`);
  const waiting = db.prepare<[], Counted>(`
    SELECT account, count(*) AS value FROM deliveries WHERE lane IS NOT NULL AND lane <> 'held' GROUP BY account`);
  const paused = db.prepare<[], Counted>('SELECT account, until AS value FROM account_pauses');
  return {
    read(): AccountTraffic[] {
      const found = new Map<AccountId, AccountTraffic>();
      const note = (rows: Counted[], put: (traffic: AccountTraffic, value: number) => void): void => {
        for (const { account, value } of rows) {
          const empty = { account, waiting: 0, pausedUntilMs: 0, lastInMs: null, lastOutMs: null };
          const traffic = found.get(account) ?? empty;
          put(traffic, value);
          found.set(account, traffic);
        }
      };
      note(heard.all(NEWEST), (traffic, value) => (traffic.lastInMs = value));
      note(said.all(NEWEST), (traffic, value) => (traffic.lastOutMs = value));
      note(waiting.all(), (traffic, value) => (traffic.waiting = value));
      note(paused.all(), (traffic, value) => (traffic.pausedUntilMs = value));
      return [...found.values()];
    },
  };
}
