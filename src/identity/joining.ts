/**
 * When identities may become one person by themselves. Proof only: the same number, vouched for by both channels and not
 * too long ago, or a one-time code. Never a name, never a number that somebody typed. What people have parted stays apart.
 */
import type { ConversationId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { KnownCode, LinkFacts, Twin } from '../core/ports/identity-store.ts';

/**
 * The identities to join with the one that has just proved a number: those that proved it inside the time in which numbers
 * keep their owner. None at all if that would bring together what people have parted: whose side is right cannot be told.
 * `self` is 0 before the first message.
 */
export function phoneJoins(self: ConversationId, facts: LinkFacts, nowMs: number): Twin[] {
  const own = kinOf(self, facts.kin);
  const strangers = facts.twins.filter((twin) => !own.includes(twin.conversationId));
  const fresh = strangers.filter((twin) => nowMs - twin.provenAtMs <= LIMITS.phoneTrustMs);
  const groups = [own, ...fresh.map(({ kin }) => kin)];
  if (wouldReunite(groups, facts.apart)) return [];
  const joined: Twin[] = [];
  let size = own.length;
  const met = new Set(own);
  for (const twin of fresh) {
    // Two of them may be one person already: a link to the one that proved it last is enough.
    if (twin.kin.some((id) => met.has(id))) continue;
    size += twin.kin.length;
    if (size > LIMITS.identitiesPerContact) break;
    for (const id of twin.kin) met.add(id);
    joined.push(twin);
  }
  return joined;
}

/** What becomes of a code that is good: `held` leaves it to people at the desk. */
export function codeJoins(
  self: ConversationId,
  facts: LinkFacts,
  code: KnownCode,
): 'known' | 'join' | 'held' {
  const own = kinOf(self, facts.kin);
  const { kin, conversationId } = code.from;
  if (own.includes(conversationId)) return 'known';
  if (own.length + kin.length > LIMITS.identitiesPerContact) return 'held';
  // The customer vouches for these two chats anew; what is known of others is not theirs to overrule.
  const others = facts.apart.filter((pair) => !(pair.includes(self) && pair.includes(conversationId)));
  return wouldReunite([own, kin], others) ? 'held' : 'join';
}

/** May a wrong code be tried once more? Long codes cannot be guessed, so a flood on the account does not lock them out. */
export function mayTry(form: 'start' | 'text', { conversation, account }: LinkFacts['tries']): boolean {
  if (conversation >= LIMITS.linkTriesPerConversation) return false;
  return form === 'start' || account < LIMITS.linkTriesPerAccount;
}

/** `79161234567` → `•••45-67`. */
export function maskPhone(phone: string): string {
  const last = phone.slice(-4);
  return `•••${last.slice(0, 2)}-${last.slice(2)}`;
}

function wouldReunite(groups: ConversationId[][], apart: LinkFacts['apart']): boolean {
  const groupOf = (id: ConversationId) => groups.find((group) => group.includes(id));
  return apart.some(([one, other]) => {
    const [left, right] = [groupOf(one), groupOf(other)];
    return left !== undefined && right !== undefined && left !== right && !left.includes(other);
  });
}

function kinOf(self: ConversationId, kin: ConversationId[]): ConversationId[] {
  return kin.length > 0 ? kin : [self];
}
