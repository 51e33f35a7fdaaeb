/**
 * The lines of a thread: stored in the turn that made them, found again by their public or outside id within a bounded
 * look back, so that no index over random ids has to be kept for every line.
 */
import type Database from 'better-sqlite3';
import { clipText } from '../../core/clip-text.ts';
import type { Content, IncomingContent, Json } from '../../core/content.ts';
import type { ConversationId, PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { NewMessage } from '../../core/message.ts';
import type { TurnCommit } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { parseStored } from './rows.ts';
import { NUMBER, TEXT } from './planned-once.ts';

/** What a turn's lines change in the conversation's row; null: leave as it is. */
export interface ThreadSummary {
  lastSeq: number;
  who: 'customer' | 'bot' | 'operator' | 'system' | null;
  text: string | null;
  lastAt: number | null;
  unanswered: 0 | 1 | null;
}

interface MessageRow {
  id: number;
  public_id: string;
  content: string;
}

export type Messages = ReturnType<typeof createMessages>;

export function createMessages(context: Context) {
  const { add, byPublicId, byOutsideId, byPart, newest, rewrite, revoke, react } = prepare(context.db);
  /** Where the look back ends. */
  const horizon = (id: ConversationId) => (newest.get(id) ?? 0) - LIMITS.lookBackLines;
  const find = (id: ConversationId, publicId: PublicId) => byPublicId.get(id, horizon(id), publicId);

  return {
    /** Stores one line and returns its key. */
    add(conversationId: ConversationId, message: NewMessage): number {
      const { columns, content } = describe(message);
      return Number(
        add.run(
          conversationId,
          message.seq,
          message.publicId,
          message.atMs,
          message.direction,
          columns.outsideId,
          columns.origin,
          columns.operatorId,
          columns.name,
          JSON.stringify(content),
        ).lastInsertRowid,
      );
    },

    /** The key of an earlier line of this conversation, or null. */
    keyOf: (conversationId: ConversationId, publicId: PublicId) => find(conversationId, publicId)?.id ?? null,

    /** The customer took one of their messages back; the first time counts. */
    revoke(conversationId: ConversationId, externalId: string, atMs: number): void {
      const row = byOutsideId.get(conversationId, horizon(conversationId), externalId);
      if (row) revoke.run(atMs, row.id);
    },

    /** On the line that the platform's id names: theirs, or the one that a part of ours belongs to. */
    react(conversationId: ConversationId, { externalId, emoji }: NonNullable<TurnCommit['reacted']>): void {
      const since = horizon(conversationId);
      const id =
        byOutsideId.get(conversationId, since, externalId)?.id ??
        byPart.get(conversationId, since, externalId);
      if (id !== undefined) react.run(emoji, id);
    },

    edit(conversationId: ConversationId, edited: NonNullable<TurnCommit['edited']>, atMs: number): void {
      const row = byOutsideId.get(conversationId, horizon(conversationId), edited.externalId);
      if (!row) return;
      const content = parseStored<IncomingContent>(row.content);
      rewrite.run(JSON.stringify({ ...content, text: edited.text }), atMs, row.id);
    },

    attach(conversationId: ConversationId, fetched: NonNullable<TurnCommit['fetched']>): void {
      const row = find(conversationId, fetched.messageId);
      if (!row) return;
      const content = parseStored<IncomingContent | Content>(row.content);
      // Theirs, or what a person of the shop sent outside the console.
      const key = Array.isArray(content.media) ? 'media' : 'shared';
      const files = Array.isArray(content.media) ? content.media : 'shared' in content ? content.shared : [];
      const known = files?.map((one, index) =>
        index === fetched.index ? { ...one, ...fetched.media } : one,
      );
      if (known) rewrite.run(JSON.stringify({ ...content, [key]: known }), null, row.id);
    },
  };
}

function prepare(db: Database.Database) {
  const recent = (condition: string) =>
    db.prepare<[number, number, string], MessageRow>(
      `SELECT id, public_id, content FROM messages
        WHERE conversation_id = ${NUMBER} AND seq > ${NUMBER} AND ${condition} ORDER BY seq DESC LIMIT 1`,
    );
  return {
    add: db.prepare(
      `INSERT INTO messages (conversation_id, seq, public_id, at, direction, outside_id, origin, operator_id, name, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    byPublicId: recent(`public_id = ${TEXT}`),
    byOutsideId: recent(`outside_id = ${TEXT} AND direction = 'in'`),
    newest: db
      .prepare<[number], number>(
        `SELECT coalesce(max(seq), 0) FROM messages WHERE conversation_id = ${NUMBER}`,
      )
      .pluck(),
    rewrite: db.prepare<[string, number | null, number]>(
      'UPDATE messages SET content = ?, edited_at = coalesce(?, edited_at) WHERE id = ?',
    ),
    byPart: db
      .prepare<[number, number, string], number>(
        `SELECT m.id FROM messages m JOIN deliveries d ON d.message_id = m.id
          WHERE m.conversation_id = ${NUMBER} AND m.seq > ${NUMBER} AND d.external_id = ${TEXT}
          ORDER BY m.seq DESC LIMIT 1`,
      )
      .pluck(),
    revoke: db.prepare<[number, number]>(
      'UPDATE messages SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    ),
    react: db.prepare<[string | null, number]>('UPDATE messages SET reaction = ? WHERE id = ?'),
  };
}

/** The last words and who owes an answer after these lines. */
export function summarise(messages: NewMessage[]): ThreadSummary {
  const summary: ThreadSummary = { lastSeq: 0, who: null, text: null, lastAt: null, unanswered: null };
  for (const message of messages) {
    summary.lastSeq = Math.max(summary.lastSeq, message.seq);
    if (message.direction === 'in') {
      summary.unanswered = 1;
      summary.who = 'customer';
    } else if (message.direction === 'out' && message.origin !== 'service') {
      if (message.origin === 'operator') summary.unanswered = 0;
      summary.who = SPEAKER[message.origin];
    } else continue; // a list shows the words of people and of the bot, not "you are number 2"
    summary.text = preview(message.content);
    summary.lastAt = message.atMs;
  }
  return summary;
}

const SPEAKER = { bot: 'bot', notice: 'system', operator: 'operator' } as const;

function preview(content: Content | IncomingContent): string {
  const text = content.text ?? ('contact' in content && content.contact ? `+${content.contact.phone}` : '');
  const start = text.slice(0, 2 * LIMITS.previewChars);
  const plain = 'format' in content && content.format === 'plain' ? start : start.replace(MARKUP, '$1');
  return clipText(plain.replace(/\s+/g, ' ').trim(), LIMITS.previewChars);
}

/** A mark of the small markup, or a character that a backslash makes literal. */
const MARKUP = /\\([\\*_`[\]])|\*\*|`/g;

function describe(message: NewMessage): { columns: Columns; content: Json | Content | IncomingContent } {
  const columns: Columns = { outsideId: null, origin: null, operatorId: null, name: null };
  switch (message.direction) {
    case 'in':
      return { columns: { ...columns, outsideId: message.externalId }, content: message.content };
    case 'out':
      columns.origin = message.origin;
      columns.operatorId = message.operatorId ?? null;
      columns.outsideId = message.clientId ?? null;
      return { columns, content: message.content };
    case 'note':
      columns.operatorId = message.operatorId;
      columns.outsideId = message.clientId;
      return { columns, content: message.text };
    case 'activity':
      columns.operatorId = message.operatorId ?? null;
      columns.name = message.name;
      return { columns, content: message.data };
  }
}

interface Columns {
  outsideId: string | null;
  origin: string | null;
  operatorId: number | null;
  name: string | null;
}
