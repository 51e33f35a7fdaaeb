/** What two snapshots of a feed say differently about stock. Pure on two stocks; the walk over two files takes small steps. */
import { setImmediate } from 'node:timers/promises';
import type { Stock } from '../../core/ports/shop-catalog.ts';
import type { Snapshot } from './snapshot-file.ts';

type Told = Omit<Stock, 'atMs'>;

/** Null: the variant was not there before, or is there no more. */
export interface StockChange {
  id: string;
  sku: string | null;
  before: Told | null;
  after: Told | null;
}

/** Whether anything that a customer could ask about differs. */
export function isStockChanged(before: Told | null, after: Told | null): boolean {
  if (before === null || after === null) return before !== after;
  return before.state !== after.state || before.saleable !== after.saleable;
}

/** Every change, a batch at a time; stops when the signal aborts. */
export async function compareStock(
  before: Snapshot,
  after: Snapshot,
  onChanges: (changes: StockChange[]) => void,
  signal: AbortSignal,
): Promise<void> {
  await walk(after, signal, onChanges, ({ id, sku, stock }) => {
    const old = before.byId(id)?.stock ?? null;
    return isStockChanged(old, stock) ? { id, sku, before: old, after: stock } : null;
  });
  await walk(before, signal, onChanges, ({ id, sku, stock }) =>
    after.byId(id) === null ? { id, sku, before: stock, after: null } : null,
  );
}

async function walk(
  snapshot: Snapshot,
  signal: AbortSignal,
  onChanges: (changes: StockChange[]) => void,
  compare: (variant: ReturnType<Snapshot['rows']>[number]['variant']) => StockChange | null,
): Promise<void> {
  for (let after = 0; !signal.aborted;) {
    const rows = snapshot.rows(after);
    const last = rows.at(-1);
    if (!last) return;
    const changes = rows.flatMap(({ variant }) => compare(variant) ?? []);
    if (changes.length > 0) onChanges(changes);
    after = last.at;
    await setImmediate();
  }
}
