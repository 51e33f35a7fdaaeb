/**
 * Links between identities, and what follows from them: identities that are connected have one contact, the one with which
 * the oldest of them began. Nothing else of a conversation changes, so that undoing a link has nothing to take apart.
 */
import type Database from 'better-sqlite3';
import type { ContactId, ConversationId, PublicId } from '../../core/ids.ts';
import type { LinkKind } from '../../core/link.ts';
import type { NewLink } from '../../core/ports/identity-store.ts';
import type { Context } from './context.ts';

export interface LinkRow {
  id: number;
  public_id: string;
  one: number;
  other: number;
  kind: LinkKind;
  evidence: string | null;
}

export type Links = ReturnType<typeof createLinks>;

export function createLinks(context: Context) {
  const statements = prepare(context.db);
  const { add, undo, holding, byPublicId, pairs, parted, members, keepHome, home, contactOf } = statements;
  const { settle, queuedKin } = statements;

  const kin = (id: ConversationId): ConversationId[] => members.all(contactOf.get(id) ?? -1);
  const apart = (ids: ConversationId[]): [ConversationId, ConversationId][] =>
    parted.all(JSON.stringify(ids)).map(({ one, other }) => [one, other]);

  /** What kept this one and those apart counts no more. */
  function lift(those: ConversationId[], id: ConversationId, atMs: number): void {
    const all = JSON.stringify(those);
    statements.lift.run(atMs, all, id, id);
    statements.forgetSaid.run({ those: all, id });
  }

  /** Everybody's contact anew, from the links that hold among them. */
  function resettle(everybody: ConversationId[]): void {
    const held = pairs.all(JSON.stringify(everybody));
    for (const group of groupsOf(everybody, held)) {
      const contactId = homeOf(Math.min(...group));
      for (const id of group) {
        if (settle.run(contactId, id, contactId).changes > 0) context.touch(id);
      }
    }
  }

  function homeOf(id: ConversationId): ContactId {
    return home.get(id) ?? contactOf.get(id) ?? 0;
  }

  return {
    kin,
    /** A link that holds. */
    find: (id: PublicId): LinkRow | null => byPublicId.get(id) ?? null,

    /** Pairs among these that were parted and not joined again. */
    apart,

    /**
     * False when the pair is kept apart: proof by phone never overrules people. Joining what is joined adds evidence of
     * another kind, and changes nothing when there is such evidence already.
     */
    join(self: ConversationId, link: NewLink, atMs: number): boolean {
      const [one, other] = [Math.min(self, link.with), Math.max(self, link.with)];
      const [ours, theirs] = [kin(self), kin(link.with)];
      const both = [...new Set([...ours, ...theirs])];
      if (link.kind === 'phone' && isForbidden(apart(both), ours, theirs, [one, other])) return false;
      if (holding.get(one, other, link.kind) !== undefined) return true;
      for (const id of [one, other]) keepHome.run(id);
      add.run(link.id, one, other, link.kind, link.evidence, self, link.by, atMs);
      if (link.kind === 'code') lift([one], other, atMs);
      if (link.kind === 'person') for (const id of ours) lift(theirs, id, atMs);
      resettle(both);
      return true;
    },

    /** The link as it was; null when it does not hold. */
    part(id: PublicId, by: number | null, atMs: number): LinkRow | null {
      const link = byPublicId.get(id);
      if (!link) return null;
      const both = [...new Set([...kin(link.one), ...kin(link.other)])];
      undo.run(by, atMs, link.id);
      resettle(both);
      return link;
    },

    /** A conversation got or lost its operator: waiting ones of the same contact show it. */
    touchWaiting(id: ConversationId): void {
      for (const waiting of queuedKin.all(contactOf.get(id) ?? -1, id)) context.touch(waiting);
    },
  };
}

