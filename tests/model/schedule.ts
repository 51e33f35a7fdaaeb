/** A schedule: what customers, operators, the messenger, time and the process do, in which order and how close together. */
import * as fc from 'fast-check';
import { OPERATORS } from './world.ts';
import { SAYINGS } from './model-content.ts';

export const CUSTOMERS = 3;

export type Ending = 'sent' | 'chat-429' | 'account-429' | 'failed' | 'unknown' | 'refused' | 'unreachable';

export type Act =
  /** What kind of messenger it is; only as the first act. */
  | { do: 'open'; settlesMs: number | null; replyWindowMs: number | null }
  /** The messenger reports on a part that it has, by its key. */
  | { do: 'report'; pick: number; status: 'sent' | 'delivered' | 'read' }
  /** A person of the shop writes to the customer outside the console. */
  | { do: 'echo'; customer: number }
  /** The shop has something to say of itself; and asks again what became of it. */
  | { do: 'notice'; customer: number }
  | { do: 'repeat-notice'; pick: number }
  | { do: 'write'; customer: number; text: (typeof SAYINGS)[number] }
  | { do: 'tap'; customer: number; pick: number }
  /** The messenger sends an update again that was acknowledged. */
  | { do: 'repeat-update'; pick: number }
  | { do: 'claim'; operator: number; customer: number }
  | { do: 'reply'; operator: number; customer: number }
  | { do: 'note'; operator: number; customer: number }
  | { do: 'release'; operator: number; customer: number; to: 'queue' | 'bot' }
  | { do: 'transfer'; operator: number; customer: number; to: number }
  | { do: 'resolve'; operator: number; customer: number }
  | { do: 'gone'; operator: number; customer: number }
  | { do: 'resend'; operator: number; customer: number }
  /** The console sends a command again. */
  | { do: 'repeat-command'; pick: number }
  | { do: 'answer'; pick: number; how: Ending }
  | { do: 'answer-all' }
  | { do: 'wait'; ms: number }
  | { do: 'crash' };

/** An act, and how many rounds of the event loop pass before the next one: 0 means in the same breath. */
export interface Step {
  act: Act;
  rounds: number;
}

const customer = fc.nat(CUSTOMERS - 1);
const operator = fc.nat(OPERATORS.length - 1);
const pick = fc.nat(7);
const both = { operator, customer };

const act: fc.Arbitrary<Act> = fc.oneof(
  of(26, { do: fc.constant('write'), customer, text: fc.constantFrom(...SAYINGS) }),
  of(8, { do: fc.constant('tap'), customer, pick }),
  of(2, { do: fc.constant('repeat-update'), pick }),
  of(5, { do: fc.constant('report'), pick, status: fc.constantFrom('sent', 'delivered', 'read') }),
  of(2, { do: fc.constant('echo'), customer }),
  of(4, { do: fc.constant('notice'), customer }),
  of(1, { do: fc.constant('repeat-notice'), pick }),
  of(14, { do: fc.constant('claim'), ...both }),
  of(10, { do: fc.constant('reply'), ...both }),
  of(1, { do: fc.constant('note'), ...both }),
  of(5, { do: fc.constant('release'), ...both, to: fc.constantFrom('queue', 'bot') }),
  of(4, { do: fc.constant('transfer'), ...both, to: operator }),
  of(4, { do: fc.constant('resolve'), ...both }),
  of(3, { do: fc.constant('gone'), ...both }),
  of(1, { do: fc.constant('resend'), ...both }),
  of(2, { do: fc.constant('repeat-command'), pick }),
  of(14, { do: fc.constant('answer'), pick, how: fc.constantFrom(...endings()) }),
  of(8, { do: fc.constant('answer-all') }),
  of(8, {
    do: fc.constant('wait'),
    ms: fc.constantFrom(1, 50, 250, 1_000, 5_000, 25_000, 25_000, 1_900_000),
  }),
  of(3, { do: fc.constant('crash') }),
);

const messenger: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('open' as const),
  settlesMs: fc.constantFrom(null, null, 0, 3_000, 20_000),
  replyWindowMs: fc.constantFrom(null, null, 40_000),
});

/** At most `most` steps; half of them follow in the same breath. */
export function schedules(most: number): fc.Arbitrary<Step[]> {
  const step = fc.record({ act, rounds: fc.constantFrom(0, 0, 0, 1, 1, 2, 4) });
  const steps = fc.array(step, { minLength: 4, maxLength: most, size: 'max' });
  return fc.tuple(messenger, steps).map(([open, rest]) => [{ act: open, rounds: 0 }, ...rest]);
}

function of(
  weight: number,
  fields: Record<string, fc.Arbitrary<unknown>>,
): { weight: number; arbitrary: fc.Arbitrary<Act> } {
  return { weight, arbitrary: fc.record(fields) as unknown as fc.Arbitrary<Act> };
}

function endings(): Ending[] {
  return [
    'sent',
    'sent',
    'sent',
    'sent',
    'chat-429',
    'account-429',
    'failed',
    'unknown',
    'refused',
    'unreachable',
  ];
}
