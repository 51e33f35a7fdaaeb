/**
 * The house put together from its settings: store, content, channels, shop, engine, desk, server. Things open in the order
 * in which they depend on each other and close in the opposite one; nothing is accepted before everything stands.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FLOWS } from '../../flows/registry.ts';
import type { Config } from '../config.ts';
import { systemClock, systemRandom, type Clock, type Random } from '../core/clock.ts';
import { PrilavokError, toError } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { Recovery } from '../core/ports/engine-store.ts';
import { createPresence } from '../desk/presence.ts';
import { createEngine } from '../engine/engine.ts';
import { createFlowRuntime } from '../engine/flow-runtime.ts';
import { createMediaTasks } from '../media/media-task.ts';
import { createMediaStore } from '../media/media-store.ts';
import { createLog } from '../observe/log.ts';
import { createMetrics, serveMetrics } from '../observe/metrics.ts';
import { createServer } from '../server/app.ts';
import { createMediaLinks } from '../server/media-links.ts';
import { createSqliteStore } from '../store/sqlite/open.ts';
import { createChannels, type Channels } from './channels.ts';
import { openContent, type OpenContent } from './open-content.ts';
import { openPlayground } from './playground.ts';
import { openShop } from './shop.ts';

export interface Product {
  url: string;
  recovery: Recovery;
  channels: Channels;
  content: OpenContent;
  /** For the first admin; null when somebody can sign in already. */
  setupLink: string | null;
  /** The page with the emulated phone; null with real channels. */
  playgroundUrl: string | null;
  /** Stops in order; calling it again is harmless. */
  stop(): Promise<void>;
}

export interface ProductOptions {
  /** The folder of package.json. */
  root: string;
  release: string;
  clock?: Clock;
  random?: Random;
  log?: Log;
}

export async function startProduct(config: Config, options: ProductOptions): Promise<Product> {
  const closers: Closer[] = [];
  const close = onceOnly(() => closeAll(closers));
  try {
    return await open(config, options, closers, close);
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

type Closer = () => void | Promise<void>;

async function open(
  config: Config,
  options: ProductOptions,
  closers: Closer[],
  stop: () => Promise<void>,
): Promise<Product> {
  const { clock = systemClock, random = systemRandom, root, release } = options;
  const log = options.log ?? createLog({ level: config.logLevel, clock, secrets: config.secrets });
  const metrics = createMetrics();
  // What is tried out in the playground never mixes with a shop's real conversations.
  const dataDir = config.playground ? join(config.dataDir, 'playground') : config.dataDir;
  await makeDataDir(dataDir);
  const content = await openContent(config, { root, clock, log });
  closers.push(() => content.close());
  const { shop: settings } = content.current();
  const defaultLocale = settings.languages[0] ?? 'ru';
  const file = join(dataDir, 'prilavok.sqlite');
  const store = await createSqliteStore({ file, clock, random, log, defaultLocale });
  closers.push(() => store.close());
  const media = await createMediaStore({ folder: join(dataDir, 'media'), random });
  const mediaLinks = createMediaLinks({ publicUrl: config.publicUrl, clock, random });
  const shopName = content.shopName(defaultLocale);
  const channels = await createChannels(config, {
    clock,
    random,
    log,
    readMedia: (name) => media.read(name),
    mediaUrl: (name) => mediaLinks.url(name),
    shopName,
    defaultLocale,
    menu: content.commandMenu(),
  });
  if (channels.emulator) closers.push(() => channels.emulator?.close());
  const shop = await openShop(config, dataDir, { settings, store, content, clock, random, log, metrics });
  closers.push(() => shop.close());
  const { adapters } = channels;
  const engine = createEngine({
    store,
    adapters,
    flows: createFlowRuntime(FLOWS),
    handlers: { ...shop.tasks, ...createMediaTasks(adapters, media) },
    content: () => content.current().live,
    defaultLocale,
    clock,
    random,
    log,
  });
  const presence = createPresence({ store, door: engine.door, clock, log });
  const shopInfo = () => ({
    name: content.shopName(defaultLocale),
    timeZone: content.current().shop.timeZone,
  });
  const playground = await openPlayground({
    config,
    channels,
    shop,
    store,
    content,
    root,
    clock,
    random,
    log,
  });
  const server = createServer({
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl,
    store,
    door: engine.door,
    adapters: [...adapters.values()],
    media,
    mediaLinks,
    presence,
    clock,
    random,
    log,
    metrics,
    consoleDir: join(root, 'dist/console'),
    shop: shopInfo,
    release,
    playground: config.playground,
    mounts: playground.mounts,
  });

  const recovery = await engine.start();
  closers.push(() => engine.stop());
  const { url } = await server.listen();
  closers.push(() => server.close());
  playground.opened(server);
  if (config.metricsPort !== null) {
    const served = await serveMetrics(metrics, config.metricsPort);
    closers.push(() => served.close());
  }
  for (const adapter of adapters.values()) {
    await adapter.open(engine.door.sink);
    closers.push(() => adapter.close());
  }
  return {
    url,
    recovery,
    channels,
    content,
    setupLink: await server.createSetupLink(config.setupToken),
    playgroundUrl: config.playground ? `${url}/playground` : null,
    stop,
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

/** Newest first; one that fails does not keep the others open. */
async function closeAll(closers: Closer[]): Promise<void> {
  const errors: Error[] = [];
  for (const closer of closers.splice(0).toReversed()) {
    try {
      await closer();
    } catch (thrown) {
      errors.push(toError(thrown));
    }
  }
  if (errors[0]) throw errors[0];
}

function onceOnly(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}
