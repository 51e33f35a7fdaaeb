/** What people at the desk do in a schedule. */
import type { DeskCommand } from '../../src/core/event.ts';
import { Broken } from './oracle.ts';
import { address, guard, type Command, type Run } from './run.ts';
import type { Act } from './schedule.ts';

type DeskAct = Extract<Act, { operator: number }>;

export function desk(run: Run, act: DeskAct): void {
  const row = run.world.oracle.conversations().find((one) => one.address === address(act.customer));
  const operatorId = run.world.operators[act.operator];
  if (!row || operatorId === undefined) return;
  const id = run.commands.length + 1;
  const command = toCommand(run, act, row.id, `c${id}`);
  if (!command) return;
  const entry: Command = {
    id,
    conversationId: row.id,
    operatorId: act.do === 'gone' ? null : operatorId,
    command,
    clientId: `c${id}`,
    outcome: null,
  };
  run.commands.push(entry);
  issue(run, entry);
}

function toCommand(run: Run, act: DeskAct, conversationId: number, clientId: string): DeskCommand | null {
  const { operators, oracle } = run.world;
  switch (act.do) {
    case 'claim':
      return { do: 'claim' };
    case 'reply':
      return { do: 'reply', clientId, text: `words ${clientId}` };
    case 'note':
      return { do: 'note', clientId, text: 'a note' };
    case 'release':
      return { do: 'release', to: act.to };
    case 'transfer':
      return { do: 'transfer', to: operators[act.to] ?? 0 };
    case 'resolve':
      return { do: 'resolve', outcome: 'solved' };
    case 'gone':
      return { do: 'operator-gone', operatorId: operators[act.operator] ?? 0 };
    case 'resend': {
      const failed = oracle.deliveries(conversationId).find(({ state }) => state === 'refused');
      if (failed) {
        run.resent.add(failed.id);
        run.settled.delete(failed.key);
      }
      return failed ? { do: 'resend', deliveryId: failed.id } : null;
    }
  }
}

export function issue(run: Run, entry: Command): void {
  const { conversationId, operatorId, command, clientId } = entry;
  const given = run.life.engine.door.command(conversationId, operatorId, command, clientId);
  void guard(run, async () => {
    const answered = await given;
    if (answered.kind !== 'done') return;
    const { outcome } = answered;
    if (entry.outcome && JSON.stringify(entry.outcome) !== JSON.stringify(outcome)) {
      throw new Broken('one command has two outcomes', { before: entry.outcome, outcome });
    }
    entry.outcome = outcome;
  });
}
