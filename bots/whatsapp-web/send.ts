/**
 * Carries out parts: one at a time for the whole account, each after a pause of a few seconds with the typing mark up, and only
 * to people who have written. Every send is in the journal before it begins. It never throws, and what it cannot know it
 * calls unknown: a second try of that part looks into the chat before it sends anything.
 */
import type { Clock, Random } from '../../src/core/clock.ts';
import type { Part } from '../../src/core/content.ts';
import { toError } from '../../src/core/errors.ts';
import type { AccountId, Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { createPause } from '../../src/transport/pause.ts';
import { NotBegun, type Driver, type Outgoing, type SentMessage } from './driver.ts';
import { isPersonal, readMessageId } from './message-id.ts';
import { findSent, printOfBody } from './own-messages.ts';
import type { People } from './people.ts';
import { DOCUMENT_BYTES_MAX, readBody, type WhatsappWebBody } from './render.ts';
import type { SentEntry, SentJournal } from './sent-journal.ts';
import type { Session } from './session.ts';
import { within } from './within.ts';

export interface Sender {
  send(address: Address, part: Part, key: string): Promise<SendResult>;
  /** A send is on the wire: whose its message is will be known when it has ended. */
  readonly busy: boolean;
  /** Parts that wait their turn come back as "later". */
  close(): void;
}

export interface SenderDeps {
  account: AccountId;
  session: Session;
  journal(): SentJournal | null;
  people: People;
  clock: Clock;
  random: Random;
  log: Log;
  readMedia: PlatformDeps['readMedia'];
  /** A send has ended, well or not. */
  onIdle(): void;
}

/** How far back an earlier try of a part is looked for. */
const LOOK_BACK = 30;
const AGAIN_MS = 5_000;
/** A file is uploaded before the page answers. */
const FILE_SEND_MS = 4 * LIMITS.sendTimeoutMs;

/** A job that has all it needs. */
interface Job {
  driver: Driver;
  journal: SentJournal;
  address: Address;
  key: string;
  body: WhatsappWebBody;
}

export function createSender(deps: SenderDeps): Sender {
  const { session, clock, random } = deps;
  const pause = createPause(clock);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let busy = false;

  const inTurn = async (address: Address, body: WhatsappWebBody, key: string): Promise<SendResult> => {
    const journal = deps.journal();
    const driver = session.driver;
    if (pause.ended || journal === null || driver === null) return notReady(session);
    const job = { driver, journal, address, key, body };
    const before = await lookBefore(deps, job);
    if (before !== null) return before;
    const outgoing = await load(deps, body);
    if (!('do' in outgoing)) return outgoing;
    quietly(driver.typing(address));
    await pause.wait(pauseMs(random));
    // The session may have gone while we were typing.
    if (pause.ended || session.driver !== driver) return notReady(session);
    busy = true;
    try {
      return await carryOut(deps, job, outgoing);
    } finally {
      busy = false;
      deps.onIdle();
    }
  };

  return {
    get busy() {
      return busy;
    },
    async send(address, part, key) {
      const body = readBody(part.body);
      if (body === null || part.kind !== 'message') return refused('bad-part');
      if (!isPersonal(address)) return refused('bad-address');
      if (session.driver === null || pause.ended) return notReady(session);
      if (waiting >= LIMITS.linkedWaiting) {
        const afterMs = waiting * LIMITS.linkedPauseLongestMs;
        return { kind: 'retry', afterMs, scope: 'chat', reason: 'paced' };
      }
      waiting += 1;
      const turn = last.then(() => inTurn(address, body, key)).catch(unexpected);
      last = turn;
      const result = await turn;
      waiting -= 1;
      return result;
    },
    close: () => pause.end(),
  };
}

function pauseMs(random: Random): number {
  const span = LIMITS.linkedPauseLongestMs - LIMITS.linkedPauseFirstMs;
  return LIMITS.linkedPauseFirstMs + random.fraction() * span;
}

/** What can be answered without sending: it went out before, or it may not go out. */
async function lookBefore(
  deps: SenderDeps,
  { driver, journal, address, key }: Job,
): Promise<SendResult | null> {
  const { account, clock, people, session, log } = deps;
  const earlier = journal.byKey(key);
  if (earlier?.id != null) return { kind: 'sent', externalId: earlier.id };
  try {
    if (earlier !== null) {
      const recent = within(
        clock,
        LIMITS.sendTimeoutMs,
        'recent messages',
        driver.recent(address, LOOK_BACK),
      );
      const found = await findSent(earlier, (await recent) ?? [], { account, nowMs: clock.now(), journal });
      if (found !== null) return { kind: 'sent', externalId: found };
    }
    return (await people.hasWritten(driver, address)) ? null : refused('no-cold-messages');
  } catch (thrown) {
    session.suspect();
    log.warn({ account, error: toError(thrown) }, 'the chat could not be looked at');
    return later(toError(thrown).message);
  }
}

async function load({ readMedia }: SenderDeps, body: WhatsappWebBody): Promise<Outgoing | SendResult> {
  if (body.do !== 'file') return body;
  const stored = await readMedia(body.file).catch(() => null);
  if (stored === null) return refused('file-missing');
  if (stored.bytes.byteLength > DOCUMENT_BYTES_MAX) return refused('too-large');
  const { name, asDocument, caption } = body;
  return { do: 'file', file: { bytes: stored.bytes, mime: stored.mime, name }, asDocument, caption };
}

async function carryOut(deps: SenderDeps, job: Job, outgoing: Outgoing): Promise<SendResult> {
  const { clock, session } = deps;
  const { driver, journal, address, key, body } = job;
  let entry: SentEntry;
  try {
    entry = await journal.begin(key, address, printOfBody(body));
  } catch (thrown) {
    // A disk that cannot say what is sent must not let it be sent.
    deps.log.error({ account: deps.account, error: toError(thrown) }, 'the journal could not be written');
    return later('journal');
  }
  let sent: SentMessage | null;
  try {
    const waitMs = outgoing.do === 'file' ? FILE_SEND_MS : LIMITS.sendTimeoutMs;
    sent = await within(clock, waitMs, 'send', driver.send(address, outgoing));
  } catch (thrown) {
    session.suspect();
    const reason = toError(thrown).message.slice(0, 200);
    if (!(thrown instanceof NotBegun)) return { kind: 'unknown', reason };
    await journal.forget(entry.key);
    return later(reason);
  }
  const id = sent === null ? null : readMessageId(sent.id);
  if (id === null) {
    if (sent !== null) return { kind: 'unknown', reason: 'odd-id' };
    await journal.forget(entry.key);
    return { kind: 'refused', code: 'no-such-chat', unreachable: true };
  }
  await journal.settle(entry.key, id.key);
  return { kind: 'sent', externalId: id.key };
}

/** Certainly not sent. A pairing that is over needs a person; everything else comes back by itself. */
function notReady({ state }: Session): SendResult {
  if (state.is === 'logged-out') return { kind: 'broken', code: state.reason };
  if (state.is === 'pairing') return { kind: 'broken', code: 'not-paired' };
  return later(state.is === 'ready' ? 'closing' : state.is);
}

function later(reason: string): SendResult {
  return { kind: 'retry', afterMs: AGAIN_MS, scope: 'account', reason: reason.slice(0, 200) };
}

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}

function unexpected(thrown: unknown): SendResult {
  return { kind: 'unknown', reason: toError(thrown).message.slice(0, 200) };
}

function quietly(promise: Promise<void>): void {
  promise.catch(() => {});
}
