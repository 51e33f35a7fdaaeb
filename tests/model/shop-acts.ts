/** What the shop says of itself in a schedule. */
import { Broken } from './oracle.ts';
import { address, guard, type Run, type Said } from './run.ts';

const HOUR_MS = 3_600_000;

/** Only to somebody who has written. */
export function say(run: Run, customer: number): void {
  const row = run.world.oracle.conversations().find((one) => one.address === address(customer));
  if (!row) return;
  const key = `notice${run.notices.length + 1}.`;
  const untilMs = run.world.clock.now() + HOUR_MS;
  const said: Said = {
    conversationId: row.id,
    key,
    notice: { kind: 'survey', prompt: { text: key }, untilMs },
    outcome: null,
  };
  run.notices.push(said);
  handOver(run, said);
}

/** The same key again is the same notice with the same outcome, in this life of the process and in the next. */
export function handOver(run: Run, said: Said): void {
  const given = run.life.engine.door.notice(said.conversationId, said.notice, said.key);
  void guard(run, async () => {
    const answered = await given;
    if (answered.kind !== 'done') return;
    const { outcome } = answered;
    if (said.outcome && JSON.stringify(said.outcome) !== JSON.stringify(outcome)) {
      throw new Broken('one notice has two outcomes', { before: said.outcome, outcome });
    }
    said.outcome = outcome;
  });
}
