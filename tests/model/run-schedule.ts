/**
 * Carries out one schedule and holds the rules against it: while it runs at every send and after every step, and at the
 * end over everything that was accepted.
 */
import type { ChannelEvent, CommandOutcome, DeskCommand } from '../../src/core/event.ts';
import type { OperatorId } from '../../src/core/ids.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import { checkEnd } from './check-end.ts';
import { ACCOUNT, outsideId, type Kind, type OpenCall } from './model-channel.ts';
import { Broken, type Pauses } from './oracle.ts';
import { CUSTOMERS, type Act, type Ending, type Step } from './schedule.ts';
import { startLife, tick, type Life, type Watcher, type World } from './world.ts';

interface Update {
  event: ChannelEvent;
  acknowledged: boolean;
}

interface Command {
  id: number;
  conversationId: number;
  operatorId: OperatorId | null;
  command: DeskCommand;
  clientId: string;
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

const ENDINGS: Record<Ending, SendResult> = {
  sent: { kind: 'sent', externalId: '' },
  'chat-429': { kind: 'retry', afterMs: 4_000, scope: 'chat', reason: '429' },
  'account-429': { kind: 'retry', afterMs: 3_000, scope: 'account', reason: '429' },
  failed: { kind: 'retry', afterMs: 0, scope: 'chat', reason: '502' },
  unknown: { kind: 'unknown', reason: 'no answer' },
  refused: { kind: 'refused', code: '400', unreachable: false },
  unreachable: { kind: 'refused', code: '403', unreachable: true },
};

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
    case 'repeat-command': {
      const command = run.commands.at(-1 - (act.pick % Math.max(1, run.commands.length)));
      return command && issue(run, command);
    }
  }
}

function write(
  run: Run,
  customer: number,
  said: { type: 'message'; text: string } | { type: 'button'; token: string },
): void {
  const number = run.updates.length + 1;
  const head = {
    account: ACCOUNT,
    externalId: String(number),
    address: address(customer),
    occurredAtMs: run.world.clock.now(),
    profile: { name: `Customer ${customer}`, languageTag: 'en' },
  };
  const event: ChannelEvent =
    said.type === 'message'
      ? { ...head, type: 'message', messageId: `m${number}`, content: { text: said.text } }
      : { ...head, type: 'button', token: said.token };
  const update: Update = { event, acknowledged: false };
  run.updates.push(update);
  handIn(run, update);
}

/** Words from a phone of the shop; only to somebody who has written. */
function echo(run: Run, customer: number): void {
  const to = address(customer);
  if (!run.world.oracle.conversations().some((one) => one.address === to)) return;
  const number = run.updates.length + 1;
  const head = {
    account: ACCOUNT,
    externalId: String(number),
    address: to,
    occurredAtMs: run.world.clock.now(),
  };
  const event = {
    ...head,
    type: 'echo' as const,
    messageId: `e${number}`,
    content: { text: 'from a phone' },
  };
  const update: Update = { event, acknowledged: false };
  run.updates.push(update);
  handIn(run, update);
}

/** A receipt with its key: of a part that has arrived, or that is just being handed over. */
function report(run: Run, pick: number, status: 'sent' | 'delivered' | 'read'): void {
  if (run.kind.settlesMs === null) return;
  const { calls } = run.life.channel;
  const keys = [...new Set([...run.arrivals.keys(), ...calls.map((call) => call.key)])];
  const key = keys.at(-1 - (pick % Math.max(1, keys.length)));
  const to = key === undefined ? undefined : run.receivers.get(key);
  if (key === undefined || to === undefined) return;
  const call = calls.find((one) => one.key === key);
  if (call && !call.reported) {
    call.reported = true;
    arrive(run, key);
  }
  const number = run.updates.length + 1;
  const head = {
    account: ACCOUNT,
    externalId: String(number),
    address: to,
    occurredAtMs: run.world.clock.now(),
  };
  const event = { ...head, type: 'receipt' as const, messageId: outsideId(key), status, key };
  const update: Update = { event, acknowledged: false };
  run.updates.push(update);
  handIn(run, update);
}

function handIn(run: Run, update: Update): void {
  const taken = run.life.engine.door.sink([{ event: update.event, raw: '{}' }]);
  void guard(run, async () => {
    await taken;
    update.acknowledged = true;
    if (update.event.type === 'receipt') settled(run, update.event.key ?? '');
  });
}

/** What was refused for good is not taken up by a receipt: the words of a person who looks at it count then. */
function settled(run: Run, key: string): void {
  const to = run.receivers.get(key);
  const row = run.world.oracle.conversations().find((one) => one.address === to);
  const part = row && run.world.oracle.deliveries(row.id).find((one) => one.key === key);
  if (!part || part.state === 'refused' || part.state === 'cancelled') return;
  // A turn of the same commit came first and had it sent: that call is about to begin.
  const isStarting = part.state === 'sending' && !run.life.channel.calls.some((call) => call.key === key);
  if (!isStarting) run.settled.add(key);
}

/** A rejection is a finding, to be thrown where the schedule is. */
async function guard(run: Run, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    run.failure ??= error as Error;
  }
}

type DeskAct = Extract<Act, { operator: number }>;

function desk(run: Run, act: DeskAct): void {
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

function issue(run: Run, entry: Command): void {
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

/** Ends one call; what it may have done is counted before anybody else can act. */
function answer(run: Run, call: OpenCall | undefined, how: Ending): void {
  if (!call) return;
  const ending = possible(run, call, how);
  leaveWire(run, call, ending === 'sent' || ending === 'unknown');
  call.answer(ENDINGS[ending]);
}

/** What the messenger has taken it does not refuse: it has said so, or it knows the key. */
function possible(run: Run, call: OpenCall, how: Ending): Ending {
  if (how === 'sent' || how === 'unknown') return how;
  if (call.reported) return 'unknown';
  const isRefused = how === 'refused' || how === 'unreachable';
  return run.kind.settlesMs === 0 && run.arrivals.has(call.key) && isRefused ? 'sent' : how;
}

function leaveWire(run: Run, { key, reported }: OpenCall, mayHaveArrived: boolean): void {
  for (const [id, other] of run.onWire) if (other === key) run.onWire.delete(id);
  if (mayHaveArrived && !reported) arrive(run, key);
}

function arrive(run: Run, key: string): void {
  const before = run.arrivals.get(key) ?? 0;
  run.arrivals.set(key, run.kind.settlesMs === 0 ? 1 : before + 1);
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

function address(customer: number): string {
  return `customer-${customer % CUSTOMERS}`;
}
