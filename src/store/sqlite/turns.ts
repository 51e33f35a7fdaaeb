/**
 * The commit of a turn: all of it or nothing. The event, the conversation under its version guard, lines, parts, timers,
 * tasks and the case land together; a turn made against an older state is turned away whole.
 */
import type { Conversation } from '../../core/conversation.ts';
import { assert } from '../../core/errors.ts';
import type { ConversationId, InboxId } from '../../core/ids.ts';
import type { NewMessage } from '../../core/message.ts';
import type { Accept, ClaimedDelivery, TurnCommit, TurnResult } from '../../core/ports/engine-store.ts';
import type { Cases } from './cases.ts';
import type { ConsentLedger } from './consents.ts';
import type { Context } from './context.ts';
import type { Feedback } from './feedback.ts';
import type { ForgetPerson } from './forget.ts';
import type { Conversations, LaneState } from './conversations.ts';
import { countParts } from './deliveries.ts';
import type { Deliveries } from './deliveries.ts';
import type { Identity } from './identity.ts';
import type { Inbox } from './inbox.ts';
import type { Lane } from './lane.ts';
import { summarise } from './messages.ts';
import type { Messages } from './messages.ts';
import type { Offers } from './offers.ts';
import type { QuestionLog } from './questions.ts';
import type { Tasks } from './tasks.ts';
import type { Timers } from './timers.ts';

interface Parts {
  conversations: Conversations;
  inbox: Inbox;
  messages: Messages;
  offers: Offers;
  lane: Lane;
  deliveries: Deliveries;
  timers: Timers;
  tasks: Tasks;
  cases: Cases;
  identity: Identity;
  consents: ConsentLedger;
  feedback: Feedback;
  questions: QuestionLog;
  forgetPerson: ForgetPerson;
}

/** Thrown to undo the savepoint of a turn that cannot be committed as it is. */
export class TurnRefused extends Error {
  readonly result: TurnResult;

  constructor(result: TurnResult) {
    super(`Turn refused: ${result.kind}`);
    this.name = 'TurnRefused';
    this.result = result;
  }
}

