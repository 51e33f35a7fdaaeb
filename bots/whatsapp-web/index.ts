/**
 * WhatsApp Web by a paired phone: the only public file of this folder. Puts session, intake and sending together as a channel
 * adapter. It answers and never begins; what it must not forget lies in a folder of its own.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { FetchedMedia, SessionAdapter } from '../../src/core/ports/channel.ts';
import type { IncomingMedia } from '../../src/core/content.ts';
import type { Platform, PlatformDeps } from '../../src/core/ports/platform.ts';
import { findBrowser } from './browser.ts';
import { check, WARNING } from './check.ts';
import { parseWhatsappWebConfig, WHATSAPP_WEB_ENV_KEYS, type WhatsappWebConfig } from './config.ts';
import type { Driver, MakeDriver } from './driver.ts';
import { createIntake, type Intake } from './intake.ts';
import { readMessageId } from './message-id.ts';
import { createPeople } from './people.ts';
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
  const { account } = config;
  const { clock, random, log, dataDir } = deps;
  const folder = join(dataDir, 'paired', account.replace(':', '-'));
  const profile = join(folder, 'browser');
  let opened: Opened | null = null;
  const people = createPeople(clock, () => session.driver);
  const session = createSession({
    account,
    clock,
    random,
    log,
    make: make ?? realDriver(config, profile, deps),
    forget: () => rm(profile, { recursive: true, force: true, maxRetries: 3 }),
    onUpdate: (update) => opened?.intake.take(update),
    onReady(driver, fresh) {
      people.forget();
      if (opened !== null)
        void catchUp({ session, intake: opened.intake, folder, clock, log, account }, driver, fresh);
    },
  });
  const sender = () =>
    createSender({
      account,
      session,
      journal: () => opened?.journal ?? null,
      people,
      clock,
      random,
      log,
      readMedia: deps.readMedia,
      onIdle: () => opened?.intake.judge(),
    });
  let sending = sender();
  return {
    account,
    facts: FACTS,
    render,
    receive: () => ({ ok: false, status: 404, reason: 'a paired phone has no webhook' }),
    send: (address, part, key) => sending.send(address, part, key),
    signal: createSignaller(() => session.driver),
    fetchMedia: (media, limitBytes) => fetchMedia(session, deps, media, limitBytes),
    check: () => check(config, session.state, profile),
    contactAddress() {
      const number = session.state.is === 'ready' ? session.state.number : null;
      return number === null ? null : { url: `https://wa.me/${number}?text={}`, carries: 'text' };
    },
    session: () => session.state,
    watchSession: (listener) => session.watch(listener),
    pairAgain: () => session.pairAgain(),
    async open(sink) {
      log.warn({ account }, WARNING);
      if (make === undefined) await prepare(config);
      const journal = await openSentJournal(folder, clock);
      const isSending = () => sending.busy;
      const intake = createIntake({ account, sink, journal, people, isSending, clock, log });
      opened = { intake, journal };
      session.open();
    },
    async close() {
      sending.close();
      await session.close();
      const closing = opened;
      opened = null;
      await closing?.intake.close();
      await closing?.journal.close();
      sending = sender();
    },
  };
}

/** What is not there is said at the start and not by a session that never comes. Throws PACKAGE_MISSING, BROWSER_MISSING. */
async function prepare(config: WhatsappWebConfig): Promise<void> {
  findBrowser(config);
  await loadLibrary();
}

function realDriver(config: WhatsappWebConfig, folder: string, { clock }: PlatformDeps): MakeDriver {
  return () => createWebDriver({ folder, browser: findBrowser(config), proxy: config.proxy, clock });
}

interface CatchUp extends Pick<PlatformDeps, 'clock' | 'log'> {
  session: Session;
  intake: Intake;
  folder: string;
  account: string;
}

/**
 * What was written before the pairing is not ours to answer: a fresh pairing catches up nothing, a later connection only what
 * came after it.
 */
async function catchUp(with_: CatchUp, driver: Driver, fresh: boolean): Promise<void> {
  const { session, intake, folder, clock, log, account } = with_;
  try {
    const file = join(folder, 'paired-at');
    const nowMs = clock.now();
    const pairedAtMs = fresh ? nowMs : Number(await readFile(file, 'utf8').catch(() => nowMs));
    if (fresh || pairedAtMs === nowMs) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(file, String(nowMs), { mode: 0o600, flush: true });
      return;
    }
    const sinceMs = Math.max(nowMs - LIMITS.linkedCatchUpMs, pairedAtMs);
    await intake.catchUp(driver, sinceMs, () => session.driver === driver);
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
