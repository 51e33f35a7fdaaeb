/**
 * From what a driver tells to stored events, in order: parsed, told apart from our own messages, given the other ids of the
 * person, and offered to the sink until it takes them. What was missed during an outage is fetched from the chats; the store
 * knows what it has already.
 */
import type { Clock } from '../../src/core/clock.ts';
import { toError } from '../../src/core/errors.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { EventSink, IncomingUpdate } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createPause, pauseMs } from '../../src/transport/pause.ts';
import type { Driver } from './driver.ts';
import { phoneOf } from './message-id.ts';
import { ownerOf } from './own-messages.ts';
import { messageUpdate, parseUpdate } from './parse.ts';
import type { People } from './people.ts';
import type { SentJournal } from './sent-journal.ts';
import { within } from './within.ts';

export interface Intake {
  /** Takes what a driver tells. Never throws. */
  take(update: unknown): void;
  /** A send has ended: messages whose owner could not be told before can be told now. */
  judge(): void;
  /** Fetches what happened since then. Never rejects; ends early when `goesOn` says no. */
  catchUp(driver: Driver, sinceMs: number, goesOn: () => boolean): Promise<void>;
  /** Resolves when nothing is under way any more; what is left comes again from the chats. */
  close(): Promise<void>;
}

export interface IntakeDeps {
  account: AccountId;
  sink: EventSink;
  journal: SentJournal;
  people: People;
  /** A send is on the wire. */
  isSending(): boolean;
  clock: Clock;
  log: Log;
}

/** Updates handed over in one go. */
const BATCH = 50;
/** Reports of our own messages are worth a few tries, not a queue that stands still. */
const RECEIPT_TRIES = 5;

interface Item {
  event: ChannelEvent;
  raw: string;
}

interface IntakeState extends IntakeDeps {
  queue: Item[];
  /** Of our own account, while a send is on the wire. */
  held: Item[];
  pumping: Promise<void> | null;
  pause: ReturnType<typeof createPause>;
  hasDropped: boolean;
}

export function createIntake(deps: IntakeDeps): Intake {
  const state: IntakeState = {
    ...deps,
    queue: [],
    held: [],
    pumping: null,
    pause: createPause(deps.clock),
    hasDropped: false,
  };
  return {
    take: (update) => add(state, itemsOf(state, update)),
    judge() {
      if (state.isSending()) return;
      add(state, state.held.splice(0));
    },
    catchUp: (driver, sinceMs, goesOn) => catchUp(state, driver, sinceMs, goesOn),
    async close() {
      state.pause.end();
      await state.pumping;
    },
  };
}

function itemsOf({ account, clock, log, people }: IntakeState, update: unknown): Item[] {
  try {
    const event = parseUpdate(update, account, clock.now());
    if (event === null) return [];
    if (event.type !== 'echo' && event.type !== 'receipt') people.wrote(event.address);
    return [{ event, raw: JSON.stringify(update) }];
  } catch (thrown) {
    log.error({ account, error: toError(thrown) }, 'an update could not be parsed');
    return [];
  }
}

function add(state: IntakeState, items: Item[]): void {
  if (state.pause.ended || items.length === 0) return;
  const room = LIMITS.linkedUpdatesWaiting - state.queue.length;
  if (items.length > room && !state.hasDropped) {
    state.hasDropped = true;
    state.log.error(
      { account: state.account },
      'too many updates wait to be stored; the next connection fetches them',
    );
  }
  state.queue.push(...items.slice(0, Math.max(0, room)));
  state.pumping ??= pump(state).finally(() => {
    state.pumping = null;
  });
}

async function pump(state: IntakeState): Promise<void> {
  while (state.queue.length > 0 && !state.pause.ended) {
    const updates: IncomingUpdate[] = [];
    for (const item of state.queue.splice(0, BATCH)) updates.push(...(await toUpdates(state, item)));
    if (updates.length > 0) await store(state, updates);
  }
}