function prepare(db: Database.Database) {
  return {
    add: db.prepare(
      `INSERT INTO contact_links (public_id, one, other, kind, evidence, made_in, made_by, made_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    undo: db.prepare<[number | null, number, number]>(
      'UPDATE contact_links SET undone_by = ?, undone_at = ? WHERE id = ?',
    ),
    lift: db.prepare<[number, string, number, number]>(
      `UPDATE contact_links SET lifted_at = ? WHERE undone_at IS NOT NULL AND lifted_at IS NULL AND id IN (
         SELECT l.id FROM json_each(?) k JOIN contact_links l
             ON (l.one = k.value AND l.other = ?) OR (l.one = ? AND l.other = k.value))`,
    ),
    forgetSaid: db.prepare<[{ those: string; id: number }]>(
      `DELETE FROM said_apart WHERE (one, other) IN (
         SELECT min(value, @id), max(value, @id) FROM json_each(@those))`,
    ),
    holding: db
      .prepare<[number, number, string], number>(
        'SELECT id FROM contact_links WHERE one = ? AND other = ? AND kind = ? AND undone_at IS NULL',
      )
      .pluck(),
    byPublicId: db.prepare<[string], LinkRow>(
      'SELECT * FROM contact_links WHERE public_id = ? AND undone_at IS NULL',
    ),
    pairs: db.prepare<[string], Pair>(`${PAIRS} AND l.undone_at IS NULL`),
    parted: db.prepare<[string], Pair>(
      `WITH named (id) AS (SELECT value FROM json_each(?))
       SELECT DISTINCT l.one, l.other FROM named n JOIN contact_links l ON l.one = n.id
        WHERE l.other IN (SELECT id FROM named) AND l.undone_at IS NOT NULL AND l.lifted_at IS NULL
       UNION SELECT s.one, s.other FROM named n JOIN said_apart s ON s.one = n.id
        WHERE s.other IN (SELECT id FROM named)`,
    ),
    members: db
      .prepare<[number], number>('SELECT id FROM conversations WHERE contact_id = ? ORDER BY id')
      .pluck(),
    contactOf: db.prepare<[number], number>('SELECT contact_id FROM conversations WHERE id = ?').pluck(),
    keepHome: db.prepare<[number]>(
      `INSERT INTO identity_homes (conversation_id, contact_id) SELECT id, contact_id FROM conversations WHERE id = ?
       ON CONFLICT DO NOTHING`,
    ),
    home: db
      .prepare<[number], number>('SELECT contact_id FROM identity_homes WHERE conversation_id = ?')
      .pluck(),
    settle: db.prepare<[number, number, number]>(
      'UPDATE conversations SET contact_id = ? WHERE id = ? AND contact_id <> ?',
    ),
    queuedKin: db
      .prepare<[number, number], number>(
        `SELECT id FROM conversations WHERE contact_id = ? AND id <> ? AND status = 'queued'`,
      )
      .pluck(),
  };
}

interface Pair {
  one: number;
  other: number;
}

const PAIRS = `
  SELECT DISTINCT l.one, l.other FROM json_each(?) n JOIN contact_links l ON l.one = n.value WHERE true`;

/** The identities in groups of those that are connected, directly or through others. */
function groupsOf(ids: ConversationId[], pairs: Pair[]): ConversationId[][] {
  const groups = new Map(ids.map((id) => [id, [id]]));
  for (const { one, other } of pairs) {
    const [left, right] = [groups.get(one), groups.get(other)];
    if (!left || !right || left === right) continue;
    left.push(...right);
    for (const id of right) groups.set(id, left);
  }
  return [...new Set(groups.values())];
}

/** A number joins neither the pair that was parted nor two sides between which somebody was. */
function isForbidden(
  apart: [ConversationId, ConversationId][],
  ours: ConversationId[],
  theirs: ConversationId[],
  pair: [ConversationId, ConversationId],
): boolean {
  const isOneAlready = ours.includes(pair[0]) && ours.includes(pair[1]);
  return apart.some(([one, other]) => {
    if (one === pair[0] && other === pair[1]) return true;
    if (isOneAlready) return false;
    return (ours.includes(one) && theirs.includes(other)) || (ours.includes(other) && theirs.includes(one));
  });
}
