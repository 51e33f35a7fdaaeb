/**
 * The lists that people at the desk look at, and the changes that keep them fresh. Newest-first lists walk the change
 * log backwards or small partial indexes; no list costs more because the history is long.
 */
import type Database from 'better-sqlite3';
import type { DialogState } from '../../core/conversation.ts';
import type { CommandOutcome } from '../../core/event.ts';
import type { InboxId, OperatorId, PublicId } from '../../core/ids.ts';
import type {
  ConversationDetail,
  ConversationQuery,
  ConversationRow,
  FailureRow,
} from '../../core/ports/desk-store.ts';
import type { Cases } from './cases.ts';
import type { Context } from './context.ts';
import type { ConversationRecord } from './rows.ts';
import { QUEUE_ORDER } from './queue.ts';
import { parseStored, toStatus } from './rows.ts';
import { NUMBER } from './planned-once.ts';

interface FailureRecord {
  kind: 'event' | 'delivery';
  id: number;
  conversation: string;
  name: string;
  reason: string | null;
  at: number;
}

interface Wanted {
  words: string;
  /** The end of a phone number; "" for none. */
  digits: string;
  status: string;
  /** 0: anybody's. */
  operatorId: number;
  before: number;
  limit: number;
}

const NO_CURSOR = Number.MAX_SAFE_INTEGER;

function searchOf({ view, operatorId, before, limit }: ConversationQuery, words: string) {
  return {
    words,
    digits: phoneDigits(words),
    status: STATUS_OF_VIEW[view],
    operatorId: view === 'mine' ? (operatorId ?? -1) : 0,
    before: view === 'queue' ? NO_CURSOR : (before ?? NO_CURSOR),
    limit,
  };
}

export function createDeskReads(context: Context, cases: Cases) {
  const { after, newest, byPublicId, outcome, failures, lists, found, keeper, command } = prepare(context.db);
  const toRow = createToRow((record) => keeper.get(record.contact_id, record.id) ?? null);
  function search(query: ConversationQuery, words: string): ConversationRecord[] {
    const rows = found.all(searchOf(query, words));
    return query.view === 'queue' ? rows.toSorted(byQueue) : rows;
  }

  function list(query: ConversationQuery): ConversationRecord[] {
    const words = query.search?.trim().toLowerCase();
    if (words) return search(query, words);
    const before = query.before ?? NO_CURSOR;
    if (query.view === 'queue') return lists.queue.all(query.limit);
    if (query.view === 'mine') return lists.mine.all(query.operatorId ?? -1, before, query.limit);
    return lists[query.view].all(before, query.limit);
  }

  return {
    changes(cursor: number, limit: number): { rows: ConversationRow[]; cursor: number } {
      const rows = after.all(cursor, limit).map(toRow);
      return { rows, cursor: rows.at(-1)?.changed ?? cursor };
    },
    cursor: () => newest.get() ?? 0,
    toRow,
    list: (query: ConversationQuery) => list(query).map(toRow),

    detail(publicId: PublicId): ConversationDetail | null {
      const record = byPublicId.get(publicId);
      if (!record) return null;
      const dialog = parseStored<DialogState>(record.dialog);
      return {
        ...toRow(record),
        address: record.address,
        username: record.username,
        verifiedPhone: record.verified_phone,
        phone: record.phone,
        heardAtMs: record.heard_at,
        collected: dialog.collected,
        flow: dialog.active?.flow ?? null,
        case: cases.latest(record.id),
      };
    },

    command(keyStart: string): { conversation: PublicId; outcome: CommandOutcome | null } | null {
      // Above every character that a key may go on with.
      const row = command.get(keyStart, `${keyStart}\uffff`);
      return row ? { conversation: row.public_id, outcome: parseStored(row.outcome ?? 'null') } : null;
    },

    outcome(id: InboxId): CommandOutcome | null {
      const json = outcome.get(id);
      return json ? parseStored<CommandOutcome>(json) : null;
    },

    failures: (limit: number): FailureRow[] =>
      failures.all(limit, limit, limit).map(({ at, reason, ...row }) => ({
        ...row,
        reason: reason ?? '',
        atMs: at,
      })),
  };
}

