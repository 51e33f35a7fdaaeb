/** What has been seen of the stock of each variant that somebody waits for. One small row each; forgotten with the last wish. */
import type { StockWatch, WatchState } from '../../core/ports/stock-alerts.ts';
import type { Context } from './context.ts';
import { NUMBER, TEXT } from './planned-once.ts';

interface WatchRow {
  variant_id: string;
  state: WatchState;
  since_at: number;
  read_at: number;
  due_at: number;
  wave_left: number;
  wave: number;
}

export function createStockWatches({ db }: Context) {
  const due = db.prepare<[string, number, number], WatchRow>(
    `SELECT * FROM stock_watches WHERE state = ${TEXT} AND due_at <= ${NUMBER} ORDER BY due_at LIMIT ${NUMBER}`,
  );
  const write = db.prepare<[WatchState, number, number, number, number, number, string]>(
    `UPDATE stock_watches SET state = ?, since_at = ?, read_at = ?, due_at = ?, wave_left = ?, wave = ?
      WHERE variant_id = ?`,
  );
  const forget = db.prepare<[string]>(
    `DELETE FROM stock_watches WHERE variant_id = ${TEXT}
        AND NOT EXISTS (SELECT 1 FROM stock_alerts a WHERE a.variant_id = stock_watches.variant_id AND a.state = 'waiting')
        AND NOT EXISTS (SELECT 1 FROM stock_alerts a WHERE a.variant_id = stock_watches.variant_id AND a.state IN ('calling', 'held'))`,
  );

  const wakeOne = db.prepare<[number, string]>(
    `UPDATE stock_watches SET due_at = min(due_at, ${NUMBER}) WHERE variant_id = ? AND state IN ('out', 'missing')`,
  );
  const wakeAll = db.prepare<{ nowMs: number }>(
    `UPDATE stock_watches SET due_at = @nowMs WHERE state IN ('out', 'missing') AND due_at > @nowMs`,
  );

  return {
    /** What was seen once is not hurried: its second reading has to be some time apart. */
    wake(variantIds: readonly string[] | null, nowMs: number): void {
      if (variantIds === null) wakeAll.run({ nowMs });
      else for (const id of variantIds) wakeOne.run(nowMs, id);
    },
    due(states: readonly WatchState[], nowMs: number, limit: number): StockWatch[] {
      const rows = states.flatMap((state) => due.all(state, nowMs, limit));
      return rows
        .toSorted((a, b) => a.due_at - b.due_at)
        .slice(0, limit)
        .map(toWatch);
    },
    write(watch: StockWatch): void {
      const { variantId, state, sinceMs, readAtMs, dueMs, waveLeft, wave } = watch;
      if (forget.run(variantId).changes > 0) return;
      write.run(state, sinceMs, readAtMs, dueMs, waveLeft, wave, variantId);
    },
  };
}

function toWatch(row: WatchRow): StockWatch {
  return {
    variantId: row.variant_id,
    state: row.state,
    sinceMs: row.since_at,
    readAtMs: row.read_at,
    dueMs: row.due_at,
    waveLeft: row.wave_left,
    wave: row.wave,
  };
}
