/**
 * The channels as the people of the desk see them: how each does, its switch, its check, its pairing. What it tells is for
 * eyes; nothing is decided on it.
 */
import type { AccountId } from '../ids.ts';
import type { ChannelFacts, ChannelFinding, SessionState } from './channel.ts';

export interface ChannelDesk {
  /** In the order of the settings. */
  list(): Promise<ChannelHealth[]>;
  /** Off: nothing comes in and nothing goes out; what waits stays in its rows. Survives a restart. Null: no such account. */
  setOn(account: AccountId, on: boolean): Promise<ChannelHealth | null>;
  /** What its platform says about it now. Null: no such account. */
  check(account: AccountId): Promise<ChannelFinding[] | null>;
  /** False: there is no such account, or nothing to pair. */
  pairAgain(account: AccountId): Promise<boolean>;
}

export interface ChannelHealth {
  account: AccountId;
  platform: string;
  intake: ChannelFacts['intake'];
  condition: ChannelCondition;
  /** What should be known although it works. */
  notes: ChannelFinding[];
  /** Of a paired phone; null for other channels. */
  session: SessionState | null;
  /** Parts that are not out yet. */
  waiting: number;
  /** Of the last message each way; null: none lately. */
  lastInMs: number | null;
  lastOutMs: number | null;
}

export type ChannelCondition =
  | { is: 'works' }
  /** It is being opened. */
  | { is: 'starting' }
  | { is: 'off' }
  /** The platform has asked us to wait. */
  | { is: 'paused'; untilMs: number }
  /** Several calls in a row have failed: a rest, then one call at a time. */
  | { is: 'failing'; reason: string; sinceMs: number }
  /** Comes back by itself. */
  | { is: 'reconnecting'; reason: string; sinceMs: number }
  /** A phone is not paired: somebody has to scan the code. */
  | { is: 'unpaired'; reason: string }
  /** A person has to mend it. */
  | { is: 'broken'; reason: string; sinceMs: number | null };

/** True for what does not come right by itself. */
export function needsPerson({ is }: ChannelCondition): boolean {
  return is === 'broken' || is === 'unpaired';
}