export function createTurns(context: Context, parts: Parts) {
  const { messages, offers, timers, tasks } = parts;
  const load = context.db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM conversations WHERE status = 'assigned' AND operator_id = ? AND id <> ?`,
    )
    .pluck();

  /** Runs inside a savepoint; throws `TurnRefused` for what the engine has to know. */
  return function commitTurn(turn: TurnCommit): TurnResult {
    const { guard, atMs } = turn;
    if (guard && (load.get(guard.operatorId, turn.next.id) ?? 0) >= guard.maxLoad) {
      return { kind: 'load-reached' };
    }
    const { next, inboxId } = takeEvent(parts, turn);
    const state = updateConversation(parts, turn, next);
    const keys = new Map(turn.messages.map((line) => [line.publicId, messages.add(next.id, line)]));
    const claimed = speak(parts, turn, next, state, keys);
    for (const change of turn.timers) timers.change(next.id, next.epoch, change);
    for (const task of turn.tasks) tasks.add(next.id, next.epoch, task, atMs);
    if (turn.pressed) offers.press(next.id, turn.pressed);
    if (turn.edited) messages.edit(next.id, turn.edited, atMs);
    if (turn.revoked) messages.revoke(next.id, turn.revoked.externalId, atMs);
    if (turn.reacted) messages.react(next.id, turn.reacted);
    if (turn.fetched) messages.attach(next.id, turn.fetched);
    parts.consents.write(next, turn.consents, inboxId, atMs);
    parts.feedback.write(next, turn.feedback, atMs);
    parts.questions.write(next, turn.questions, atMs);
    if (turn.forget) parts.forgetPerson(next.id, atMs);
    remember(parts, next);
    const wake = relate(parts, turn, next);
    return {
      kind: 'committed',
      conversationId: next.id,
      inboxId,
      claimed,
      ...(wake.length > 0 ? { wake } : {}),
    };
  };
}

function takeEvent(parts: Parts, turn: TurnCommit): { next: Conversation; inboxId: InboxId } {
  const { inbox } = parts;
  const { event, consume, atMs } = turn;
  const outcome = consume.as === 'done' ? (consume.outcome ?? null) : null;
  const error = consume.as === 'parked' ? consume.error : null;
  if (event.kind === 'stored') {
    const settled = inbox.settle(event.inboxId, consume.as, outcome, error, atMs);
    if (!settled) throw new TurnRefused({ kind: 'duplicate' });
    return { next: turn.next, inboxId: event.inboxId };
  }
  const { accept } = event;
  if (inbox.overloaded(accept, 0))
    throw new TurnRefused({ kind: isKnown(inbox, accept) ? 'duplicate' : 'overload' });
  const next = turn.next.id === 0 ? firstContact(parts, accept, turn) : turn.next;
  const inboxId = inbox.add({
    source: accept.source,
    externalId: accept.externalId,
    conversationId: next.id,
    urgent: accept.urgent,
    state: consume.as,
    event: consume.as === 'parked' || accept.raw === null ? accept.event : null,
    outcome,
    error,
    receivedAtMs: accept.receivedAtMs,
    settledAtMs: atMs,
    raw: accept.raw,
  });
  if (inboxId === null) throw new TurnRefused({ kind: 'duplicate' });
  return { next, inboxId };
}

function isKnown(inbox: Inbox, accept: Accept): boolean {
  return inbox.known(accept.source, accept.externalId) !== null;
}

function firstContact({ conversations, inbox }: Parts, accept: Accept, turn: TurnCommit): Conversation {
  const { target, newIds } = accept;
  assert('address' in target && newIds, 'a first contact has an address and new ids');
  const existing = conversations.find(target.account, target.address, target.aliases);
  if (existing) {
    if (isKnown(inbox, accept)) throw new TurnRefused({ kind: 'duplicate' });
    throw new TurnRefused({ kind: 'stale', conversationId: existing.id });
  }
  const { account, address } = target;
  const first = { ...turn.next, publicId: newIds.conversation, account, address };
  const id = conversations.create(first, newIds.contact, target.profile?.username ?? null, turn.atMs);
  return { ...first, id };
}

function updateConversation(parts: Parts, turn: TurnCommit, next: Conversation): LaneState {
  const { conversations, cases, lane } = parts;
  const accept = turn.event.kind === 'fresh' ? turn.event.accept : null;
  const target = accept && 'account' in accept.target ? accept.target : null;
  const { joining, holding } = countParts(next, turn.deliveries);
  const requeued = turn.resend !== null && lane.requeue(next.id, turn.resend, next.epoch, turn.atMs);
  const before = conversations.update({
    next,
    caseId: cases.apply(next, turn.case, turn.atMs),
    summary: summarise(turn.messages),
    incoming: turn.incoming,
    heardAtMs: turn.heardAtMs,
    joining: joining + (requeued ? 1 : 0),
    holding,
    stored: accept === null,
    mustBeIdle: accept !== null && !accept.urgent,
    profile: target?.profile ?? null,
    aliases: target?.aliases ?? [],
  });
  if (!before) throw new TurnRefused({ kind: 'stale', conversationId: next.id });
  const heardAt = turn.heardAtMs ?? 0;
  return {
    lane_open: before.lane_open + (requeued ? 1 : 0),
    held: before.held,
    paused_until: before.paused_until,
    heard: before.heard + (turn.incoming ? 1 : 0),
    heard_at: Math.max(before.heard_at, heardAt),
  };
}

/** `before` is the lane as this turn's own parts find it. */
function speak(
  { deliveries, lane, messages }: Parts,
  turn: TurnCommit,
  next: Conversation,
  before: LaneState,
  keys: Map<string, number>,
): ClaimedDelivery[] {
  const { dispatch, atMs } = turn;
  const messageKey = (publicId: string) => {
    const key = keys.get(publicId) ?? messages.keyOf(next.id, publicId);
    assert(key !== null, 'a delivery belongs to a line of its conversation');
    return key;
  };
  const claimed = deliveries.add({ next, deliveries: turn.deliveries, messageKey, before, dispatch, atMs });
  if (turn.resend !== null) lane.ensureFront(next.id);
  const noticesMayGo = next.status.is === 'bot' || next.status.is === 'resolved';
  if (before.held > 0 && noticesMayGo) lane.releaseHeld(next.id);
  if (before.lane_open > 0) {
    lane.hasten(next.id, next.epoch, turn.incoming, atMs);
    const further = dispatch ? lane.advance(next.id, atMs, true) : null;
    if (further) claimed.push(further);
  }
  return claimed;
}

/** Codes and links; then whoever waits elsewhere as the same person shows who holds them now. */
function relate({ identity }: Parts, turn: TurnCommit, next: Conversation): ConversationId[] {
  const wake = turn.identity.length > 0 ? identity.carryOut(next, turn.identity, turn.atMs) : [];
  if (wake === null) throw new TurnRefused({ kind: 'stale', conversationId: next.id });
  if (turn.guard || turn.identity.length > 0 || turn.messages.some(isLoss)) identity.touchWaiting(next.id);
  return wake;
}

const LOSSES: readonly string[] = ['released', 'operator-gone', 'resolved', 'returned-to-bot'];

function isLoss(line: NewMessage): boolean {
  return line.direction === 'activity' && LOSSES.includes(line.name);
}

/** Numbers and words that operators search by. */
function remember({ conversations }: Parts, next: Conversation): void {
  for (const fact of Object.values(next.dialog.collected)) {
    if (typeof fact === 'string' || typeof fact === 'number') {
      conversations.learnWords(next.id, String(fact));
    }
  }
}
