/**
 * One person as the desk sees them: identities, the evidence that holds them together or once did, and others who may be
 * the same person but are not proven to be. Read when somebody looks, never for a message.
 */
import type Database from 'better-sqlite3';
import type { AccountId, ConversationId } from '../../core/ids.ts';
import type { LinkKind, SuggestionReason } from '../../core/link.ts';
import { LIMITS } from '../../core/limits.ts';
import type {
  ContactIdentity,
  ContactLine,
  ContactRecord,
  LinkRecord,
  SaidApart,
  Suggestion,
} from '../../core/ports/contact-store.ts';
import type { ConversationRow } from '../../core/ports/desk-store.ts';
import type { Context } from './context.ts';
import type { ConversationRecord } from './rows.ts';
import type { Thread } from './thread.ts';

interface ShownLink {
  public_id: string;
  kind: LinkKind;
  evidence: string | null;
  one_id: string;
  one_account: AccountId;
  other_id: string;
  other_account: AccountId;
  made_in: string;
  made_at: number;
  made_by: string | null;
  undone_at: number | null;
  undone_by: string | null;
}

type Likely = ConversationRecord & {
  why: SuggestionReason;
  shared_phone: string | null;
  since: number | null;
};

type Said = ConversationRecord & { said_at: number; said_by: string };

export function createContactReads(
  context: Context,
  toRow: (record: ConversationRecord) => ConversationRow,
  thread: Thread,
) {
  const { contact, members, heard, links, suggest, said } = prepare(context.db);

  function suggestions(contactId: number, nowMs: number): Suggestion[] {
    const found = new Map<number, Suggestion>();
    for (const record of suggest.all({ contactId, trusted: nowMs - LIMITS.phoneTrustMs })) {
      // The same person for several reasons: the strongest comes first and is enough.
      if (found.has(record.contact_id) || found.size >= LIMITS.suggestions) continue;
      const { why, shared_phone: phone, since: atMs } = record;
      found.set(record.contact_id, { row: toRow(record), why, phone, atMs });
    }
    return [...found.values()];
  }

  /** One line for each person, however many of their chats it was said of. */
  function apart(contactId: number): SaidApart[] {
    const found = new Map<number, SaidApart>();
    for (const { said_at: atMs, said_by: by, ...record } of said.all({
      contactId,
      limit: LIMITS.linksShown,
    })) {
      if (!found.has(record.contact_id)) found.set(record.contact_id, { row: toRow(record), atMs, by });
    }
    return [...found.values()];
  }

  return {
    contact(id: ConversationId, nowMs: number): ContactRecord | null {
      const known = contact.get(id);
      if (!known) return null;
      const identities = members.all(known.id).map((record): ContactIdentity => ({
        row: toRow(record),
        phone: record.verified_phone,
        provenAtMs: record.phone_proven_at,
        heardAtMs: heard.get(record.id) ?? null,
      }));
      return {
        publicId: known.public_id,
        identities,
        links: links.all({ contactId: known.id, limit: LIMITS.linksShown }).map(toLink),
        suggestions: suggestions(known.id, nowMs),
        apart: apart(known.id),
      };
    },

    thread(id: ConversationId, page: { before?: number; limit: number }): ContactLine[] {
      const known = contact.get(id);
      return known ? thread.contactPage(known.id, page) : [];
    },
  };
}

function toLink(link: ShownLink): LinkRecord {
  return {
    id: link.public_id,
    kind: link.kind,
    // The id of a code tells nobody anything.
    evidence: link.kind === 'phone' ? link.evidence : null,
    ends: [
      { publicId: link.one_id, account: link.one_account },
      { publicId: link.other_id, account: link.other_account },
    ],
    in: link.made_in,
    madeAtMs: link.made_at,
    madeBy: link.made_by,
    undone: link.undone_at === null ? null : { atMs: link.undone_at, by: link.undone_by },
  };
}

