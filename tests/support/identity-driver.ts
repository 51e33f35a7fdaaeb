/** Small words for tests of identities in a store: people, links, codes and what became of them. */
import type { AccountId } from '../../src/core/ids.ts';
import type { IdentityDeed, LinkAsk, NewLink } from '../../src/core/ports/identity-store.ts';
import type { Driver } from './store-driver.ts';

export const VIBER: AccountId = 'viber:main';

/** `bench.driver` is another one after a restart. */
export function createIdentityDriver(bench: { readonly driver: Driver }) {
  let number = 0;
  const link = (to: number, over: Partial<NewLink> = {}): NewLink => {
    number += 1;
    return {
      id: `link-number-${number}`,
      with: to,
      kind: 'code',
      evidence: null,
      by: null,
      tell: false,
      ...over,
    };
  };
  const deeds = (id: number, ...identity: IdentityDeed[]) => bench.driver.act(id, [], { turn: { identity } });
  const join = async (from: number, to: number, over: Partial<NewLink> = {}) => {
    const made = link(to, over);
    await deeds(from, { do: 'join', link: made });
    return made.id;
  };
  const contactOf = async (id: number) => (await bench.driver.byId(id)).contactId;
  const together = async (...ids: number[]) => new Set(await Promise.all(ids.map(contactOf))).size === 1;
  const ask = async (over: Partial<LinkAsk> & Pick<LinkAsk, 'conversationId'>) => {
    const [facts] = await bench.driver.store.readLinkFacts(
      [{ account: VIBER, ...over }],
      bench.driver.clock.now(),
    );
    return facts!;
  };
  const people = async (...addresses: string[]): Promise<number[]> => {
    const ids: number[] = [];
    for (const address of addresses) ids.push((await bench.driver.customer(address)).id);
    return ids;
  };
  const proves = (id: number, verifiedPhone: string) =>
    bench.driver.act(id, [], { next: { verifiedPhone }, turn: { identity: [{ do: 'phone-proven' }] } });
  const refused = async (id: number, ...identity: IdentityDeed[]) => {
    const { driver } = bench;
    const event = { kind: 'fresh' as const, accept: driver.command(id) };
    return driver.commit(driver.turn({ event, next: await driver.byId(id), identity }));
  };

  async function publicId(id: number) {
    return (await bench.driver.byId(id)).publicId;
  }

  /** Turns that take whatever waits in these lanes. */
  async function drained(...ids: number[]) {
    const { driver } = bench;
    const waiting = await driver.store.nextEvents(ids, driver.clock.now());
    return waiting.map(({ conversation, item }) =>
      driver.turn({ event: { kind: 'stored', inboxId: item.inboxId }, next: conversation }),
    );
  }

  return { link, deeds, join, contactOf, together, ask, people, proves, refused, publicId, drained };
}
