/**
 * What people at the desk said of two chats that looked like one person's: they are not. Kept by pairs of chats, so that it outlives
 * whatever is joined or parted around them.
 */
import type { ConversationId, OperatorId } from '../../core/ids.ts';
import type { Context } from './context.ts';

export function createSaidApart(context: Context) {
  const { db } = context;
  const together = db
    .prepare<[number, number], number>(
      'SELECT 1 FROM conversations a JOIN conversations b ON b.contact_id = a.contact_id WHERE a.id = ? AND b.id = ?',
    )
    .pluck();
  const add = db.prepare<[{ id: number; other: number; by: number; atMs: number }]>(
    `INSERT INTO said_apart (one, other, said_by, said_at) VALUES (min(@id, @other), max(@id, @other), @by, @atMs)
     ON CONFLICT DO NOTHING`,
  );
  // Said of any chats of the two persons, it is said of both persons.
  const remove = db.prepare<[{ id: number; other: number }]>(
    `DELETE FROM said_apart WHERE (one, other) IN (
       SELECT min(m.id, n.id), max(m.id, n.id)
         FROM conversations a JOIN conversations m ON m.contact_id = a.contact_id,
              conversations b JOIN conversations n ON n.contact_id = b.contact_id
        WHERE a.id = @id AND b.id = @other)`,
  );

  return {
    /** False: they are one person, or (`said` null) nothing was said. */
    say(id: ConversationId, other: ConversationId, said: { by: OperatorId; atMs: number } | null): boolean {
      if (together.get(id, other) !== undefined) return false;
      if (said === null && remove.run({ id, other }).changes === 0) return false;
      if (said !== null) add.run({ id, other, ...said });
      // The consoles that show either of them look again.
      for (const one of [id, other]) context.touch(one);
      return true;
    },
  };
}