function prepare(db: Database.Database) {
  return {
    contact: db.prepare<[number], { id: number; public_id: string }>(
      `SELECT t.id, t.public_id FROM conversations c JOIN contacts t ON t.id = c.contact_id WHERE c.id = ?`,
    ),
    members: db.prepare<[number], ConversationRecord>(
      'SELECT * FROM conversations WHERE contact_id = ? ORDER BY last_at DESC, id DESC',
    ),
    heard: db
      .prepare<[number], number>(
        `SELECT at FROM messages WHERE conversation_id = ? AND direction = 'in' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck(),
    links: db.prepare<[{ contactId: number; limit: number }], ShownLink>(LINKS),
    suggest: db.prepare<[{ contactId: number; trusted: number }], Likely>(SUGGESTIONS),
    said: db.prepare<[{ contactId: number; limit: number }], Said>(SAID),
  };
}

const LINKS = `
  SELECT l.public_id, l.kind, l.evidence, l.made_at, l.undone_at, a.public_id AS one_id, a.account AS one_account,
         b.public_id AS other_id, b.account AS other_account, w.public_id AS made_in, m.name AS made_by, u.name AS undone_by
    FROM contact_links l JOIN conversations a ON a.id = l.one JOIN conversations b ON b.id = l.other
    JOIN conversations w ON w.id = l.made_in
    LEFT JOIN operators m ON m.id = l.made_by LEFT JOIN operators u ON u.id = l.undone_by
   WHERE l.id IN (SELECT id FROM contact_links WHERE one IN (SELECT id FROM conversations WHERE contact_id = @contactId)
                  UNION
                  SELECT id FROM contact_links WHERE other IN (SELECT id FROM conversations WHERE contact_id = @contactId))
   ORDER BY l.id DESC LIMIT @limit`;

// The strongest reason first. Each arm starts from this contact's own identities and ends at somebody else's.
const SUGGESTIONS = `
  WITH own AS MATERIALIZED (
    SELECT id, verified_phone, phone_proven_at, phone FROM conversations WHERE contact_id = @contactId),
  parted (id, since) AS (
    SELECT CASE WHEN l.one = o.id THEN l.other ELSE l.one END, l.undone_at
      FROM own o JOIN contact_links l ON l.one = o.id OR l.other = o.id
     WHERE l.undone_at IS NOT NULL AND l.lifted_at IS NULL),
  said (id) AS (
    SELECT CASE WHEN s.one = o.id THEN s.other ELSE s.one END
      FROM own o JOIN said_apart s ON s.one = o.id OR s.other = o.id),
  likely (id, why, shared_phone, since, rank) AS (
    SELECT id, 'parted', NULL, since, 0 FROM parted
    UNION ALL
    SELECT c.id, CASE WHEN min(c.phone_proven_at, o.phone_proven_at) < @trusted THEN 'old-phone' ELSE 'same-phone' END,
           c.verified_phone, c.phone_proven_at, 1
      FROM own o JOIN conversations c ON c.verified_phone = o.verified_phone
    UNION ALL
    SELECT CASE WHEN k.conversation_id = o.id THEN k.spent_by ELSE k.conversation_id END, 'code', NULL, k.spent_at, 2
      FROM own o JOIN link_codes k ON k.conversation_id = o.id OR k.spent_by = o.id WHERE k.spent_by IS NOT NULL
    UNION ALL
    SELECT c.id, 'told-phone', c.verified_phone, c.phone_proven_at, 3
      FROM own o JOIN conversations c ON c.verified_phone = o.phone
    UNION ALL
    SELECT c.id, 'told-phone', c.phone, NULL, 3 FROM own o JOIN conversations c ON c.phone = o.verified_phone)
  SELECT c.*, l.why, l.shared_phone, l.since FROM likely l JOIN conversations c ON c.id = l.id
   WHERE c.contact_id <> @contactId
     AND c.contact_id NOT IN (SELECT k.contact_id FROM said s JOIN conversations k ON k.id = s.id) ORDER BY l.rank, l.since DESC, c.id LIMIT 50`;

const SAID = `
  WITH own AS MATERIALIZED (SELECT id FROM conversations WHERE contact_id = @contactId)
  SELECT c.*, s.said_at, p.name AS said_by
    FROM own o JOIN said_apart s ON s.one = o.id OR s.other = o.id
    JOIN conversations c ON c.id = CASE WHEN s.one = o.id THEN s.other ELSE s.one END
    JOIN operators p ON p.id = s.said_by
   WHERE c.contact_id <> @contactId ORDER BY s.said_at DESC, c.id LIMIT @limit`;
