/**
 * The store on SQLite: both ports of the core over one database file, one writer connection and group commit.
 * Writing verbs resolve after the disk has synced; reading verbs see what is committed and nothing else.
 */
import { fileURLToPath } from 'node:url';
import type { Clock, Random } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import type { InboxEvent } from '../../core/event.ts';
import type { Locale } from '../../core/locale.ts';
import type { Log } from '../../core/ports/log.ts';
import type { DeskStore } from '../../core/ports/desk-store.ts';
import type { ContactStore } from '../../core/ports/contact-store.ts';
import type { FeedbackStore } from '../../core/ports/feedback.ts';
import type { AcceptResult, EngineStore, TurnResult } from '../../core/ports/engine-store.ts';
import type { QuestionStore } from '../../core/ports/question-store.ts';
import type { PersonalStore } from '../../core/ports/personal-store.ts';
import type { IdentityStore } from '../../core/ports/identity-store.ts';
import type { ScriptStore } from '../../core/ports/script-store.ts';
import type { StockAlertStore } from '../../core/ports/stock-alerts.ts';
import type { OrderMirror, OrderWatches } from '../../core/ports/order-mirror.ts';
import { createAccept } from './accept.ts';
import { createCases, type Cases } from './cases.ts';
import { createCheckpoints } from './checkpoint.ts';
import { createClaims } from './claims.ts';
import { createConsentLedger } from './consents.ts';
import { createContactReads } from './contact-reads.ts';
import { createContext } from './context.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Context } from './context.ts';
import { createConversations } from './conversations.ts';
import { createDeliveries } from './deliveries.ts';
import { createDeskReads } from './desk-reads.ts';
import { createFaqVerbs, type FaqDraftStore } from './faq-verbs.ts';
import { createFeedback } from './feedback.ts';
import { feedbackVerbs } from './feedback-verbs.ts';
import { createForgetPerson } from './forget.ts';
import { createGroupCommit } from './group-commit.ts';
import type { GroupCommit } from './group-commit.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createIdentity } from './identity.ts';
import { identityVerbs } from './identity-verbs.ts';
import { createInbox } from './inbox.ts';
import { createLane } from './lane.ts';
import { createMessages } from './messages.ts';
import { createOffers } from './offers.ts';
import { loadMigrations } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { createOperators } from './operators.ts';
import { createOrderVerbs } from './order-verbs.ts';
import { createOutcomes } from './outcomes.ts';
import { createPersonalVerbs } from './personal-verbs.ts';
import { questionVerbs } from './question-verbs.ts';
import { createQuestionLog } from './questions.ts';
import { createQueue } from './queue.ts';
import { createReceipts } from './receipts.ts';
import { createRecovery } from './recovery.ts';
import { parseStored, toConversation } from './rows.ts';
import { createSaidApart } from './said-apart.ts';
import { createScriptVerbs } from './script-versions.ts';
import { createSignIn } from './sign-in.ts';
import { stockAlertVerbs } from './stock-alert-verbs.ts';
import { createTasks } from './tasks.ts';
import { createThread } from './thread.ts';
import { createTimers } from './timers.ts';
import { createTraffic } from './traffic.ts';
import type { Settled } from './transaction.ts';
import { createTurns, TurnRefused } from './turns.ts';

export type SqliteStore = EngineStore &
  DeskStore &
  IdentityStore &
  ContactStore &
  StockAlertStore &
  FeedbackStore &
  QuestionStore &
  PersonalStore &
  ScriptStore &
  FaqDraftStore &
  OrderMirror &
  OrderWatches & {
    /** Settles what was asked for, copies the log back and lets the file go. Safe to call twice. */
    close(): Promise<void>;
    /** A setting of the live connection, such as `synchronous`: for health checks and tests. */
    readPragma(name: string): unknown;
  };

export interface SqliteStoreOptions {
  /** Path of the database file; two small files of SQLite's and a lock lie beside it. */
  file: string;
  clock: Clock;
  random: Random;
  log: Log;
  /** For customers whose platform names no language of ours; `ru` unless set. */
  defaultLocale?: Locale;
  /** From when something may be said unasked, UTC ms; there are no quiet hours unless set. */
  noticesFrom?(atMs: number): number;
  /** The folder of numbered migrations; the program's own unless set. */
  migrations?: string;
  onCheckpointError?(error: Error): void;
}

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));

