/**
 * What turns do to identities, carried out in their commit: codes made and spent, links made and undone. The identity at the
 * other end of a link hears of it through the inbox, like of everything else.
 */
import type { Conversation } from '../../core/conversation.ts';
import type { IdentityEvent } from '../../core/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { IdentityDeed, LinkAsk, NewLink } from '../../core/ports/identity-store.ts';
import type { Context } from './context.ts';
import type { Inbox } from './inbox.ts';
import { createLinkCodes } from './link-codes.ts';
import { createLinkFacts } from './link-facts.ts';
import { createLinks, type Links } from './links.ts';

export type Identity = ReturnType<typeof createIdentity>;

export function createIdentity(context: Context, inbox: Inbox) {
  const links = createLinks(context);
  const codes = createLinkCodes(context);
  const facts = createLinkFacts(context, links, codes);
  const prove = context.db.prepare<[number, number]>(
    'UPDATE conversations SET phone_proven_at = ? WHERE id = ?',
  );

  const { join, part } = createLinkDeeds(links, facts, inbox);

  /** Null or false: something has changed since the turn was made. */
  function carry(next: Conversation, deed: IdentityDeed, atMs: number): ConversationId[] | boolean | null {
    switch (deed.do) {
      case 'phone-proven':
        return prove.run(atMs, next.id).changes > 0;
      case 'make-code':
        codes.make(next.id, deed.code);
        return true;
      case 'spend-code':
        return codes.spend(deed.codeId, next.id, atMs);
      case 'count-try':
        return codes.countTry(next.id, next.account, atMs);
      case 'join':
        return join(next, deed.link, atMs);
      case 'part':
        return part(next, deed, atMs);
    }
  }

  return {
    touchWaiting: (id: ConversationId) => links.touchWaiting(id),
    facts: (ask: LinkAsk, nowMs: number) => facts.read(ask, nowMs),

    /** Runs inside the turn's savepoint. Returns whom to wake; null: the turn has to be made again. */
    carryOut(next: Conversation, deeds: IdentityDeed[], atMs: number): ConversationId[] | null {
      const woken: ConversationId[] = [];
      for (const deed of deeds) {
        const done = carry(next, deed, atMs);
        if (done === null || done === false) return null;
        if (done !== true) woken.push(...done);
      }
      return woken;
    },
  };
}

/** A link made or undone, and whoever hears of it. Null: it cannot be any more. */
function createLinkDeeds(links: Links, facts: ReturnType<typeof createLinkFacts>, inbox: Inbox) {
  function join(next: Conversation, link: NewLink, atMs: number): ConversationId[] | null {
    if (!links.join(next.id, link, atMs)) return null;
    const { id: linkId, kind, evidence, by: operatorId, tell, with: other } = link;
    const event = { type: 'identity', change: 'joined', linkId, kind, evidence, operatorId, tell } as const;
    inbox.add(toRow(other, `joined:${linkId}`, { ...event, account: next.account }, atMs));
    return [other];
  }

  function part(
    next: Conversation,
    { linkId, by: operatorId }: Extract<IdentityDeed, { do: 'part' }>,
    atMs: number,
  ): ConversationId[] | null {
    const link = links.part(linkId, operatorId, atMs);
    if (!link) return null;
    const { kind, evidence, one, other } = link;
    const event = {
      type: 'identity',
      change: 'parted',
      linkId,
      kind,
      evidence,
      operatorId,
      tell: false,
    } as const;
    // The turn has told its own conversation; whoever undoes a link from a third one tells both ends.
    const told = [one, other].filter((id) => id !== next.id);
    for (const id of told) {
      const account = facts.accountOf(id === one ? other : one);
      inbox.add(toRow(id, `parted:${linkId}:${id}`, { ...event, account }, atMs));
    }
    return told;
  }

  return { join, part };
}

function toRow(
  conversationId: ConversationId,
  externalId: string,
  event: IdentityEvent,
  atMs: number,
): Parameters<Inbox['add']>[0] {
  return {
    source: 'identity',
    externalId,
    conversationId,
    urgent: false,
    state: 'waiting',
    event,
    outcome: null,
    error: null,
    receivedAtMs: atMs,
    settledAtMs: null,
    raw: null,
  };
}
