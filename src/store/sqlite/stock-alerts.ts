/** Stock alerts on SQLite: the wishes themselves, by the person behind a conversation, on all their channels. */
import type { ConversationId } from '../../core/ids.ts';
import type { LocalText } from '../../core/local-text.ts';
import type { NewStockAlert, StockAlert } from '../../core/ports/stock-alerts.ts';
import { parseStored } from './rows.ts';
import type { AlertRow, AlertStatements } from './stock-alert-statements.ts';

export function createStockAlerts(sql: AlertStatements) {
  return {
    add(alert: NewStockAlert, most: number): 'added' | 'already' | 'full' {
      // The task that asked for it may run twice.
      if (sql.byKey.get(alert.key) !== undefined) return 'added';
      const open = openOf(sql, alert.conversationId, alert.atMs);
      if (open.some(({ variant_id: id }) => id === alert.variantId)) return 'already';
      if (open.length >= most) return 'full';
      const { key, conversationId, variantId, productId, title, atMs } = alert;
      sql.add.run(key, conversationId, variantId, productId, JSON.stringify(title), atMs);
      sql.watch.run(variantId, atMs, atMs, atMs);
      return 'added';
    },

    /** Writes, because what a word of stop has ended is closed here. */
    list: (conversationId: ConversationId, limit: number, atMs: number): StockAlert[] =>
      openOf(sql, conversationId, atMs).slice(0, limit).map(toAlert),

    cancel(conversationId: ConversationId, key: string | null, atMs: number): number {
      const chosen = openOf(sql, conversationId, atMs).filter((row) => key === null || row.key === key);
      for (const { id } of chosen) sql.close.run('cancelled', atMs, id);
      return chosen.length;
    },

    forget: (beforeMs: number, limit: number): number => sql.forget.run(beforeMs, limit).changes,
  };
}

/** The open wishes of the person behind a conversation, on all their channels. */
function openOf(sql: AlertStatements, conversationId: ConversationId, atMs: number): AlertRow[] {
  return sql.open.all(conversationId).filter((row) => !isWithdrawn(sql, row, atMs));
}

/** A word of stop ends what was asked for before it, also when they ask for something anew; the wish is closed then. */
export function isWithdrawn(sql: AlertStatements, row: AlertRow, atMs: number): boolean {
  if (sql.withdrawn.get(row.conversation_id, row.asked_at) === undefined) return false;
  sql.close.run('opted-out', atMs, row.id);
  return true;
}

/** A row as the port knows it. */
export function toAlert({ key, variant_id, product_id, title, asked_at }: AlertRow): StockAlert {
  return {
    key,
    variantId: variant_id,
    productId: product_id,
    title: parseStored<LocalText>(title),
    askedAtMs: asked_at,
  };
}
