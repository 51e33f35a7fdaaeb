/**
 * Outgoing parts on their way: claimed rows go to the platform, what became of them goes back into rows. The only retry
 * layer there is. One part of a conversation is under way at a time; accounts are independent of each other.
 */
import type { Clock, Random } from '../core/clock.ts';
import type { Json } from '../core/content.ts';
import { toError } from '../core/errors.ts';
import type { AccountId, ConversationId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { ChannelAdapter, ChannelFacts, SendResult } from '../core/ports/channel.ts';
import type { ClaimedDelivery, DeliveryRecord, EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { toRecord } from './delivery-outcome.ts';
import { createPace, type Pace } from './pace.ts';

export interface Deliver {
  /** May a turn hand its first part over at once, without a look at the queue? */
  mayDispatch(account: AccountId): boolean;
  /** Sends parts that are marked `sending`. */
  send(claimed: ClaimedDelivery[]): void;
  /** Before a restart these accounts left something unanswered: they are asked whether they live before more is sent. */
  doubt(accounts: readonly AccountId[]): void;
  /** Looks for due parts. */
  pump(): Promise<void>;
  /** Claims nothing more; resolves when every call under way has ended and is recorded, or after the given time. */
  stop(withinMs: number): Promise<void>;
  /** A call is under way or its outcome is not written yet. */
  readonly busy: boolean;
  /** Null: there is no such account. */
  health(account: AccountId): AccountHealth | null;
}

/** How sending to one account goes, as far as this process has seen. */
export interface AccountHealth {
  inFlight: number;
  /** Several calls in a row have failed: rests and single calls take turns until one succeeds. */
  failing: boolean;
  /** What the last call met, unless it was carried out or answered. `broken`: a person has to mend it. */
  trouble: { broken: boolean; reason: string; sinceMs: number } | null;
}

export interface DeliverDeps {
  store: EngineStore;
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
  clock: Clock;
  random: Random;
  log: Log;
  wake(ids: ConversationId[]): void;
  /** False: nothing is sent there now (it is switched off, or its phone is not connected); what waits stays in its rows. */
  mayUse?(account: AccountId): boolean;
}

interface AccountLane {
  inFlight: number;
  /** Since then not everything that waits may have been looked at. */
  wasFull: boolean;
  breaker: Breaker;
  pace: Pace;
  /** When it last carried something out or refused it; null: not since the start. */
  answeredAt: number | null;
  /** The account is being asked whether it answers. */
  asking: boolean;
  trouble: AccountHealth['trouble'];
}

interface DeliverState extends DeliverDeps {
  lanes: Map<AccountId, AccountLane>;
  /** Outcomes that are not written yet. */
  records: DeliveryRecord[];
  flushing: boolean;
  pumping: Promise<void> | null;
  cancelLook: (() => void) | null;
  inFlight: number;
  /** Batches of outcomes that are being written. */
  writing: number;
  stopped: boolean;
}

export function createDeliver(deps: DeliverDeps): Deliver {
  const lanes = new Map<AccountId, AccountLane>();
  for (const [account, adapter] of deps.adapters) lanes.set(account, newLane(deps.clock, adapter));
  const state: DeliverState = {
    ...deps,
    lanes,
    records: [],
    flushing: false,
    pumping: null,
    cancelLook: null,
    inFlight: 0,
    writing: 0,
    stopped: false,
  };
  return {
    mayDispatch(account) {
      const lane = lanes.get(account);
      return !state.stopped && lane !== undefined && isOpen(state, account, lane) && !lane.breaker.probing;
    },
    send: (claimed) => sendAll(state, claimed),
    doubt(accounts) {
      for (const account of accounts) lanes.get(account)?.breaker.doubt();
    },
    pump: () => pump(state),
    stop: (withinMs) => stop(state, withinMs),
    get busy() {
      return isBusy(state);
    },
    health(account) {
      const lane = lanes.get(account);
      if (lane === undefined) return null;
      return { inFlight: lane.inFlight, failing: lane.breaker.probing, trouble: lane.trouble };
    },
  };
}

function newLane(clock: Clock, { answers }: ChannelAdapter): AccountLane {
  const breaker = createBreaker(clock, answers !== undefined);
  return {
    inFlight: 0,
    wasFull: false,
    breaker,
    pace: createPace(clock),
    answeredAt: null,
    asking: false,
    trouble: null,
  };
}

function isBusy(state: DeliverState): boolean {
  return state.inFlight > 0 || state.records.length > 0 || state.flushing || state.writing > 0;
}

function sendAll(state: DeliverState, claimed: ClaimedDelivery[]): void {
  for (const delivery of claimed) void sendOne(state, delivery);
}

async function sendOne(state: DeliverState, delivery: ClaimedDelivery): Promise<void> {
  const { account, address, part, key } = delivery;
  const adapter = state.adapters.get(account);
  const lane = state.lanes.get(account);
  if (!adapter || !lane) {
    const result = { kind: 'dead' as const, code: 'account-not-configured' };
    return record(state, { id: delivery.id, atMs: state.clock.now(), result });
  }
  const body = bodyFor(delivery, adapter.facts, state.clock.now());
  if (body === undefined) {
    const result = { kind: 'refused' as const, code: 'window-closed', unreachable: false };
    logFailure(state.log, delivery, result);
    return record(state, { id: delivery.id, atMs: state.clock.now(), result });
  }
  state.inFlight += 1;
  lane.inFlight += 1;
  lane.pace.began();
  lane.wasFull ||= lane.inFlight >= LIMITS.sendsPerAccount;
  let result: SendResult;
  try {
    result = await adapter.send(address, { ...part, body }, key);
  } catch (thrown) {
    // An adapter never throws; if one does, nobody knows what it did before.
    result = { kind: 'unknown', reason: toError(thrown).message };
  }
  state.inFlight -= 1;
  lane.inFlight -= 1;
  lane.breaker.note(result);
  lane.pace.note(result);
  if (result.kind === 'sent' || result.kind === 'refused') lane.answeredAt = state.clock.monotonic();
  lane.trouble = troubleOf(result, lane.trouble, state.clock.now());
  goOn(state, lane);
  if (result.kind !== 'sent') logFailure(state.log, delivery, result);
  const { settlesMs } = adapter.facts;
  const answered = { delivery, result, atMs: state.clock.now(), settlesMs, ...judge(lane, state.clock) };
  record(state, toRecord(answered, state.random.fraction()));
}

function judge({ breaker, answeredAt }: AccountLane, clock: Clock) {
  return {
    // One answer that was lost is no outage yet: the account is only asked before anything else goes.
    isDown: breaker.probing || breaker.resting,
    mayGoOn: breaker.allows() && !breaker.probing,
    isBlameless: answeredAt === null || clock.monotonic() - answeredAt > LIMITS.breakerLongestMs,
  };
}

/** The call to make: past the platform's reply window only an approved template may go, and nothing else leaves here. */
function bodyFor(
  { part, heardAtMs }: ClaimedDelivery,
  { replyWindowMs }: ChannelFacts,
  nowMs: number,
): Json | undefined {
  return replyWindowMs === null || nowMs < heardAtMs + replyWindowMs ? part.body : part.whenClosed;
}

/** An account that had all its calls under way looks for more once some have ended: several at a time, not one by one. */
function goOn(state: DeliverState, lane: AccountLane): void {
  if (!lane.wasFull || lane.inFlight > LIMITS.sendsPerAccount * 0.75) return;
  lane.wasFull = false;
  pumpOrTell(state);
}

/** A failed look is repeated by the poll. */
function pumpOrTell(state: DeliverState): void {
  pump(state).catch((thrown: unknown) =>
    state.log.error({ step: 'claim', error: toError(thrown) }, 'Nothing claimed'),
  );
}

function pump(state: DeliverState): Promise<void> {
  state.pumping ??= claim(state).finally(() => {
    state.pumping = null;
  });
  return state.pumping;
}

function record(state: DeliverState, entry: DeliveryRecord): void {
  state.records.push(entry);
  if (state.flushing) return;
  state.flushing = true;
  setImmediate(() => void flush(state));
}

/** Writes what became of the calls of this tick; what could not be written is kept and tried again. */
async function flush(state: DeliverState): Promise<void> {
  // One transaction's worth: a send that it begins leaves before anything else can be committed.
  const batch = state.records.splice(0, LIMITS.groupCommitItems);
  state.flushing = state.records.length > 0;
  if (state.flushing) setImmediate(() => void flush(state));
  state.writing += 1;
  try {
    const { claimed, wake, failed } = await state.store.recordDeliveries(batch);
    if (claimed.length > 0) sendAll(state, claimed);
    if (wake.length > 0) state.wake(wake);
    for (const { record: one, error } of failed) {
      state.log.error({ step: 'record', deliveryId: one.id, error }, 'This outcome could not be written');
    }
    if (failed.length > 0)
      flushLater(
        state,
        failed.map(({ record: one }) => notWritten(one)),
      );
  } catch (thrown) {
    state.log.error(
      { step: 'record', error: toError(thrown), count: batch.length },
      'Outcomes not written yet',
    );
    flushLater(state, batch);
  } finally {
    state.writing -= 1;
  }
}

function flushLater(state: DeliverState, batch: DeliveryRecord[]): void {
  state.records.unshift(...batch);
  if (state.flushing) return; // a newer outcome has already asked for a flush
  state.flushing = true;
  state.clock.after(LIMITS.retryFirstMs, () => void flush(state));
}

/** What is left to say when the outcome itself cannot be a row: the call was made, and the lane goes on. */
function notWritten({ id, atMs }: DeliveryRecord): DeliveryRecord {
  return { id, atMs, result: { kind: 'unknown', reason: 'outcome-not-written', againAtMs: null } };
}

async function claim(state: DeliverState): Promise<void> {
  if (state.stopped) return;
  askSilent(state);
  const room = new Map([...state.lanes].map(([account, lane]) => [account, roomOf(state, account, lane)]));
  const notAccounts = [...room].filter(([, calls]) => calls === 0).map(([account]) => account);
  const limit = Math.min(
    LIMITS.groupCommitItems,
    [...room.values()].reduce((sum, calls) => sum + calls, 0),
  );
  if (limit <= 0) return;
  const claimed = await state.store.claimDeliveries({ nowMs: state.clock.now(), limit, notAccounts, room });
  sendAll(state, claimed);
  if (claimed.some(({ account }) => state.lanes.get(account)?.pace.isKept)) lookSoon(state);
}

/** What a pace holds back may go in a moment. */
function lookSoon(state: DeliverState): void {
  state.cancelLook?.();
  state.cancelLook = state.clock.after(LIMITS.paceLookMs, () => pumpOrTell(state));
}

/** A silent account is asked whether it lives; what waits for it goes on when it has answered. */
function askSilent(state: DeliverState): void {
  for (const [account, lane] of state.lanes) {
    const adapter = state.adapters.get(account);
    if (!adapter?.answers || lane.asking || !lane.breaker.wantsWord()) continue;
    if (state.mayUse?.(account) === false) continue;
    lane.asking = true;
    const done = (answered: boolean) => {
      lane.asking = false;
      lane.breaker.noteWord(answered);
    };
    adapter.answers().then(done, () => done(false));
  }
}

async function stop(state: DeliverState, withinMs: number): Promise<void> {
  state.stopped = true;
  state.cancelLook?.();
  const { clock } = state;
  const until = clock.monotonic() + withinMs;
  while (isBusy(state) && clock.monotonic() < until) {
    await new Promise<void>((next) => {
      clock.after(10, next);
    });
  }
}

function isOpen({ mayUse }: DeliverState, account: AccountId, lane: AccountLane): boolean {
  const hasRoom = lane.inFlight < LIMITS.sendsPerAccount && lane.pace.room() > 0;
  return lane.breaker.allows() && hasRoom && (mayUse?.(account) ?? true);
}

/** A refusal is an answer, and so is a wait for one chat: the account itself works. */
function troubleOf(
  result: SendResult,
  before: AccountHealth['trouble'],
  nowMs: number,
): AccountHealth['trouble'] {
  const isAnswer = result.kind === 'sent' || result.kind === 'refused';
  if (isAnswer || (result.kind === 'retry' && result.scope === 'chat')) return null;
  const broken = result.kind === 'broken';
  const reason = result.kind === 'broken' ? result.code : result.reason;
  return { broken, reason, sinceMs: before?.broken === broken ? before.sinceMs : nowMs };
}

/** How many more calls to an account may start now; a probing one gets a single one. */
function roomOf(state: DeliverState, account: AccountId, lane: AccountLane): number {
  if (!isOpen(state, account, lane)) return 0;
  if (lane.breaker.probing) return lane.inFlight > 0 ? 0 : 1;
  return Math.min(LIMITS.sendsPerAccount - lane.inFlight, lane.pace.room());
}

function logFailure(log: Log, delivery: ClaimedDelivery, result: SendResult): void {
  const { id, account, attempt, conversationId } = delivery;
  const { kind, ...why } = result;
  log.warn(
    { step: 'send', deliveryId: id, conversationId, account, attempt, outcome: kind, ...why },
    'Not sent',
  );
}
