/**
 * The port of a shop's loyalty programme: what somebody has, and what they are given. Whose account it is has been proved before
 * anybody asks here; a connector only finds it. Writes take a key of ours, so that a crash in between gives nothing twice.
 */
import type { LocalText } from '../local-text.ts';
import type { Money } from '../money.ts';
import type { CapabilityLevel, ShopResult } from './shop.ts';

/** What a verb of the same sense can do; `none`: it answers `unsupported`. */
export interface LoyaltyCapabilities {
  account: CapabilityLevel;
  /** Accounts have a card with a number. */
  card: CapabilityLevel;
  grant: CapabilityLevel;
}

export interface Loyalty {
  capabilities(): LoyaltyCapabilities;
  account(buyer: LoyaltyBuyer, signal: AbortSignal): Promise<ShopResult<LoyaltyFound>>;
  /**
   * Puts points on the account. The same key again gives nothing a second time and has the first answer. `not_found`: there is no
   * such account; `rejected`: it is not certain whose, or the key was for something else.
   */
  grant(grant: LoyaltyGrant, key: string, signal: AbortSignal): Promise<ShopResult<LoyaltyGranted>>;
}

/**
 * Somebody who has shown who they are: a number that the channel vouches for, or the contacts of an order that they have
 * proved to be theirs. Digits with country code; an empty list says nothing.
 */
export interface LoyaltyBuyer {
  phones: string[];
  emails: string[];
}

/** `several`: the contacts fit more than one person, and nobody can tell which of them is asking. */
export type LoyaltyFound =
  { found: 'one'; account: LoyaltyAccount } | { found: 'none' } | { found: 'several' };

/** Null: the shop does not say. Times are UTC ms. */
export interface LoyaltyAccount {
  points: number;
  level: LocalText | null;
  /** To be spent until the next level. */
  toNextLevel: Money | null;
  /** The points that go first, and when: the end of that day. */
  burns: { points: number; atMs: number } | null;
  /** As printed on the card. */
  card: string | null;
}

export interface LoyaltyGrant {
  buyer: LoyaltyBuyer;
  points: number;
  /** For the shop's own books. */
  why: string;
}

export interface LoyaltyGranted {
  points: number;
  /** What is on the account now; null: the shop does not say. */
  balance: number | null;
}
