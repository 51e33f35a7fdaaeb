/** What everything stands on: the log, the content, the database, the files. Opened first, closed last. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { systemClock, systemRandom } from '../core/clock.ts';
import { PrilavokError, toError } from '../core/errors.ts';
import { createMediaStore } from '../media/media-store.ts';
import { createLog } from '../observe/log.ts';
import { createMetrics } from '../observe/metrics.ts';
import { createMediaLinks } from '../server/media-links.ts';
import { createSqliteStore } from '../store/sqlite/open.ts';
import type { Closer } from './closers.ts';
import { settleAnswers } from './faq-desk.ts';
import { openHosted } from './hosted.ts';
import { firstLanguage, openContent, type OpenContent } from './open-content.ts';
import type { ProductOptions } from './product-options.ts';

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** Throws DATA_DIR_UNUSABLE and whatever is wrong with the content. */
export async function openGround(config: Config, options: ProductOptions, closers: Closer[]) {
  const { clock = systemClock, random = systemRandom, root } = options;
  const log = options.log ?? createLog({ level: config.logLevel, clock, secrets: config.secrets });
  // What is tried out in the playground never mixes with a shop's real conversations.
  const dataDir = config.playground ? join(config.dataDir, 'playground') : config.dataDir;
  await makeDataDir(dataDir);
  const defaultLocale = firstLanguage(config.shopDir);
  const file = join(dataDir, 'prilavok.sqlite');
  let content: OpenContent | null = null;
  const noticesFrom = (atMs: number) => content?.current().quiet.endOf(atMs) ?? atMs;
  const store = await createSqliteStore({ file, clock, random, log, defaultLocale, noticesFrom });
  closers.push(() => store.close());
  // After the store, which keeps the versions of scripts that conversations stand in.
  const faqDir = await settleAnswers(config, { store, dataDir, clock, log });
  const opened = await openContent({ ...config, faqDir }, { root, dataDir, store, clock, log });
  content = opened;
  closers.push(() => opened.close());
  const media = await createMediaStore({ folder: join(dataDir, 'media'), random });
  // Emulated messengers fetch our files from this very machine.
  const publicUrl = config.playground ? `http://${config.host}:${config.port}` : config.publicUrl;
  const mediaLinks = createMediaLinks({ publicUrl, clock, random });
  const metrics = createMetrics();
  const { release } = options;
  const hosted = await openHosted(config, { dataDir, root, release, content: opened, media, clock, log });
  if (hosted) closers.push(() => hosted.close());
  const { platforms } = options;
  return {
    clock,
    random,
    log,
    metrics,
    dataDir,
    content: opened,
    defaultLocale,
    store,
    media,
    mediaLinks,
    hosted,
    platforms,
  };
}

async function makeDataDir(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = toError(cause).message;
    throw new PrilavokError('DATA_DIR_UNUSABLE', `DATA_DIR ${dir} cannot be made: ${why}`, { cause });
  }
}
