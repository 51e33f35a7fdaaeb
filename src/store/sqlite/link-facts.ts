/** What a turn may look at when an event has to do with who somebody is: read together, from what is committed. */
import type Database from 'better-sqlite3';
import { assert } from '../../core/errors.ts';
import type { AccountId, ConversationId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';
import type { Kin, LinkAsk, LinkFacts, Twin } from '../../core/ports/identity-store.ts';
import type { Context } from './context.ts';
import type { LinkCodes } from './link-codes.ts';
import type { Links, LinkRow } from './links.ts';
import { NUMBER, TEXT } from './planned-once.ts';

export function createLinkFacts(context: Context, links: Links, codes: LinkCodes) {
  const { place, byPublicId, twins } = prepare(context.db);

  function kinOf(id: ConversationId): Kin {
    const found = place.get(id);
    assert(found, 'an identity that is named exists');
    return { conversationId: id, account: found.account, locale: found.locale, kin: links.kin(id) };
  }

  const twinsOf = (phone: string, self: ConversationId | null): Twin[] =>
    twins.all(phone, self ?? 0).map(({ id, phone_proven_at: at }) => ({ ...kinOf(id), provenAtMs: at ?? 0 }));

  function chosenBy(joinWith: string): Kin | null {
    const id = byPublicId.get(joinWith);
    return id === undefined ? null : kinOf(id);
  }

  function known(link: LinkRow | null, kin: ConversationId[]): LinkFacts['link'] {
    // A link between two others of the same person may be undone from here as well; a stranger's never.
    if (!link || !kin.includes(link.one)) return null;
    const { public_id: id, kind, evidence } = link;
    const ends = [link.one, link.other].map((end) => ({
      conversationId: end,
      account: kinOf(end).account,
    }));
    return { id, kind, evidence, ends };
  }

  return {
    accountOf: (id: ConversationId): AccountId => kinOf(id).account,

    read(ask: LinkAsk, nowMs: number): LinkFacts {
      const { conversationId, codeHash, phone, linkId, joinWith } = ask;
      const kin = conversationId === null ? [] : links.kin(conversationId);
      const found = codeHash === undefined ? null : codes.find(codeHash, nowMs);
      const code = found && { ...found, from: kinOf(found.from) };
      const same = phone === undefined ? [] : twinsOf(phone, conversationId);
      const chosen = joinWith === undefined ? null : chosenBy(joinWith);
      const named = [kin, code?.from.kin ?? [], chosen?.kin ?? [], ...same.map((twin) => twin.kin)].flat();
      return {
        kin,
        code,
        tries: codes.tries(ask, nowMs),
        twins: same,
        link: linkId === undefined ? null : known(links.find(linkId), kin),
        chosen,
        apart: links.apart([...new Set(named)]),
      };
    },
  };
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
  };
}
