/** A page of a thread with the fate of each message, and the drafts that operators keep beside it. */
import type Database from 'better-sqlite3';
import { buttonsOf, type Content, type IncomingContent, type Json } from '../../core/content.ts';
import type { Origin } from '../../core/conversation.ts';
import type { AccountId, ContactId, ConversationId, OperatorId, PublicId } from '../../core/ids.ts';
import type { ActivityName, DeliveryState } from '../../core/message.ts';
import type { ContactLine } from '../../core/ports/contact-store.ts';
import type { ThreadLine } from '../../core/ports/desk-store.ts';
import type { Context } from './context.ts';
import { pressedOf } from './offers.ts';
import { parseStored } from './rows.ts';
import { NUMBER } from './planned-once.ts';

interface LineRecord {
  id: number;
  public_id: string;
  seq: number;
  at: number;
  direction: 'in' | 'out' | 'note' | 'activity';
  outside_id: string | null;
  origin: Origin | null;
  name: ActivityName | null;
  content: string;
  edited_at: number | null;
  pressed: string | null;
  reaction: string | null;
  revoked_at: number | null;
  author: string | null;
}

interface ContactLineRecord extends LineRecord {
  conversation: PublicId;
  account: AccountId;
}

interface PartRecord {
  id: number;
  message_id: number;
  part_index: number;
  state: DeliveryState;
  reason: string | null;
  maybe_twice: number;
  price_category: string | null;
  billable: number | null;
}

type OutLine = Extract<ThreadLine, { kind: 'out' }>;

export type Thread = ReturnType<typeof createThread>;

export function createThread(context: Context) {
  const { page, contactPage, partsOf, lastIncoming, at, draft, keepDraft, dropDraft } = prepare(context.db);

  return {
    /** Oldest first. */
    page(id: ConversationId, { beforeSeq, limit }: { beforeSeq?: number; limit: number }): ThreadLine[] {
      const lines = page.all(id, beforeSeq ?? Number.MAX_SAFE_INTEGER, limit);
      return lines
        .toReversed()
        .map((line) => toLine(line, line.direction === 'out' ? partsOf.all(line.id) : []));
    },

    /** Lines of all threads of a contact in the order in which they were written down, oldest first. */
    contactPage(contactId: ContactId, { before, limit }: { before?: number; limit: number }): ContactLine[] {
      const lines = contactPage.all(contactId, before ?? Number.MAX_SAFE_INTEGER, limit);
      return lines.toReversed().map((line) => ({
        conversation: line.conversation,
        account: line.account,
        place: line.id,
        line: toLine(line, line.direction === 'out' ? partsOf.all(line.id) : []),
      }));
    },

    /** The platform's id of the last message that came in. */
    lastIncoming: (id: ConversationId) => lastIncoming.get(id) ?? null,
    at: (account: string, address: string) => at.get(account, address) ?? null,
    draft: (operatorId: OperatorId, id: ConversationId) => draft.get(operatorId, id) ?? '',
    saveDraft(operatorId: OperatorId, id: ConversationId, text: string, atMs: number): void {
      if (text === '') dropDraft.run(operatorId, id);
      else keepDraft.run(operatorId, id, text, atMs);
    },
  };
}