function prepare(db: Database.Database) {
  return {
    after: db.prepare<[number, number], ConversationRecord>(
      `SELECT c.* FROM changes l JOIN conversations c ON c.id = l.conversation_id AND c.changed = l.cursor
        WHERE l.cursor > ${NUMBER} ORDER BY l.cursor LIMIT ${NUMBER}`,
    ),
    newest: db.prepare<[], number>('SELECT coalesce(max(cursor), 0) FROM changes').pluck(),
    byPublicId: db.prepare<[string], ConversationRecord>('SELECT * FROM conversations WHERE public_id = ?'),
    outcome: db.prepare<[number], string | null>('SELECT outcome FROM inbox WHERE id = ?').pluck(),
    command: db.prepare<[string, string], { public_id: string; outcome: string | null }>(
      `SELECT c.public_id, i.outcome FROM inbox i JOIN conversations c ON c.id = i.conversation_id
        WHERE i.source = 'desk' AND i.external_id >= ? AND i.external_id < ? ORDER BY i.id DESC LIMIT 1`,
    ),
    failures: db.prepare<[number, number, number], FailureRecord>(FAILURES),
    lists: {
      queue: db.prepare<[number], ConversationRecord>(
        `SELECT * FROM conversations WHERE status = 'queued' ORDER BY ${QUEUE_ORDER} LIMIT ${NUMBER}`,
      ),
      mine: db.prepare<[number, number, number], ConversationRecord>(
        `SELECT * FROM conversations WHERE status = 'assigned' AND operator_id = ${NUMBER} AND changed < ${NUMBER}
        ORDER BY changed DESC LIMIT ${NUMBER}`,
      ),
      assigned: db.prepare<[number, number], ConversationRecord>(
        `SELECT * FROM conversations INDEXED BY conversations_assigned WHERE status = 'assigned' AND changed < ${NUMBER}
        ORDER BY changed DESC LIMIT ${NUMBER}`,
      ),
      resolved: db.prepare<[number, number], ConversationRecord>(
        `SELECT * FROM conversations WHERE status = 'resolved' AND changed < ${NUMBER}
        ORDER BY changed DESC LIMIT ${NUMBER}`,
      ),
      bot: db.prepare<[number, number], ConversationRecord>(walk(`AND c.status = 'bot'`)),
      all: db.prepare<[number, number], ConversationRecord>(walk('')),
    },
    // Whoever else holds a conversation of this contact: they know the story.
    keeper: db
      .prepare<[number, number], number>(
        `SELECT operator_id FROM conversations WHERE contact_id = ? AND id <> ? AND status = 'assigned'
          ORDER BY status_at DESC LIMIT 1`,
      )
      .pluck(),
    found: db.prepare<[Wanted], ConversationRecord>(
      `SELECT c.* FROM conversation_words w JOIN conversations c ON c.id = w.conversation_id
      WHERE (instr(w.words, @words) > 0 OR (@digits <> '' AND c.contact_id IN (
              SELECT contact_id FROM conversations WHERE verified_phone LIKE '%' || @digits)))
        AND (@status = 'all' OR c.status = @status) AND (@operatorId = 0 OR c.operator_id = @operatorId)
        AND c.changed < @before ORDER BY c.changed DESC LIMIT @limit`,
    ),
  };
}

const STATUS_OF_VIEW = {
  queue: 'queued',
  mine: 'assigned',
  assigned: 'assigned',
  bot: 'bot',
  resolved: 'resolved',
  all: 'all',
} as const;

/** Newest change first; lines of the log that a later change has overtaken are passed by. */
function walk(condition: string): string {
  return `SELECT c.* FROM changes l CROSS JOIN conversations c
           WHERE l.cursor < ${NUMBER} AND c.id = l.conversation_id AND c.changed = l.cursor ${condition}
           ORDER BY l.cursor DESC LIMIT ${NUMBER}`;
}

const FAILURES = `
  SELECT * FROM (
    SELECT * FROM (
      SELECT 'event' AS kind, i.id, c.public_id AS conversation, c.name, i.error AS reason, i.settled_at AS at
        FROM inbox i JOIN conversations c ON c.id = i.conversation_id
       WHERE i.state = 'parked' ORDER BY i.id DESC LIMIT ?)
    UNION ALL
    SELECT * FROM (
      SELECT 'delivery' AS kind, d.id, c.public_id AS conversation, c.name, d.reason, d.settled_at AS at
        FROM deliveries d JOIN conversations c ON c.id = d.conversation_id
       WHERE d.state IN ('dead', 'refused') AND c.reachable = 1 ORDER BY d.id DESC LIMIT ?)
  ) ORDER BY at DESC LIMIT ?`;

function byQueue(a: ConversationRecord, b: ConversationRecord): number {
  return a.priority - b.priority || a.queue_rank - b.queue_rank || a.queue_at - b.queue_at || a.id - b.id;
}

/** The digits of a text that is plainly (the end of) a phone number; "" for anything else. */
function phoneDigits(words: string): string {
  const digits = words.replace(/\D/g, '');
  if (digits.length < 4 || digits.length > 15 || !/^\+?[\d\s()•.–-]+$/.test(words)) return '';
  // People write 8 916 … for +7 916 …
  return digits.length === 11 && digits.startsWith('8') ? digits.slice(1) : digits;
}

function createToRow(keeperOf: (record: ConversationRecord) => OperatorId | null) {
  return (record: ConversationRecord): ConversationRow => ({
    id: record.id,
    publicId: record.public_id,
    account: record.account,
    name: record.name,
    locale: record.locale,
    status: toStatus(record),
    priority: record.priority,
    epoch: record.epoch,
    reachable: record.reachable === 1,
    lastSeq: record.last_seq,
    preview: record.preview_who ? { who: record.preview_who, text: record.preview_text ?? '' } : null,
    lastAtMs: record.last_at,
    unanswered: record.unanswered === 1,
    waitingSinceMs: record.waiting_since,
    keeperId: record.status === 'queued' ? keeperOf(record) : null,
    changed: record.changed,
  });
}
