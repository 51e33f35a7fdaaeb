/**
 * What is committed, seen through a connection of its own, and the rules that must hold over it. It shares no code with
 * the store: who owned a conversation when is worked out again from the lines of its thread.
 */
import Database from 'better-sqlite3';

/** A rule of the model that did not hold. */
export class Broken extends Error {
  constructor(rule: string, detail: object) {
    super(`${rule}: ${JSON.stringify(detail)}`);
    this.name = 'Broken';
  }
}

export interface ConversationState {
  id: number;
  address: string;
  status: string;
  operator_id: number | null;
  priority: number;
  queue_rank: number;
  queue_at: number;
  epoch: number;
  last_seq: number;
  waiting: number;
  lane_open: number;
  reachable: number;
}

export interface Line {
  seq: number;
  at: number;
  direction: 'in' | 'out' | 'note' | 'activity';
  public_id: string;
  outside_id: string | null;
  origin: string | null;
  operator_id: number | null;
  name: string | null;
  content: string;
}

export interface Delivery {
  id: number;
  key: string;
  origin: string;
  state: string;
  lane: string | null;
  epoch: number;
  maybe_twice: number;
  reason: string | null;
}

export interface AtSend extends Delivery {
  conversation_id: number;
  status: string;
  now_epoch: number;
  /** Parts before it that are still to be sent: their ids, parted by commas. */
  earlier_open: string | null;
}

export interface Pauses {
  account: number;
  chats: ReadonlyMap<number, number>;
}

export interface Moment {
  nowMs: number;
  pauses: Pauses;
  /** Parts that a person sent again: those have lost their place. */
  resent: ReadonlySet<number>;
}

export type Oracle = ReturnType<typeof openOracle>;

export function openOracle(file: string) {
  const db = new Database(file, { fileMustExist: true });
  db.pragma('foreign_keys = OFF');
  const conversations = db.prepare<[], ConversationState>('SELECT * FROM conversations ORDER BY id');
  const lines = db.prepare<[number], Line>('SELECT * FROM messages WHERE conversation_id = ? ORDER BY id');
  const deliveries = db.prepare<[number], Delivery>(
    `SELECT d.*, m.public_id || '.' || d.part_index AS key FROM deliveries d JOIN messages m ON m.id = d.message_id
      WHERE d.conversation_id = ? ORDER BY d.id`,
  );
  const atSend = db.prepare<[string, number], AtSend>(AT_SEND);
  const openCases = db
    .prepare<[number], number>('SELECT count(*) FROM cases WHERE conversation_id = ? AND closed_at IS NULL')
    .pluck();
  const settled = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') +
              (SELECT count(*) FROM deliveries WHERE lane IS NOT NULL AND lane <> 'held')`,
    )
    .pluck();
  const open = db.prepare(
    `SELECT d.id, d.lane, d.state, d.origin, d.due_at, d.attempts, d.epoch, c.epoch AS now_epoch, c.lane_open,
            coalesce((SELECT max(until) FROM account_pauses), 0) AS account_pause
       FROM deliveries d JOIN conversations c ON c.id = d.conversation_id WHERE lane IS NOT NULL`,
  );
  const accountPause = db.prepare<[], number | null>('SELECT max(until) FROM account_pauses').pluck();
  const pausedChats = db.prepare<[], { id: number; paused_until: number }>(
    'SELECT id, paused_until FROM conversations WHERE paused_until > 0',
  );
  const parked = db.prepare<[], { error: string }>(`SELECT error FROM inbox WHERE state = 'parked' LIMIT 1`);
  const wipes = TABLES.map((table) => db.prepare(`DELETE FROM ${table}`));

  return {
    conversations: () => conversations.all(),
    lines: (id: number) => lines.all(id),
    deliveries: (id: number) => deliveries.all(id),
    openCases: (id: number) => openCases.get(id) ?? 0,
    /** Events and parts that something still has to happen with. */
    unsettled: () => settled.get() ?? 0,
    describeOpen: () => open.all(),
    parked: () => parked.get(),

    /** The quiet that is asked for now; a send that begins in the very commit that writes one may still go. */
    pauses(): Pauses {
      const chats = pausedChats.all().map(({ id, paused_until: until }) => [id, until] as const);
      return { account: accountPause.get() ?? 0, chats: new Map(chats) };
    },

    /** The rules of a beginning send, against what is committed at this moment. */
    checkSend(key: string, { nowMs, pauses, resent }: Moment): AtSend {
      const dot = key.lastIndexOf('.');
      const row = atSend.get(key.slice(0, dot), Number(key.slice(dot + 1)));
      if (!row) throw new Broken('a part is sent that nobody stored', { key });
      if (row.state !== 'sending' || row.lane !== 'wire') {
        throw new Broken('a part is sent that is not marked as being sent', row);
      }
      if (row.origin === 'bot' && (row.status !== 'bot' || row.epoch !== row.now_epoch)) {
        throw new Broken('the bot begins to speak after somebody took over', row);
      }
      if (row.origin === 'service' && row.epoch !== row.now_epoch) {
        throw new Broken('a service line is sent under another owner', row);
      }
      if (row.origin === 'notice' && row.status !== 'bot' && row.status !== 'resolved') {
        throw new Broken('a notice is sent while a person has the conversation', row);
      }
      const earlier = (row.earlier_open ?? '')
        .split(',')
        .filter((id) => id !== '' && !resent.has(Number(id)));
      if (earlier.length > 0) throw new Broken('a part overtakes an earlier one', { row, earlier });
      const pausedUntil = Math.max(pauses.account, pauses.chats.get(row.conversation_id) ?? 0);
      if (pausedUntil > nowMs) {
        throw new Broken('a part is sent although the platform asked for quiet', { row, pausedUntil, nowMs });
      }
      return row;
    },

    /** Empties the database for the next schedule; nothing may be using it. */
    wipe() {
      db.transaction(() => wipes.forEach((wipe) => wipe.run())).immediate();
    },
    close: () => db.close(),
  };
}

const AT_SEND = `
  SELECT d.*, c.status, c.epoch AS now_epoch,
         (SELECT group_concat(e.id) FROM deliveries e WHERE e.conversation_id = d.conversation_id AND e.id < d.id
             AND e.lane IS NOT NULL AND e.lane <> 'held'
             -- a notice that was held lets everybody else speak first
             AND (e.origin <> 'notice' OR d.origin = 'notice')) AS earlier_open
    FROM messages m JOIN deliveries d ON d.message_id = m.id JOIN conversations c ON c.id = d.conversation_id
   WHERE m.public_id = ? AND d.part_index = ?`;

/** Everything that a schedule leaves behind; people stay. */
const TABLES = [
  'consents',
  'deliveries',
  'messages',
  'raw_payloads',
  'inbox',
  'timers',
  'tasks',
  'cases',
  'drafts',
  'account_pauses',
  'early_receipts',
  'other_addresses',
  'conversation_words',
  'changes',
  'conversations',
  'contacts',
];
