/** Deeds whose event is not known to be with the engine: they stay until it is, so that what was shown as sent is never lost. */
import type { AccountId } from '../../core/ids.ts';
import type { WaitingDeed } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import { toVisitor, VISITOR, type VisitorRow } from './rows.ts';

export function createWaiting(db: OpenDatabase['db']) {
  const ofVisitor = db.prepare<[number, number], WaitingDeed>(
    'SELECT id, event, raw FROM deeds WHERE visitor_id = ? AND event IS NOT NULL ORDER BY id LIMIT (? + 0)',
  );
  const visitors = db.prepare<[string, number], VisitorRow>(
    `SELECT ${VISITOR} FROM visitors v WHERE v.account = ?
        AND v.id IN (SELECT visitor_id FROM deeds WHERE event IS NOT NULL) LIMIT (? + 0)`,
  );
  const settle = db.prepare('UPDATE deeds SET event = NULL, raw = NULL WHERE id = ?');
  return {
    waiting: (visitorId: number, limit: number) => ofVisitor.all(visitorId, limit),
    waitingVisitors: (account: AccountId, limit: number) => visitors.all(account, limit).map(toVisitor),
    settle(ids: number[]): void {
      for (const id of ids) settle.run(id);
    },
  };
}
