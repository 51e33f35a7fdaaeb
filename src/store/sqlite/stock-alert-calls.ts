/**
 * Stock alerts on SQLite: who is told next. Looking at the next of many thousands reads an index, never the table; a wish
 * that is being called is found again after a crash, with what the engine has made of its notice.
 */
import type { CommandOutcome } from '../../core/event.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { AlertAbout, CalledAlert, CallNext, SettledCall } from '../../core/ports/stock-alerts.ts';
import { parseStored } from './rows.ts';
import type { AlertRow, AlertStatements } from './stock-alert-statements.ts';
import { isWithdrawn, toAlert } from './stock-alerts.ts';

export function createAlertCalls(sql: AlertStatements) {
  let looked = 0;

  return {
    callNext({ variantId, about, nowMs, limit, waveLeft }: CallNext) {
      const others = sql.beyond.get(variantId, waveLeft) !== undefined;
      const called: CalledAlert[] = [];
      const people = new Set<number>();
      for (let after = 0; called.length < limit;) {
        const rows = sql.next.all(variantId, after, nowMs, limit);
        for (const row of rows) {
          after = row.id;
          if (called.length >= limit || people.has(row.contact_id) || isWithdrawn(sql, row, nowMs)) continue;
          people.add(row.contact_id);
          called.push(call(sql, row, about));
        }
        if (rows.length < limit) break;
      }
      return { called, others };
    },

    callExpired(askedBeforeMs: number, nowMs: number, limit: number): CalledAlert[] {
      sql.closeUnheard.run(nowMs, askedBeforeMs, limit);
      return sql.expired
        .all(askedBeforeMs, nowMs, limit)
        .filter((row) => !isWithdrawn(sql, row, nowMs))
        .map((row) => call(sql, row, 'expired'));
    },

    called: (limit: number): CalledAlert[] =>
      sql.called.all(limit).map((row) => toCalled(row, outcomeOf(sql, row))),

    settle(settled: SettledCall, atMs: number): void {
      const row = sql.calling.get(settled.key);
      if (!row) return;
      switch (settled.to) {
        case 'told':
          sql.told.run(atMs, row.id);
          if (row.about === 'back') sql.countDown.run(row.variant_id);
          sql.elsewhere.run(atMs, row.variant_id, row.contact_id);
          return;
        case 'closed':
          sql.close.run(settled.reason, atMs, row.id);
          return;
        case 'waiting':
          sql.back.run(0, row.due_at, row.id);
          return;
        case 'later':
          sql.back.run(1, settled.dueAtMs, row.id);
          return;
        case 'held':
          sql.hold.run(row.id);
      }
    },

    releaseHeld(limit: number): number {
      const rows = sql.held.all(looked, limit);
      looked = rows.length < limit ? 0 : (rows.at(-1)?.id ?? 0);
      const written = rows.filter(({ written: has }) => has === 1);
      for (const { id } of written) sql.release.run(id);
      return written.length;
    },
  };
}

function call(sql: AlertStatements, row: AlertRow, about: AlertAbout): CalledAlert {
  sql.call.run(about, row.id);
  return toCalled({ ...row, about }, null);
}

function outcomeOf(sql: AlertStatements, row: AlertRow): CalledAlert['outcome'] {
  const event = sql.notice.get(noticeKey(row));
  if (!event) return null;
  if (event.state === 'parked') return 'parked';
  return event.outcome === null ? 'pending' : parseStored<CommandOutcome>(event.outcome);
}

function noticeKey({ key, attempts }: AlertRow): string {
  return `stock:${key}:${attempts}`;
}

function toCalled(row: AlertRow, outcome: CalledAlert['outcome']): CalledAlert {
  return {
    ...toAlert(row),
    conversationId: row.conversation_id,
    account: row.account as AccountId,
    locale: row.locale as Locale,
    about: row.about ?? 'back',
    attempt: row.attempts,
    noticeKey: noticeKey(row),
    outcome,
  };
}
