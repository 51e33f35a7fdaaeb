/**
 * The ledger of consents: a line for each yes and each no, written in the commit of the turn that heard it, and never changed.
 */
import type { Conversation } from '../../core/conversation.ts';
import type { ConversationId, InboxId } from '../../core/ids.ts';
import type { ConsentDeed, ConsentKind } from '../../core/notice.ts';
import type { ConsentLine } from '../../core/ports/desk-store.ts';
import type { Locale } from '../../core/locale.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

export type ConsentLedger = ReturnType<typeof createConsentLedger>;

interface ConsentRow {
  kind: ConsentKind;
  given: number;
  wording: string;
  locale: Locale;
  seq: number;
  at: number;
}

export function createConsentLedger({ db }: Context) {
  const add = db.prepare<[number, string, number, string, string, number, number, number]>(
    `INSERT INTO consents (conversation_id, kind, given, wording, locale, inbox_id, seq, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const read = db.prepare<[number, number], ConsentRow>(
    `SELECT kind, given, wording, locale, seq, at FROM consents
      WHERE conversation_id = ? ORDER BY id DESC LIMIT ${NUMBER}`,
  );
  return {
    /** Runs inside the turn's savepoint. */
    write(next: Conversation, deeds: readonly ConsentDeed[], inboxId: InboxId, atMs: number): void {
      for (const { kind, given, wording } of deeds) {
        add.run(next.id, kind, given ? 1 : 0, wording, next.locale, inboxId, next.lastSeq, atMs);
      }
    },
    /** Newest first. */
    read(id: ConversationId, limit: number): ConsentLine[] {
      return read.all(id, limit).map(({ kind, given, wording, locale, seq, at }) => ({
        kind,
        given: given === 1,
        wording,
        locale,
        seq,
        atMs: at,
      }));
    },
  };
}