/** The event as it is stored; none for a message of our own that is no news. */
async function toUpdates(state: IntakeState, item: Item): Promise<IncomingUpdate[]> {
  const { event, raw } = item;
  const { journal, people } = state;
  if (event.type === 'receipt') {
    const entry = journal.byId(event.messageId);
    if (entry !== null) return [{ event: { ...event, key: entry.key, address: entry.chat }, raw }];
    if (state.isSending()) hold(state, item);
    return [];
  }
  if (event.type !== 'echo') return [{ event: await withAliases(event, people), raw }];
  if (state.isSending() && journal.byId(event.messageId) === null) {
    hold(state, item);
    return [];
  }
  const owner = await ownerOf(event, journal, (chat) => people.aliasesOf(chat));
  if (owner === null) return [{ event: await withAliases(event, people), raw }];
  if (!owner.isNews) return [];
  // The send whose answer was lost has arrived after all.
  const { account, messageId, occurredAtMs } = event;
  const { key, chat } = owner.entry;
  const head = { account, address: chat, occurredAtMs, externalId: `ack.${messageId}.sent` };
  return [{ event: { ...head, type: 'receipt', messageId, status: 'sent', key }, raw }];
}

function hold(state: IntakeState, item: Item): void {
  if (state.held.length < LIMITS.linkedUpdatesWaiting) state.held.push(item);
}

async function withAliases<E extends ChannelEvent>(event: E, people: People): Promise<E> {
  const aliases = await people.aliasesOf(event.address);
  if (aliases.length === 0) return event;
  const phone = aliases.map(phoneOf).find((found) => found !== null) ?? null;
  const isKnown = phone === null || event.profile?.phone !== undefined;
  const profile = isKnown ? {} : { profile: { ...event.profile, phone, phoneVerified: true } };
  return { ...event, ...profile, aliases };
}

/** Until it is on disk: what WhatsApp has told is told only once. */
async function store(state: IntakeState, updates: IncomingUpdate[]): Promise<void> {
  const { sink, pause, log, account } = state;
  let rest = updates;
  for (let failures = 1; !pause.ended; failures += 1) {
    try {
      return await sink(rest);
    } catch (thrown) {
      log.warn({ account, failures, error: toError(thrown) }, 'updates could not be stored; tried again');
    }
    if (failures === RECEIPT_TRIES) rest = rest.filter(({ event }) => event.type !== 'receipt');
    if (rest.length === 0) return;
    await pause.wait(pauseMs(failures));
  }
}

async function catchUp(
  state: IntakeState,
  driver: Driver,
  sinceMs: number,
  goesOn: () => boolean,
): Promise<void> {
  const { account, clock, log } = state;
  let found = 0;
  state.hasDropped = false;
  try {
    const listed = driver.chatsSince(sinceMs, LIMITS.linkedCatchUpChats);
    for (const chat of await within(clock, LIMITS.linkedStartMs, 'chats', listed)) {
      if (!goesOn() || state.pause.ended) return;
      const recent = driver.recent(chat, LIMITS.linkedCatchUpMessages);
      const messages = (await within(clock, LIMITS.sendTimeoutMs, 'recent messages', recent)) ?? [];
      const items = messages
        .flatMap((message) => itemsOf(state, messageUpdate(message)))
        .filter(({ event }) => event.occurredAtMs >= sinceMs);
      found += items.length;
      add(state, humanFirst(items));
    }
  } catch (thrown) {
    log.warn({ account, error: toError(thrown) }, 'not everything that was missed could be fetched');
  }
  log.info({ account, found }, 'looked for what was missed');
}

/**
 * In a chat that a person has answered meanwhile, their words come first: otherwise the bot would answer questions that have
 * their answer already.
 */
function humanFirst(items: Item[]): Item[] {
  const echoes = items.filter(({ event }) => event.type === 'echo');
  return [...echoes, ...items.filter(({ event }) => event.type !== 'echo')];
}
