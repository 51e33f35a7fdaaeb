/**
 * Which events have to do with who somebody is, and the facts for those: a one-time code, a number that the channel vouches
 * for, a link that is to be made or undone. Most events have not, and cost nothing here.
 */
import type { InboxEvent } from '../core/event.ts';
import type { AccountId, ConversationId } from '../core/ids.ts';
import type { Accept, Arrival, StoredArrival } from '../core/ports/engine-store.ts';
import type { IdentityStore, LinkAsk } from '../core/ports/identity-store.ts';
import { hashLinkCode, readLinkCode } from '../identity/link-code.ts';

/** Puts `links` into the arrivals that need it. */
export async function addLinkFacts(
  store: Pick<IdentityStore, 'readLinkFacts'>,
  fresh: { accept: Accept }[],
  states: Arrival[],
  stored: StoredArrival[],
  nowMs: number,
): Promise<void> {
  const asking: { arrival: Arrival; ask: LinkAsk }[] = [];
  const consider = (
    event: InboxEvent,
    arrival: Arrival | undefined,
    account: AccountId | undefined,
  ): void => {
    const place = arrival?.conversation?.account ?? account;
    const ask = arrival && place && askOf(event, arrival, arrival.conversation?.id ?? null, place);
    if (ask) asking.push({ arrival, ask });
  };
  for (const [index, { accept }] of fresh.entries()) {
    consider(accept.event, states[index], 'account' in accept.target ? accept.target.account : undefined);
  }
  for (const arrival of stored) consider(arrival.item.event, arrival, undefined);
  if (asking.length === 0) return;
  const facts = await store.readLinkFacts(
    asking.map(({ ask }) => ask),
    nowMs,
  );
  for (const [index, { arrival }] of asking.entries()) {
    const found = facts[index];
    if (found) arrival.links = found;
  }
}

/** The number that this event proves to be the sender's own, in digits with country code; null: none. */
export function provenPhone(event: InboxEvent): string | null {
  if (event.type !== 'message') return null;
  const { contact } = event.content;
  if (contact?.own === true && contact.phone !== '') return contact.phone;
  const { profile } = event;
  return profile?.phoneVerified === true && profile.phone ? profile.phone : null;
}

function askOf(
  event: InboxEvent,
  arrival: Arrival,
  conversationId: ConversationId | null,
  account: AccountId,
): LinkAsk | null {
  const head = { conversationId, account };
  if (event.type === 'message') {
    const code = readLinkCode(event.content);
    const phone = provenPhone(event);
    if (!code && phone === null) return null;
    return {
      ...head,
      ...(code ? { codeHash: hashLinkCode(code.code) } : {}),
      ...(phone === null ? {} : { phone }),
    };
  }
  if (event.type === 'button') {
    const wish = arrival.offered?.action.event;
    const linkId = wish?.type === 'link.notMine' ? wish['link'] : null;
    return typeof linkId === 'string' ? { ...head, linkId } : null;
  }
  if (event.type !== 'command') return null;
  const { command } = event;
  if (command.do === 'part') return { ...head, linkId: command.link };
  return command.do === 'join' ? { ...head, joinWith: command.with } : null;
}
