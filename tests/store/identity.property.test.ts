/**
 * Any sequence of joins and partings, held against a plain model: who is one person is who is connected, everybody has the
 * contact with which the oldest of them began, and a number never brings together what was parted.
 */
import { expect, test } from '@jest/globals';
import { array, assert, asyncProperty, constant, constantFrom, integer, oneof, record } from 'fast-check';
import type { LinkKind } from '../../src/core/link.ts';
import { createIdentityDriver } from '../support/identity-driver.ts';
import { createDriver, T0 } from '../support/store-driver.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';

const PEOPLE = 6;

interface ModelLink {
  id: string;
  pair: string;
  kind: LinkKind;
  undone: boolean;
  lifted: boolean;
}

const place = integer({ min: 0, max: PEOPLE - 1 });
const step = oneof(
  record({
    do: constant('join' as const),
    from: place,
    to: place,
    kind: constantFrom('phone', 'code', 'person'),
  }),
  record({ do: constant('part' as const), which: integer({ min: 0, max: 20 }), from: place }),
);

test('contacts follow from links', async () => {
  await assert(
    asyncProperty(array(step, { maxLength: 25 }), async (steps) => {
      const under = await makeSqliteStore();
      try {
        const bench = { driver: createDriver(under.store, under.clock) };
        const words = createIdentityDriver(bench);
        const ids = await words.people(...Array.from({ length: PEOPLE }, (_, index) => `p${index}`));
        const homes = await Promise.all(ids.map(words.contactOf));
        const links: ModelLink[] = [];
        for (const one of steps) {
          if (one.do === 'join' && one.from !== one.to) {
            const { kind } = one as { kind: LinkKind };
            const groups = groupsOf(links);
            const forbidden =
              kind === 'phone' &&
              apart(links).some(
                (pair) =>
                  pair === pairOf(one.from, one.to) ||
                  (groups[one.from]?.includes(one.to) === false && spans(pair, groups, one.from, one.to)),
              );
            const made = words.link(ids[one.to] ?? 0, { kind });
            const event = { kind: 'fresh' as const, accept: bench.driver.command(ids[one.from] ?? 0) };
            const next = await bench.driver.byId(ids[one.from] ?? 0);
            const turn = bench.driver.turn({ event, next, identity: [{ do: 'join', link: made }] });
            const result = await bench.driver.commit({ ...turn, atMs: T0 });
            expect(result.kind).toBe(forbidden ? 'stale' : 'committed');
            if (!forbidden) joinModel(links, made.id, one.from, one.to, kind, groups);
          } else if (one.do === 'part' && links.length > 0) {
            const link = links[one.which % links.length];
            const from = ids[one.from] ?? 0;
            const deed = { do: 'part' as const, linkId: link?.id ?? '', by: null };
            if (link?.undone === false) {
              await words.deeds(from, deed);
              link.undone = true;
            } else expect((await words.refused(from, deed)).kind).toBe('stale');
          }
          await bench.driver.store.commitTurns(await words.drained(...ids));
        }
        const groups = groupsOf(links);
        const wanted = ids.map((_, index) => homes[Math.min(...(groups[index] ?? [index]))]);
        expect(await Promise.all(ids.map(words.contactOf))).toEqual(wanted);
      } finally {
        await under.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

function joinModel(
  links: ModelLink[],
  id: string,
  from: number,
  to: number,
  kind: LinkKind,
  groups: number[][],
): void {
  const pair = pairOf(from, to);
  if (links.some((link) => link.pair === pair && link.kind === kind && !link.undone)) return;
  for (const link of links) {
    if (!link.undone || link.lifted) continue;
    const here = kind === 'person' ? spans(link.pair, groups, from, to) : link.pair === pair;
    if (here) link.lifted = true;
  }
  links.push({ id, pair, kind, undone: false, lifted: false });
}

/** For each person everybody who is the same one. */
function groupsOf(links: ModelLink[]): number[][] {
  const groups = Array.from({ length: PEOPLE }, (_, index) => [index]);
  for (const { pair, undone } of links) {
    if (undone) continue;
    const [one = 0, other = 0] = pair.split('-').map(Number);
    const union = [...new Set([...(groups[one] ?? []), ...(groups[other] ?? [])])];
    for (const member of union) groups[member] = union;
  }
  return groups;
}

function apart(links: ModelLink[]): string[] {
  return links.filter(({ undone, lifted }) => undone && !lifted).map(({ pair }) => pair);
}

/** The pair has one end on each side. */
function spans(pair: string, groups: number[][], from: number, to: number): boolean {
  const [one = 0, other = 0] = pair.split('-').map(Number);
  const [left = [], right = []] = [groups[from], groups[to]];
  return (left.includes(one) && right.includes(other)) || (left.includes(other) && right.includes(one));
}

function pairOf(one: number, other: number): string {
  return [Math.min(one, other), Math.max(one, other)].join('-');
}
