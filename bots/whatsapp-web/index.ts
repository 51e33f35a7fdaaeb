/**
 * WhatsApp Web by a paired phone: the only public file of this folder. Puts session, intake and sending together as a channel
 * adapter. It answers and never begins; what it must not forget lies in a folder of its own.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncomingMedia } from '../../src/core/content.ts';
import { toError } from '../../src/core/errors.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { FetchedMedia, SessionAdapter } from '../../src/core/ports/channel.ts';
import type { Platform, PlatformDeps } from '../../src/core/ports/platform.ts';
import { findBrowser } from './browser.ts';
import { check, WARNING } from './check.ts';
import { parseWhatsappWebConfig, WHATSAPP_WEB_ENV_KEYS, type WhatsappWebConfig } from './config.ts';
import type { Driver, MakeDriver } from './driver.ts';
import { createIntake, type Intake } from './intake.ts';
import { readMessageId } from './message-id.ts';
import { createPeople, type People } from './people.ts';
import { FACTS, render } from './render.ts';
import { createSender } from './send.ts';
import { openSentJournal, type SentJournal } from './sent-journal.ts';
import { createSession, type Session } from './session.ts';
import { createSignaller } from './signal.ts';
import { createWebDriver, loadLibrary } from './web-driver.ts';
import { within } from './within.ts';

export type { WhatsappWebConfig } from './config.ts';

/** The entry for the list of platforms. */
export const whatsappWebPlatform: Platform = {
  name: 'whatsapp-web',
  envKeys: WHATSAPP_WEB_ENV_KEYS,
  risk: WARNING,
  parse: parseWhatsappWebConfig,
  create: (config, deps) => createWhatsappWebAdapter(config as WhatsappWebConfig, deps),
};

/** Downloads go through the page and take their time. */
const FILE_WAIT_MS = 60_000;

/** What is open between `open` and `close`. */
interface Opened {
  intake: Intake;
  journal: SentJournal;
}

/** An adapter of one phone. `make` stands in for the real driver in tests. */
export function createWhatsappWebAdapter(
  config: WhatsappWebConfig,
  deps: PlatformDeps,
  make?: MakeDriver,
): SessionAdapter {
  const phone = createPhone(config, deps, make);
  const { session, folder } = phone;
  const inTurn = createTurns();
  let sending = createSender(phone);
  phone.isSending = () => sending.busy;
  return {
    account: config.account,
    facts: FACTS,
    render,
    receive: () => ({ ok: false, status: 404, reason: 'a paired phone has no webhook' }),
    send: (address, part, key) => sending.send(address, part, key),
    signal: createSignaller(() => session.driver),
    fetchMedia: (media, limitBytes) => fetchMedia(session, deps, media, limitBytes),
    check: () => check(config, session.state, profileOf(folder)),
    contactAddress() {
      const number = session.state.is === 'ready' ? session.state.number : null;
      return number === null ? null : { url: `https://wa.me/${number}?text={}`, carries: 'text' };
    },
    session: () => session.state,
    watchSession: (listener) => session.watch(listener),
    pairAgain: () => session.pairAgain(),
    open: (sink) =>
      inTurn(async () => {
        deps.log.warn({ account: config.account }, WARNING);
        if (make === undefined) await prepare(config);
        const journal = await openSentJournal(folder, deps.clock);
        phone.opened = { journal, intake: createIntake({ ...phone, sink, journal }) };
        session.open();
      }),
    close: () =>
      inTurn(async () => {
        sending.close();
        await session.close();
        const { opened } = phone;
        phone.opened = null;
        await opened?.intake.close();
        await opened?.journal.close();
        sending = createSender(phone);
      }),
  };
}

/** One deed after the other: closing waits for an opening under way, which would else leave open what it opens after that. */
function createTurns(): (deed: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (deed) => {
    const mine = last.then(deed);
    last = mine.catch(() => {});
    return mine;
  };
}

/** What the parts of the adapter share. */
interface Phone extends Pick<PlatformDeps, 'clock' | 'random' | 'log' | 'readMedia'> {
  account: AccountId;
  folder: string;
  session: Session;
  people: People;
  opened: Opened | null;
  isSending(): boolean;
  journal(): SentJournal | null;
  onIdle(): void;
}

function createPhone(config: WhatsappWebConfig, deps: PlatformDeps, make?: MakeDriver): Phone {
  const { account } = config;
  const { clock, random, log, readMedia, dataDir } = deps;
  const folder = join(dataDir, 'paired', account.replace(':', '-'));
  const session = createSession({
    account,
    clock,
    random,
    log,
    make: make ?? realDriver(config, profileOf(folder), deps),
    forget: () => rm(profileOf(folder), { recursive: true, force: true, maxRetries: 3 }),
    onUpdate: (update) => phone.opened?.intake.take(update),
    onReady(driver, fresh) {
      phone.people.forget();
      void catchUp(phone, driver, fresh);
    },
  });
  const phone: Phone = {
    account,
    clock,
    random,
    log,
    readMedia,
    folder,
    session,
    people: createPeople(clock, () => session.driver),
    opened: null,
    isSending: () => false,
    journal: () => phone.opened?.journal ?? null,
    onIdle: () => phone.opened?.intake.judge(),
  };
  return phone;
}

const profileOf = (folder: string): string => join(folder, 'browser');

/** What is not there is said at the start and not by a session that never comes. Throws PACKAGE_MISSING, BROWSER_MISSING. */
async function prepare(config: WhatsappWebConfig): Promise<void> {
  findBrowser(config);
  await loadLibrary();
}

function realDriver(config: WhatsappWebConfig, folder: string, { clock }: PlatformDeps): MakeDriver {
  return () => createWebDriver({ folder, browser: findBrowser(config), proxy: config.proxy, clock });
}

/**
 * What was written before the pairing is not ours to answer: a fresh pairing catches up nothing, a later connection only what
 * came after it.
 */
async function catchUp(
  { session, opened, folder, clock, log, account }: Phone,
  driver: Driver,
  fresh: boolean,
) {
  const nowMs = clock.now();
  try {
    const file = join(folder, 'paired-at');
    const pairedAtMs = fresh ? NaN : Number(await readFile(file, 'utf8').catch(() => NaN));
    if (Number.isNaN(pairedAtMs)) return await writeFile(file, String(nowMs), { mode: 0o600, flush: true });
    // Messages are dated in whole seconds.
    const sinceMs = Math.floor(Math.max(nowMs - LIMITS.linkedCatchUpMs, pairedAtMs) / 1000) * 1000;
    await opened?.intake.catchUp(driver, sinceMs, () => session.driver === driver);
  } catch (thrown) {
    log.error({ account, error: toError(thrown) }, 'what was missed could not be looked for');
  }
}

async function fetchMedia(
  session: Session,
  { clock }: PlatformDeps,
  { ref }: IncomingMedia,
  limitBytes: number,
): Promise<FetchedMedia> {
  const { driver } = session;
  if (readMessageId(ref) === null) return { ok: false, reason: 'gone' };
  if (driver === null) return { ok: false, reason: 'unavailable' };
  try {
    const limit = Math.min(limitBytes, FACTS.media.downloadBytesMax);
    const file = await within(clock, FILE_WAIT_MS, 'file', driver.file(ref, limit));
    if (file === 'too-large') return { ok: false, reason: 'too-large' };
    return file === null ? { ok: false, reason: 'gone' } : { ok: true, ...file };
  } catch {
    session.suspect();
    return { ok: false, reason: 'unavailable' };
  }
}
