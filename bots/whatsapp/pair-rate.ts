/**
 * How often in a row a person was "too much": the platform wants a wait that is four times as long each time, and says no
 * number. Kept in memory and bounded; after a restart the count begins anew, which costs one more refusal.
 */
import type { Address } from '../../src/core/ids.ts';

export interface PairRate {
  /** One more refusal; how many there were in a row. */
  strike(address: Address): number;
  /** A message was taken. */
  clear(address: Address): void;
}

/** People remembered at once: far more than a shop floods within a quarter of an hour. */
const REMEMBERED = 1_000;

export function createPairRate(): PairRate {
  const strikes = new Map<Address, number>();
  return {
    strike(address) {
      const count = (strikes.get(address) ?? 0) + 1;
      strikes.delete(address);
      strikes.set(address, count);
      const [oldest] = strikes.keys();
      if (strikes.size > REMEMBERED && oldest !== undefined) strikes.delete(oldest);
      return count;
    },
    clear: (address) => void strikes.delete(address),
  };
}
