/** One-time codes by their hashes, and the tries that were wrong. A code is spent once, by whoever is first. */
import type Database from 'better-sqlite3';
import type { AccountId, ConversationId, PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { KnownCode, LinkAsk, LinkFacts, NewLinkCode } from '../../core/ports/identity-store.ts';
import type { Context } from './context.ts';

interface CodeRecord {
  public_id: string;
  conversation_id: number;
  account: AccountId;
  expires_at: number;
  spent_at: number | null;
}

export type FoundCode = Omit<KnownCode, 'from'> & { from: ConversationId };

export type LinkCodes = ReturnType<typeof createLinkCodes>;

export function createLinkCodes(context: Context) {
  const { forget, add, find, spend, wrong, addTry } = prepare(context.db);

  function tries({ conversationId, account }: Pick<LinkAsk, 'conversationId' | 'account'>, nowMs: number) {
    const since = nowMs - LIMITS.linkTriesMs;
    return {
      conversation: conversationId === null ? 0 : (wrong.get(`link:${conversationId}`, since) ?? 0),
      account: wrong.get(`link:${account}`, since) ?? 0,
    } satisfies LinkFacts['tries'];
  }

  return {
    tries,

    make(conversationId: ConversationId, { id, hash, account, expiresAtMs }: NewLinkCode): void {
      forget.run(conversationId, account);
      add.run(id, hash, conversationId, account, expiresAtMs);
    },

    find(hash: string, nowMs: number): FoundCode | null {
      const row = find.get(hash);
      if (!row) return null;
      const over = row.expires_at <= nowMs ? 'expired' : 'live';
      return {
        id: row.public_id,
        from: row.conversation_id,
        account: row.account,
        state: row.spent_at === null ? over : 'spent',
      };
    },

    /** False when it is not live any more. */
    spend: (id: PublicId, by: ConversationId, atMs: number) => spend.run(atMs, by, id, atMs).changes > 0,

    /** False when there were too many from this conversation by now. */
    countTry(conversationId: ConversationId, account: AccountId, atMs: number): boolean {
      if (tries({ conversationId, account }, atMs).conversation >= LIMITS.linkTriesPerConversation)
        return false;
      const until = atMs + LIMITS.linkTriesMs;
      addTry.run(`link:${conversationId}`, atMs, until);
      addTry.run(`link:${account}`, atMs, until);
      return true;
    },
  };
}

function prepare(db: Database.Database) {
  return {
    forget: db.prepare<[number, string]>(
      'DELETE FROM link_codes WHERE conversation_id = ? AND account = ? AND spent_at IS NULL',
    ),
    add: db.prepare<[string, string, number, string, number]>(
      'INSERT INTO link_codes (public_id, hash, conversation_id, account, expires_at) VALUES (?, ?, ?, ?, ?)',
    ),
    find: db.prepare<[string], CodeRecord>('SELECT * FROM link_codes WHERE hash = ?'),
    spend: db.prepare<[number, number, string, number]>(
      'UPDATE link_codes SET spent_at = ?, spent_by = ? WHERE public_id = ? AND spent_at IS NULL AND expires_at > ?',
    ),
    wrong: db
      .prepare<[string, number], number>('SELECT count(*) FROM tries WHERE key = ? AND at > ?')
      .pluck(),
    addTry: db.prepare<[string, number, number]>('INSERT INTO tries (key, at, expires_at) VALUES (?, ?, ?)'),
  };
}
