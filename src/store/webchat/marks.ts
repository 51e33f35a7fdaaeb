/** How far each visitor got. Marks only rise, and never beyond what there is. */
import type { Marked, Marks } from '../../core/ports/mailbox.ts';
import type { OpenDatabase } from '../sqlite/open-database.ts';
import type { Visitors } from './visitors.ts';

export function createMarks(db: OpenDatabase['db'], visitors: Visitors) {
  const raise = db.prepare('UPDATE visitors SET delivered = ?, read = ?, seen = ? WHERE id = ?');
  const passed = db
    .prepare<[number, number, number], string>(
      `SELECT public_id FROM lines
        WHERE visitor_id = ? AND seq > ? AND seq <= ? AND of_shop = 1 AND deleted = 0 ORDER BY seq`,
    )
    .pluck();

  return (visitorId: number, change: Partial<Marks>): Marked | null => {
    const visitor = visitors.read(visitorId);
    if (visitor === null) return null;
    const { marks: old, cursor } = visitor;
    const up = (to: number | undefined, from: number): number => Math.max(from, Math.min(to ?? 0, cursor));
    const seen = up(change.seen, old.seen);
    const read = up(change.read, old.read);
    const delivered = Math.max(up(change.delivered, old.delivered), read);
    if (seen === old.seen && read === old.read && delivered === old.delivered) return null;
    raise.run(delivered, read, seen, visitorId);
    return {
      marks: { delivered, read, seen },
      delivered: passed.all(visitorId, old.delivered, delivered),
      read: passed.all(visitorId, old.read, read),
    };
  };
}