/** Throws DATABASE_LOCKED, DATABASE_DAMAGED, DATABASE_NEWER, SQLITE_UNSAFE or DATA_DIR_UNUSABLE. */
export async function createSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { file, clock, log } = options;
  const opened = await openDatabase(file, loadMigrations(options.migrations ?? MIGRATIONS));
  const { db } = opened;
  const context = createContext(db, clock, {
    defaultLocale: options.defaultLocale ?? 'ru',
    noticesFrom: options.noticesFrom ?? ((atMs) => atMs),
  });
  const listeners = new Set<() => void>();
  const checkpoints = createCheckpoints({
    db,
    file,
    clock,
    onError(error) {
      log.error({ error }, 'The write-ahead log could not be copied back');
      options.onCheckpointError?.(error);
    },
  });
  const group = createGroupCommit(db, clock, {
    begun: () => context.groupBegun(),
    committed(items) {
      checkpoints.committed(items);
      if (context.takeStirred()) for (const listener of listeners) tell(listener, log);
    },
  });
  const parts = createParts(context);
  let closing: Promise<void> | null = null;

  async function close(): Promise<void> {
    await group.idle();
    await checkpoints.close();
    opened.close();
  }

  return {
    ...engineVerbs(group, parts),
    ...deskVerbs(group, parts),
    ...identityVerbs(group, parts),
    ...feedbackVerbs(group, context, parts.feedback),
    ...questionVerbs(group, context),
    ...createPersonalVerbs(context, group),
    ...stockAlertVerbs(group, context),
    ...createOrderVerbs(context, group),
    ...createScriptVerbs(context, group),
    ...createFaqVerbs(context, group),
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    readPragma: (name) => db.pragma(name, { simple: true }),
    close: () => (closing ??= close()),
  };
}

type Parts = ReturnType<typeof createParts>;

function createParts(context: Context) {
  const operators = createOperators(context);
  const conversations = createConversations(context);
  const messages = createMessages(context);
  const offers = createOffers(context);
  const inbox = createInbox(context);
  const queue = createQueue(context, operators);
  const lane = createLane(context);
  const receipts = createReceipts(context, lane);
  const deliveries = createDeliveries(context, lane);
  const recordOutcome = createOutcomes(context, { lane, receipts, inbox });
  const claim = createClaims(context, lane);
  const timers = createTimers(context, inbox);
  const tasks = createTasks(context, inbox);
  const recover = createRecovery(context, { lane, receipts, tasks });
  const cases = createCases(context);
  const accepting = createAccept(context, { conversations, inbox, offers, queue, receipts });
  const identity = createIdentity(context, inbox);
  const consents = createConsentLedger(context);
  const feedback = createFeedback(context);
  const commitTurn = createTurns(context, {
    identity,
    conversations,
    inbox,
    messages,
    offers,
    lane,
    deliveries,
    timers,
    tasks,
    cases,
    consents,
    feedback,
    questions: createQuestionLog(context),
    forgetPerson: createForgetPerson(context),
  });
  return {
    ...deskParts(context, cases),
    operators,
    conversations,
    offers,
    inbox,
    queue,
    claim,
    recordOutcome,
    recover,
    timers,
    tasks,
    accepting,
    commitTurn,
    identity,
    consents,
    feedback,
  };
}

/** What people at the desk read, and what looks after itself. */
function deskParts(context: Context, cases: Cases) {
  const thread = createThread(context);
  const reads = createDeskReads(context, cases);
  return {
    thread,
    reads,
    contacts: createContactReads(context, reads.toRow, thread),
    saidApart: createSaidApart(context),
    signIn: createSignIn(context),
    traffic: createTraffic(context),
    housekeeping: createHousekeeping(context),
  };
}

