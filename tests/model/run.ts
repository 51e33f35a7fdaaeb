/** What is known of a schedule while it is carried out. */
import type { ChannelEvent, CommandOutcome, DeskCommand } from '../../src/core/event.ts';
import type { OperatorId } from '../../src/core/ids.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { Kind } from './model-channel.ts';
import type { Pauses } from './oracle.ts';
import { CUSTOMERS } from './schedule.ts';
import type { Life, World } from './world.ts';

export interface Update {
  event: ChannelEvent;
  acknowledged: boolean;
}

export interface Command {
  id: number;
  conversationId: number;
  operatorId: OperatorId | null;
  command: DeskCommand;
  clientId: string;
  outcome: CommandOutcome | null;
}

/** Something that the shop says of itself; `key` is also its text. */
export interface Said {
  conversationId: number;
  key: string;
  notice: Notice;
  outcome: CommandOutcome | null;
}

export interface Run {
  world: World;
  life: Life;
  seed: number;
  lives: number;
  kind: Kind;
  updates: Update[];
  commands: Command[];
  notices: Said[];
  /** How often a part has arrived, or may have, over all lives; by key. */
  arrivals: Map<string, number>;
  onWire: Map<number, string>;
  /** Whose parts the messenger has been handed; by key. */
  receivers: Map<string, string>;
  /** Parts of which a receipt has told that the messenger has them. */
  settled: Set<string>;
  resent: Set<number>;
  seen: Map<number, { epoch: number; status: string; owner: number | null }>;
  /** As of the end of the last round of the event loop. */
  pauses: Pauses;
  failure: Error | null;
}

/** A rejection is a finding, to be thrown where the schedule is. */
export async function guard(run: Run, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    run.failure ??= error as Error;
  }
}

export function address(customer: number): string {
  return `customer-${customer % CUSTOMERS}`;
}
