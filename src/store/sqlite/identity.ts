/**
 * Identities in turns: what a turn may look at before it decides, and what it wants done, carried out in its commit. The
 * identity at the other end of a link hears of it through the inbox, like of everything else.
 */
import type Database from 'better-sqlite3';
import type { Conversation } from '../../core/conversation.ts';
import { assert } from '../../core/errors.ts';
import type { IdentityEvent } from '../../core/event.ts';
import type { AccountId, ConversationId, OperatorId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { IdentityDeed, Kin, LinkAsk, LinkFacts, Twin } from '../../core/ports/identity-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import { createLinkCodes } from './link-codes.ts';
import { createLinks, type LinkRow } from './links.ts';
import { NUMBER, TEXT } from './planned-once.ts';

export type Identity = ReturnType<typeof createIdentity>;

export function createIdentity(context: Context, inbox: Inbox) {
  const links = createLinks(context);
  const codes = createLinkCodes(context);
  const { place, byPublicId, twins, prove } = prepare(context.db);

  function kinOf(id: ConversationId): Kin {
    const found = place.get(id);
    assert(found, 'an identity that is named exists');
    return { conversationId: id, account: found.account, locale: found.locale, kin: links.kin(id) };
  }

  /** Puts the event into the lane at the other end. */
  function tell(to: ConversationId, name: string, event: IdentityEvent, atMs: number): ConversationId {
    inbox.add({
      source: 'identity',
      externalId: name,
      conversationId: to,
      urgent: false,
      state: 'waiting',
      event,
      outcome: null,
      error: null,
      receivedAtMs: atMs,
      settledAtMs: null,
      raw: null,
    });
    return to;
  }

  function join(next: Conversation, { link }: Extract<IdentityDeed, { do: 'join' }>, atMs: number) {
    if (!links.join(next.id, link, atMs)) return null;
    const { id: linkId, kind, evidence, by: operatorId, tell: told } = link;
    const event = { type: 'identity', change: 'joined', linkId, kind, evidence, operatorId } as const;
    return tell(link.with, `joined:${linkId}`, { ...event, account: next.account, tell: told }, atMs);
  }

  function part(next: Conversation, { linkId, by }: Extract<IdentityDeed, { do: 'part' }>, atMs: number) {
    const link = links.part(linkId, by, atMs);
    if (!link) return null;
    return partedFrom(next, link, by, atMs);
  }

  /** Both ends hear of it, but for the one whose turn this is. */
  function partedFrom(next: Conversation, link: LinkRow, by: OperatorId | null, atMs: number) {
    const { kind, evidence, public_id: linkId } = link;
    const event = { type: 'identity', change: 'parted', linkId, kind, evidence, operatorId: by } as const;
    const told = [link.one, link.other].filter((id) => id !== next.id);
    return told.map((id) => {
      const seen = id === link.one ? link.other : link.one;
      return tell(
        id,
        `parted:${linkId}:${id}`,
        { ...event, account: kinOf(seen).account, tell: false },
        atMs,
      );
    });
  }

  return {
    touchWaiting: (id: ConversationId) => links.touchWaiting(id),

    facts(ask: LinkAsk, nowMs: number): LinkFacts {
      const { conversationId, codeHash, phone, linkId, joinWith } = ask;
      const kin = conversationId === null ? [] : links.kin(conversationId);
      const code = codeHash === undefined ? null : codes.find(codeHash, nowMs);
      const found = code && { ...code, from: kinOf(code.from) };
      const same =
        phone === undefined
          ? []
          : twins.all(phone, conversationId ?? 0).map((row): Twin => ({
              ...kinOf(row.id),
              provenAtMs: row.phone_proven_at ?? 0,
            }));
      const link = linkId === undefined ? null : links.find(linkId);
      const with_ = joinWith === undefined ? undefined : byPublicId.get(joinWith);
      const chosen = with_ === undefined ? null : kinOf(with_);
      const named = [kin, found?.from.kin ?? [], chosen?.kin ?? [], ...same.map((twin) => twin.kin)].flat();
      return {
        kin,
        code: found,
        tries: codes.tries(ask, nowMs),
        twins: same,
        link: link && knownLink(link, kin, kinOf),
        chosen,
        apart: links.apart([...new Set(named)]),
      };
    },

    /** Runs inside the turn's savepoint. Returns whom to wake; null: something has changed since the turn was made. */
    carryOut(next: Conversation, deeds: IdentityDeed[], atMs: number): ConversationId[] | null {
      const woken: ConversationId[] = [];
      for (const deed of deeds) {
        const done = carry(next, deed, atMs);
        if (done === null || done === false) return null;
        if (done !== true) woken.push(...[done].flat());
      }
      return woken;
    },
  };

  function carry(next: Conversation, deed: IdentityDeed, atMs: number) {
    switch (deed.do) {
      case 'phone-proven':
        prove.run(atMs, next.id);
        return true;
      case 'make-code':
        codes.make(next.id, deed.code);
        return true;
      case 'spend-code':
        return codes.spend(deed.codeId, next.id, atMs);
      case 'count-try':
        return codes.countTry(next.id, next.account, atMs);
      case 'join':
        return join(next, deed, atMs);
      case 'part':
        return part(next, deed, atMs);
    }
  }
}

function knownLink(link: LinkRow, kin: ConversationId[], kinOf: (id: number) => Kin): LinkFacts['link'] {
  // A link between two others of the same person may be undone from here as well; a stranger's never.
  if (!kin.includes(link.one)) return null;
  const { public_id: id, kind, evidence } = link;
  const ends = [link.one, link.other].map((end) => ({ conversationId: end, account: kinOf(end).account }));
  return { id, kind, evidence, ends };
}

function prepare(db: Database.Database) {
  return {
    place: db.prepare<[number], { account: AccountId; locale: Locale }>(
      'SELECT account, locale FROM conversations WHERE id = ?',
    ),
    byPublicId: db.prepare<[string], number>('SELECT id FROM conversations WHERE public_id = ?').pluck(),
    twins: db.prepare<[string, number], { id: number; phone_proven_at: number | null }>(
      `SELECT id, phone_proven_at FROM conversations WHERE verified_phone = ${TEXT} AND id <> ${NUMBER}
        ORDER BY phone_proven_at DESC LIMIT 20`,
    ),
    prove: db.prepare<[number, number]>('UPDATE conversations SET phone_proven_at = ? WHERE id = ?'),
  };
}
