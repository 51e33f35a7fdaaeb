/**
 * Fills a database with many conversations that look like one that really took place: its rows are copied under new
 * addresses, its thread as often as asked. The product must not be running.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface SeedOptions {
  dataDir: string;
  /** Address of the conversation that serves as the pattern. */
  pattern: number;
  /** New addresses: `from` and upwards. */
  from: number;
  count: number;
  /** How often each new conversation has the pattern's thread. */
  threads: number;
}

type Row = Record<string, unknown>;

export function seed({ dataDir, pattern, from, count, threads }: SeedOptions): void {
  const db = new Database(join(dataDir, 'prilavok.sqlite'));
  db.pragma('synchronous = OFF');
  const one = (sql: string, ...given: unknown[]) => db.prepare<unknown[], Row>(sql).get(...given) ?? {};
  const all = (table: string, id: unknown) =>
    db.prepare<[unknown], Row>(`SELECT * FROM ${table} WHERE conversation_id = ? ORDER BY 1`).all(id);
  const conversation = one('SELECT * FROM conversations WHERE address = ?', String(pattern));
  const id = conversation['id'];
  const thread = {
    messages: all('messages', id),
    deliveries: all('deliveries', id),
    inbox: all('inbox', id),
  };
  const words = one('SELECT * FROM conversation_words WHERE conversation_id = ?', id);
  const add = createAdder(db);
  let cursor = Number(one('SELECT max(cursor) AS top FROM changes')['top'] ?? 0);

  const addThread = (conversationId: number, round: number): number => {
    const keys = new Map<unknown, number>();
    for (const line of thread.messages) {
      const seq = round * thread.messages.length + Number(line['seq']);
      const publicId = `${String(line['public_id']).slice(0, 8)}-${conversationId}-${seq}`;
      keys.set(
        line['id'],
        add('messages', line, { conversation_id: conversationId, seq, public_id: publicId }),
      );
    }
    for (const part of thread.deliveries) {
      add('deliveries', part, { conversation_id: conversationId, message_id: keys.get(part['message_id']) });
    }
    for (const event of thread.inbox) {
      const outside = `${String(event['external_id'])}-${conversationId}-${round}`;
      add('inbox', event, { conversation_id: conversationId, external_id: outside });
    }
    return (round + 1) * thread.messages.length;
  };

  db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const contact = one('SELECT * FROM contacts WHERE id = ?', conversation['contact_id']);
      cursor += 1;
      const created = add('conversations', conversation, {
        public_id: `seeded-${from + index}`,
        address: String(from + index),
        contact_id: add('contacts', contact, { public_id: `seeded-${from + index}` }),
        changed: cursor,
      });
      add('changes', { cursor, conversation_id: created }, {});
      add('conversation_words', words, { conversation_id: created });
      let lastSeq = 0;
      for (let round = 0; round < threads; round += 1) lastSeq = addThread(created, round);
      db.prepare('UPDATE conversations SET last_seq = ? WHERE id = ?').run(lastSeq, created);
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Adds a copy of a row with some columns changed and a new key, which it returns. */
function createAdder(db: Database.Database) {
  const statements = new Map<string, Database.Statement>();
  return (table: string, row: Row, change: Row): number => {
    const copy: Row = { ...row, ...change };
    delete copy['id'];
    const columns = Object.keys(copy);
    let statement = statements.get(table);
    if (!statement) {
      const holes = columns.map(() => '?').join(', ');
      statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${holes})`);
      statements.set(table, statement);
    }
    return Number(statement.run(...Object.values(copy)).lastInsertRowid);
  };
}
