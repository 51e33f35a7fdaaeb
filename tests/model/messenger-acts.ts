/** What customers and their messenger do in a schedule: messages in, answers to calls, reports of what has arrived. */
import type { ChannelEvent } from '../../src/core/event.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import { ACCOUNT, outsideId, type OpenCall } from './model-channel.ts';
import { address, guard, type Run, type Update } from './run.ts';
import type { Ending } from './schedule.ts';

const ENDINGS: Record<Ending, SendResult> = {
  sent: { kind: 'sent', externalId: '' },
  'chat-429': { kind: 'retry', afterMs: 4_000, scope: 'chat', reason: '429' },
  'account-429': { kind: 'retry', afterMs: 3_000, scope: 'account', reason: '429' },
  failed: { kind: 'retry', afterMs: 0, scope: 'chat', reason: '502' },
  unknown: { kind: 'unknown', reason: 'no answer' },
  refused: { kind: 'refused', code: '400', unreachable: false },
  unreachable: { kind: 'refused', code: '403', unreachable: true },
};

export function write(
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
export function echo(run: Run, customer: number): void {
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
export function report(run: Run, pick: number, status: 'sent' | 'delivered' | 'read'): void {
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

export function handIn(run: Run, update: Update): void {
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

/** Ends one call; what it may have done is counted before anybody else can act. */
export function answer(run: Run, call: OpenCall | undefined, how: Ending): void {
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

export function leaveWire(run: Run, { key, reported }: OpenCall, mayHaveArrived: boolean): void {
  for (const [id, other] of run.onWire) if (other === key) run.onWire.delete(id);
  if (mayHaveArrived && !reported) arrive(run, key);
}

function arrive(run: Run, key: string): void {
  const before = run.arrivals.get(key) ?? 0;
  run.arrivals.set(key, run.kind.settlesMs === 0 ? 1 : before + 1);
}
