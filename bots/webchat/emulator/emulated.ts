/**
 * The web chat played on this machine: there is no foreign platform to stand in for, only visitors. They are signed in at the shop,
 * so that they are the same customers after a restart; their network can be made bad.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import { base64url } from '../../../src/core/ids.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { StartEmulated } from '../../../src/core/ports/emulated.ts';
import type { NewPhoneOwner, PhoneBook, PhoneOwner } from '../../../src/core/ports/phone.ts';
import { createPhoneBook } from '../../../src/transport/emulation/phone-book.ts';
import { createTroubles } from '../../../src/transport/emulation/troubles.ts';
import { createPhone, type Network } from './playground-phone.ts';
import { signIdentity } from './sign-identity.ts';
import { createVisitor, type VisitorClient } from './visitor.ts';

interface World {
  url: string;
  secret: string;
  clock: Clock;
  random: Random;
  network: Network;
  visitors: VisitorClient[];
}

export const startEmulatedWebchat: StartEmulated = async ({ clock, random, ownUrl, first }) => {
  const visitors: VisitorClient[] = [];
  const { network, ways } = createNetwork(visitors);
  const secret = base64url(random.bytes(32));
  const book = openPhones({ url: ownUrl, secret, clock, random, network, visitors }, first);
  const { phones, troubles } = createTroubles(clock, ways, book);
  const { port } = new URL(ownUrl);
  return {
    // Under either name this machine is called by.
    settings: {
      ORIGINS: `${ownUrl},http://localhost:${port},http://127.0.0.1:${port}`,
      IDENTITY_SECRET: secret,
    },
    phones,
    troubles,
    async close() {
      await Promise.all(visitors.map((visitor) => visitor.disconnect()));
    },
  };
};

function openPhones(world: World, first: readonly NewPhoneOwner[]): PhoneBook {
  return createPhoneBook({
    clock: world.clock,
    first,
    open(person, number, tell) {
      const { name, locale } = person;
      const id = `visitor${number}`;
      const owner: PhoneOwner = { id, name, locale, number: person.number ?? madeUpNumber(world.random) };
      const visitor = createVisitor({
        ...world,
        url: `${world.url}/chat/main`,
        origin: world.url,
        session: sessionOf(world, owner),
      });
      world.visitors.push(visitor);
      const { network, random } = world;
      return createPhone({ owner, visitor, network, random, tell: (event) => tell(id, event) });
    },
  });
}

/** As the shop's back end would vouch for them. */
function sessionOf({ secret, clock }: World, { id, name, locale, number }: PhoneOwner) {
  const expires = Math.floor((clock.now() + LIMITS.chatIdentityMs / 2) / 1_000);
  return { locale, identity: signIdentity(secret, { user: id, name, phone: number, expires }) };
}

function madeUpNumber(random: Random): string {
  return `7999${String(Math.floor(random.fraction() * 10_000_000)).padStart(7, '0')}`;
}

/** One line for all calls, which a trouble can hold, mix or repeat. A server that is down is asked again by the client itself. */
function createNetwork(visitors: readonly VisitorClient[]) {
  let held: (() => Promise<unknown>)[] | null = null;
  let going: Promise<unknown> = Promise.resolve();
  const go = (deed: () => Promise<unknown>): void => {
    going = going.then(deed).catch(() => {});
  };
  const network: Network = {
    send: (deed) => void (held ? held.push(deed) : go(deed)),
    last: null,
  };
  const ways = {
    fail() {
      for (const visitor of visitors) void visitor.disconnect();
    },
    heal() {
      for (const visitor of visitors) if (visitor.knows.token !== null) visitor.connect();
    },
    hold: () => void (held ??= []),
    letGo(order: 'kept' | 'mixed') {
      const waiting = held ?? [];
      held = null;
      for (const deed of order === 'mixed' ? waiting.toReversed() : waiting) go(deed);
    },
    again() {
      if (network.last) network.send(network.last);
    },
  };
  return { network, ways };
}
