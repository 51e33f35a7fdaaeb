/**
 * The order in which things pack best that may stand in any order: a packer finds what it has seen a little while before. Many
 * orders are tried, the same ones in every build, and the best is kept.
 */

/** More of them find little more; these take a second. */
const TRIES = 1_000;

/** `weigh`: bytes of what is served in this order. */
export function bestOrder<T>(items: readonly T[], weigh: (order: readonly T[]) => number): readonly T[] {
  let best = items;
  let least = weigh(best);
  const next = sequence();
  for (let round = 0; round < TRIES; round += 1) {
    const order = [...best];
    order.splice(next(order.length), 0, ...order.splice(next(order.length), 1));
    const weight = weigh(order);
    if (weight <= least) [best, least] = [order, weight];
  }
  return best;
}

/** Whole numbers below a bound that look like chance and are the same every time. */
function sequence(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 16_807) % 2_147_483_647;
    return state % below;
  };
}
