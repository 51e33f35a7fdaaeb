/** The verbs of who is who: one person over several channels, as turns and the desk read them. */
import type { ContactStore } from '../../core/ports/contact-store.ts';
import type { IdentityStore } from '../../core/ports/identity-store.ts';
import type { createContactReads } from './contact-reads.ts';
import type { GroupCommit } from './group-commit.ts';
import type { createIdentity } from './identity.ts';
import type { createSaidApart } from './said-apart.ts';

interface Parts {
  identity: ReturnType<typeof createIdentity>;
  contacts: ReturnType<typeof createContactReads>;
  saidApart: ReturnType<typeof createSaidApart>;
}

export function identityVerbs(
  group: GroupCommit,
  { identity, contacts, saidApart }: Parts,
): IdentityStore & ContactStore {
  return {
    readLinkFacts: async (asks, nowMs) => asks.map((ask) => identity.facts(ask, nowMs)),
    readContact: async (id, nowMs) => contacts.contact(id, nowMs),
    readContactThread: async (id, page) => contacts.thread(id, page),
    sayApart: (id, other, said) => group.write(() => saidApart.say(id, other, said)),
  };
}