function prepare(db: Database.Database) {
  return {
    page: db.prepare<[number, number, number], LineRecord>(
      `SELECT m.id, m.public_id, m.seq, m.at, m.direction, m.outside_id, m.origin, m.name, m.content, m.edited_at,
              m.pressed, m.reaction, m.revoked_at, nullif(o.name, '') AS author
         FROM messages m LEFT JOIN operators o ON o.id = m.operator_id
        WHERE m.conversation_id = ${NUMBER} AND m.seq < ${NUMBER} ORDER BY m.seq DESC LIMIT ${NUMBER}`,
    ),
    contactPage: db.prepare<[number, number, number], ContactLineRecord>(
      `WITH picked (id) AS MATERIALIZED (
         SELECT m.id FROM conversations c CROSS JOIN messages m ON m.conversation_id = c.id
          WHERE c.contact_id = ${NUMBER} AND m.id < ${NUMBER} ORDER BY m.id DESC LIMIT ${NUMBER})
       SELECT m.*, c.public_id AS conversation, c.account, nullif(o.name, '') AS author
         FROM picked CROSS JOIN messages m ON m.id = picked.id CROSS JOIN conversations c ON c.id = m.conversation_id
         LEFT JOIN operators o ON o.id = m.operator_id ORDER BY m.id DESC`,
    ),
    partsOf: db.prepare<[number], PartRecord>(
      `SELECT id, message_id, part_index, state, reason, maybe_twice, price_category, billable FROM deliveries
        WHERE message_id = ? ORDER BY id`,
    ),
    at: db
      .prepare<[string, string], string>(
        'SELECT public_id FROM conversations WHERE account = ? AND address = ?',
      )
      .pluck(),
    lastIncoming: db
      .prepare<[number], string | null>(
        `SELECT outside_id FROM messages WHERE conversation_id = ${NUMBER} AND direction = 'in' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck(),
    draft: db
      .prepare<[number, number], string>(
        'SELECT text FROM drafts WHERE operator_id = ? AND conversation_id = ?',
      )
      .pluck(),
    keepDraft: db.prepare<[number, number, string, number]>(
      `INSERT INTO drafts (operator_id, conversation_id, text, at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at`,
    ),
    dropDraft: db.prepare<[number, number]>(
      'DELETE FROM drafts WHERE operator_id = ? AND conversation_id = ?',
    ),
  };
}

function toLine(line: LineRecord, parts: PartRecord[]): ThreadLine {
  const head = { publicId: line.public_id, seq: line.seq, atMs: line.at, author: line.author };
  switch (line.direction) {
    case 'in': {
      const content = parseStored<IncomingContent>(line.content);
      const { edited_at: editedAtMs, revoked_at: revokedAtMs, reaction } = line;
      return { ...head, kind: 'in', content, editedAtMs, revokedAtMs, reaction };
    }
    case 'out': {
      const content = parseStored<Content>(line.content);
      const pressed = pressedOf(line.pressed).flatMap((index) => buttonsOf(content)[index]?.label ?? []);
      const delivery = fateOf(parts);
      const origin = line.origin ?? 'bot';
      const { outside_id: clientId, reaction } = line;
      return { ...head, kind: 'out', origin, content, delivery, clientId, pressed, reaction };
    }
    case 'note':
      return {
        ...head,
        kind: 'note',
        text: parseStored<string>(line.content),
        clientId: line.outside_id ?? '',
      };
    case 'activity': {
      const data = parseStored<Record<string, Json>>(line.content);
      return { ...head, kind: 'activity', name: line.name ?? 'edited', data };
    }
  }
}

/** From what needs a person's eye to what has arrived. */
const LEAST_ADVANCED_FIRST: readonly DeliveryState[] = [
  'dead',
  'refused',
  'unknown',
  'cancelled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
];

/** The fate of a message is that of its least advanced part; a part that was sent anew counts by its last row. */
function fateOf(parts: PartRecord[]): OutLine['delivery'] {
  const current = [...new Map(parts.map((part) => [part.part_index, part])).values()];
  const rank = (part: PartRecord) => LEAST_ADVANCED_FIRST.indexOf(part.state);
  const [least] = current.toSorted((a, b) => rank(a) - rank(b));
  if (!least) return null;
  return {
    state: least.state,
    reason: least.reason,
    maybeTwice: current.some((part) => part.maybe_twice === 1),
    ids: current.filter((part) => part.state === least.state).map((part) => part.id),
    price: priceOf(current),
  };
}

function priceOf(parts: PartRecord[]): NonNullable<OutLine['delivery']>['price'] {
  const told = parts.filter((part) => part.price_category !== null);
  const billed = told.filter((part) => part.billable === 1);
  const category = (billed[0] ?? told[0])?.price_category;
  return category == null ? null : { category, billable: billed.length };
}
