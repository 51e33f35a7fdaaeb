/**
 * Carries out one schedule and holds the rules against it: while it runs at every send and after every step, and at the
 * end over everything that was accepted.
 */
import { checkEnd } from './check-end.ts';
import { answer, echo, handIn, leaveWire, report, write } from './messenger-acts.ts';
import type { Kind } from './model-channel.ts';
import { desk, issue } from './operator-acts.ts';
import { Broken } from './oracle.ts';
import { handOver, say } from './shop-acts.ts';
import { address, type Run } from './run.ts';
import type { Act, Step } from './schedule.ts';
import { startLife, tick, type Watcher, type World } from './world.ts';

/** Throws `Broken` when a rule does not hold. The world is empty again afterwards. */
export async function runSchedule(world: World, steps: Step[], seed: number): Promise<void> {
  const first = steps[0]?.act;
  const run = await begin(world, seed, first?.do === 'open' ? first : PLAIN);
  try {
    for (const { act, rounds } of steps) {
      await perform(run, act);
      for (let left = rounds; left > 0; left -= 1) await round(run);
      watch(run);
    }
    await settle(run);
    await checkEnd(run);
  } finally {
    run.life.crash();
    for (let left = 3; left > 0; left -= 1) await tick();
    world.oracle.wipe();
  }
}

const PLAIN: Kind = { settlesMs: null, replyWindowMs: null };

async function begin(world: World, seed: number, kind: Kind): Promise<Run> {
  const run = {
    world,
    seed,
    lives: 0,
    kind: { settlesMs: kind.settlesMs, replyWindowMs: kind.replyWindowMs },
    updates: [],
    commands: [],
    notices: [],
    arrivals: new Map(),
    onWire: new Map(),
    receivers: new Map(),
    settled: new Set(),
    resent: new Set(),
    seen: new Map(),
    pauses: world.oracle.pauses(),
    failure: null,
  } as unknown as Run;
  for (const id of world.operators) await world.store.touchPresence(id, world.clock.now());
  run.life = await startLife(world, seed, watcherOf(run));
  return run;
}

function watcherOf(run: Run): Watcher {
  return {
    kind: run.kind,
    onSend: (key) => onSend(run, key),
    onError(error) {
      run.failure ??= error;
    },
  };
}

function onSend(run: Run, key: string): void {
  try {
    const { world, pauses, resent } = run;
    const part = world.oracle.checkSend(key, { nowMs: world.clock.now(), pauses, resent });
    const other = run.onWire.get(part.conversation_id);
    if (other !== undefined) throw new Broken('two parts of one conversation are under way', { key, other });
    run.onWire.set(part.conversation_id, key);
    checkWindow(run, part.conversation_id, key);
    if (run.settled.has(key)) throw new Broken('a part is sent again of which a receipt has told', part);
    const arrivals = run.arrivals.get(key) ?? 0;
    if (run.kind.settlesMs === 0) return; // repeats are dropped
    if (part.origin === 'notice' && arrivals > 0) throw new Broken('a notice is sent twice', part);
    if (arrivals > 1 || (arrivals === 1 && part.maybe_twice !== 1)) {
      throw new Broken('a part is sent again that has arrived', { part, arrivals });
    }
  } catch (error) {
    // The engine takes whatever a channel throws for an outcome: it is kept and thrown where it counts.
    run.failure ??= error as Error;
  }
}

/** Nothing leaves when the time to answer in has run out since anything that the customer did. */
function checkWindow(run: Run, conversationId: number, key: string): void {
  const row = run.world.oracle.conversations().find(({ id }) => id === conversationId);
  run.receivers.set(key, row?.address ?? '');
  const { replyWindowMs } = run.kind;
  if (replyWindowMs === null) return;
  const heard = run.updates.flatMap(({ event }) =>
    event.address === row?.address && (event.type === 'message' || event.type === 'button')
      ? [event.occurredAtMs]
      : [],
  );
  const nowMs = run.world.clock.now();
  if (nowMs >= Math.max(0, ...heard) + replyWindowMs) {
    throw new Broken('a part is sent although the reply window is closed', { key, heard, nowMs });
  }
}