function engineVerbs(group: GroupCommit, parts: Parts): EngineStore {
  const { accepting, inbox, conversations, offers, queue, timers, tasks } = parts;
  return {
    acceptEvents: async (accepts) =>
      (await group.writeEach(accepts, accepting.accept)).map((settled): AcceptResult =>
        settled.ok ? settled.value : { kind: 'failed', error: settled.error },
      ),
    loadArrivals: async (accepts) => accepts.map(accepting.load),
    nextEvents: async (ids, nowMs) => ids.flatMap((id) => storedArrival(id, nowMs) ?? []),
    readyConversations: async (nowMs, limit) => inbox.ready(nowMs, limit),
    readDeskFacts: async () => queue.facts(),
    commitTurns: async (turns) => (await group.writeEach(turns, parts.commitTurn)).map(toTurnResult),
    deferEvent: (inboxId, error, retryAtMs) => group.write(() => inbox.defer(inboxId, error, retryAtMs)),
    claimDeliveries: (claim) => group.write(() => parts.claim(claim), 'last'),
    async recordDeliveries(records) {
      const settled = await group.writeEach(records, parts.recordOutcome, 'last');
      const effects = settled.flatMap((one) => (one.ok ? one.value : []));
      return {
        claimed: effects.flatMap((effect) => effect.claimed ?? []),
        wake: [...new Set(effects.flatMap((effect) => effect.wake ?? []))],
        failed: settled.flatMap((one, at) => (one.ok ? [] : { record: records[at]!, error: one.error })),
      };
    },
    fireTimers: (nowMs, limit) => group.write(() => timers.fire(nowMs, limit)),
    claimTasks: (nowMs, limit) => group.write(() => tasks.claim(nowMs, limit)),
    async recordTasks(records) {
      const woken = unwrap(await group.writeEach(records, tasks.record));
      return [...new Set(woken.flatMap((id) => id ?? []))];
    },
    recover: (nowMs, settles = new Map()) => group.write(() => parts.recover(nowMs, settles)),
    countTry: (key, limit, windowMs, nowMs) =>
      group.write(() => parts.signIn.countTry(key, limit, windowMs, nowMs)),
    housekeep: (nowMs, rows) => group.write(() => parts.housekeeping.step(nowMs, rows)),
    readLoad: async () => parts.housekeeping.load(),
  };

  function storedArrival(id: number, nowMs: number) {
    const row = inbox.next(id, nowMs);
    const record = row && conversations.byId(id);
    if (!record) return null;
    const event = parseStored<InboxEvent>(row.event);
    const conversation = toConversation(record);
    return {
      conversation,
      waiting: record.waiting - 1,
      ...offers.meant(conversation, event),
      ahead: queue.ahead(record),
      heardAtMs: record.heard_at,
      item: { inboxId: row.id, event, receivedAtMs: row.received_at, attempts: row.attempts },
    };
  }
}

function deskVerbs(group: GroupCommit, parts: Parts): Omit<DeskStore, 'watch'> {
  const { reads, thread, operators, signIn } = parts;
  return {
    readChanges: async (after, limit) => reads.changes(after, limit),
    readCursor: async () => reads.cursor(),
    listConversations: async (query) => reads.list(query),
    readConversation: async (publicId) => reads.detail(publicId),
    readThread: async (id, page) => thread.page(id, page),
    findConversation: async (account, address) => thread.at(account, address),
    readLastIncoming: async (id) => thread.lastIncoming(id),
    readOutcome: async (inboxId) => reads.outcome(inboxId),
    readCommand: async (keyStart) => reads.command(keyStart),
    readConsents: async (id) => parts.consents.read(id, LIMITS.consentsShown),
    readDraft: async (operatorId, id) => thread.draft(operatorId, id),
    saveDraft: (operatorId, id, text, atMs) =>
      group.write(() => thread.saveDraft(operatorId, id, text, atMs)),
    listFailures: async (limit) => reads.failures(limit),
    readTraffic: async () => parts.traffic.read(),
    touchPresence: (operatorId, nowMs) => group.write(() => operators.touch(operatorId, nowMs)),
    setOnDuty: (operatorId, onDuty, nowMs) =>
      group.write(() => operators.setOnDuty(operatorId, onDuty, nowMs)),
    readAbandoned: async (beforeMs) => operators.abandoned(beforeMs),
    countOperators: async () => operators.count(),
    listOperators: async () => operators.list(),
    findOperatorByLogin: async (login) => operators.findByLogin(login),
    createOperator: (operator) => group.write(() => operators.create(operator)),
    updateOperator: (id, change) => group.write(() => operators.update(id, change)),
    createSession: (session) => group.write(() => signIn.createSession(session)),
    readSession: async (tokenHash) => signIn.readSession(tokenHash),
    touchSession: (tokenHash, nowMs) => group.write(() => signIn.touchSession(tokenHash, nowMs)),
    deleteSession: (tokenHash) => group.write(() => signIn.deleteSession(tokenHash)),
    deleteSessionsOf: (operatorId) => group.write(() => signIn.deleteSessionsOf(operatorId)),
    createInvite: (invite) => group.write(() => signIn.createInvite(invite)),
    takeInvite: (tokenHash, nowMs) => group.write(() => signIn.takeInvite(tokenHash, nowMs)),
    readInvite: async (tokenHash, nowMs) => signIn.readInvite(tokenHash, nowMs),
  };
}

function toTurnResult(settled: Settled<TurnResult>): TurnResult {
  if (settled.ok) return settled.value;
  return settled.error instanceof TurnRefused
    ? settled.error.result
    : { kind: 'failed', error: settled.error };
}

/** For verbs without a result per item: the first failure is the caller's. */
function unwrap<R>(results: Settled<R>[]): R[] {
  return results.map((settled) => {
    if (!settled.ok) throw settled.error;
    return settled.value;
  });
}

function tell(listener: () => void, log: Log): void {
  try {
    listener();
  } catch (error) {
    log.error({ error: toError(error) }, 'A watcher of the store threw');
  }
}