async function perform(run: Run, act: Act): Promise<void> {
  const { channel } = run.life;
  if ('operator' in act) return desk(run, act);
  switch (act.do) {
    case 'write':
      return write(run, act.customer, { type: 'message', text: act.text });
    case 'tap': {
      const offered = channel.offered(address(act.customer));
      const token = offered.at(-1 - (act.pick % Math.max(1, offered.length)));
      return token === undefined ? undefined : write(run, act.customer, { type: 'button', token });
    }
    case 'repeat-update': {
      const done = run.updates.filter(({ acknowledged }) => acknowledged);
      const update = done.at(-1 - (act.pick % Math.max(1, done.length)));
      return update && handIn(run, update);
    }
    case 'answer':
      return answer(run, channel.calls[act.pick % Math.max(1, channel.calls.length)], act.how);
    case 'answer-all':
      for (const call of channel.calls.slice()) answer(run, call, 'sent');
      return;
    case 'report':
      return report(run, act.pick, act.status);
    case 'echo':
      return echo(run, act.customer);
    case 'open':
      return;
    case 'wait':
      return wait(run, act.ms);
    case 'crash':
      return crash(run);
    case 'notice':
      return say(run, act.customer);
    case 'repeat-notice': {
      const said = run.notices.at(-1 - (act.pick % Math.max(1, run.notices.length)));
      return said && handOver(run, said);
    }
    case 'repeat-command': {
      const command = run.commands.at(-1 - (act.pick % Math.max(1, run.commands.length)));
      return command && issue(run, command);
    }
  }
}

async function wait(run: Run, ms: number): Promise<void> {
  // The poll runs four times a second; a long wait needs only some of its rounds.
  const stride = Math.max(50, Math.ceil(ms / 6));
  for (let left = ms; left > 0; left -= stride) {
    run.world.clock.advance(Math.min(stride, left));
    await round(run);
  }
}

/** The process dies and another one starts on the same file; what was not acknowledged comes again, in order. */
async function crash(run: Run): Promise<void> {
  const { life } = run;
  life.crash();
  for (const call of life.channel.calls.slice()) leaveWire(run, call, true);
  await round(run);
  run.life = await startLife(run.world, run.seed + (run.lives += 1) * 1_000_003, watcherOf(run));
  for (const update of run.updates) if (!update.acknowledged) handIn(run, update);
}

/** One round of the event loop: at most one commit. */
async function round(run: Run): Promise<void> {
  run.pauses = run.world.oracle.pauses();
  await tick();
}

/** What must hold after every step. */
function watch(run: Run): void {
  if (run.failure) throw run.failure;
  for (const { id, epoch, status, operator_id: owner } of run.world.oracle.conversations()) {
    const before = run.seen.get(id);
    run.seen.set(id, { epoch, status, owner });
    if (!before) continue;
    if (epoch < before.epoch) throw new Broken('the epoch went back', { id, epoch, before });
    if (epoch === before.epoch && (status !== before.status || owner !== before.owner)) {
      throw new Broken('the owner changed without a new epoch', { id, status, owner, before });
    }
  }
}

/** Lets everything come to its end: calls succeed, pauses run out, what was not acknowledged is handed in again. */
async function settle(run: Run): Promise<void> {
  const deadline = 400;
  for (let rounds = 0; ; rounds += 1) {
    for (const call of run.life.channel.calls.slice()) answer(run, call, 'sent');
    await round(run);
    if (rounds % 4 === 3) run.world.clock.advance(rounds < 40 ? 250 : 3_000);
    watch(run);
    const open = run.updates.some(({ acknowledged }) => !acknowledged);
    if (!open && !run.life.engine.busy && run.world.oracle.unsettled() === 0) return;
    if (rounds > deadline) {
      const { clock, oracle } = run.world;
      throw new Broken('it does not come to rest', { nowMs: clock.now(), open: oracle.describeOpen() });
    }
  }
}
