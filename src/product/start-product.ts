/**
 * The house put together from its settings: store, content, channels, shop, engine, desk, server. Things open in the order
 * in which they depend on each other and close in the opposite one; nothing is accepted before everything stands.
 */
import { mkdir } from 'node:fs/promises';
import { createServer as createProbe, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FLOWS } from '../../flows/registry.ts';
import type { Config } from '../config.ts';
import { systemClock, systemRandom, type Clock, type Random } from '../core/clock.ts';
import { PrilavokError, toError } from '../core/errors.ts';
import type { AccountId } from '../core/ids.ts';
import type { Log } from '../core/ports/log.ts';
import type { Platform } from '../core/ports/platform.ts';
import type { Recovery, StoreLoad } from '../core/ports/engine-store.ts';
import { createPresence } from '../desk/presence.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createFlowRuntime } from '../engine/flow-runtime.ts';
import { createMediaTasks } from '../media/media-task.ts';
import { createMediaStore } from '../media/media-store.ts';
import { createLog } from '../observe/log.ts';
import { createMetrics, serveMetrics, type MetricsRegistry } from '../observe/metrics.ts';
import { createServer, type PrilavokServer } from '../server/app.ts';
import { createMediaLinks } from '../server/media-links.ts';
import { createSqliteStore } from '../store/sqlite/open.ts';
import { isUsable, openChannelDesk } from './channel-desk.ts';
import { createChannels, type Channels } from './channels.ts';
import { openHosted } from './hosted.ts';
import { contactBridge, contactPlaces } from './contact-places.ts';
import { createElsewhere } from './elsewhere.ts';
import { openOffList } from './off-list.ts';
import { openChannels } from './open-channels.ts';
import { openContent, type OpenContent } from './open-content.ts';
import type { OpenPlayground } from './playground.ts';
import { openShop } from './shop.ts';
import { createWelcome } from './welcome.ts';

export interface Product {
  url: string;
  recovery: Recovery;
  channels: Channels;
  content: OpenContent;
  /** For the first admin; null when somebody can sign in already. */
  setupLink: string | null;
  /** Accounts that their messengers refused, with what was said; the others run. */
  refused: ReadonlyMap<AccountId, Error>;
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
  /** Other messengers than ours; for tests. */
  platforms?: Record<string, Platform>;
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
  // Emulated messengers are told where we listen before we do.
  const port = config.playground && config.port === 0 ? await freePort() : config.port;
  const settled = { ...config, port };
  const ground = await openGround(settled, options, closers);
  const counter = await openCounter(settled, ground, closers);
  // Closed after the engine: what is on the wire when we stop must hear its answer, or it would be sent twice.
  for (const adapter of counter.channels.adapters.values()) closers.push(() => adapter.close());
  const recovery = await counter.engine.start();
  closers.push(() => counter.engine.stop());
  const { url, setupLink, refused } = await openDoors(settled, options, { ...ground, ...counter }, closers);
  return {
    url,
    recovery,
    channels: counter.channels,
    content: ground.content,
    setupLink,
    refused,
    playgroundUrl: config.playground ? `${url}/playground` : null,
    stop,
  };
}

type Ground = Awaited<ReturnType<typeof openGround>>;

/** What everything stands on: log, content, database, files. */
async function openGround(config: Config, options: ProductOptions, closers: Closer[]) {
  const { clock = systemClock, random = systemRandom, root } = options;
  const log = options.log ?? createLog({ level: config.logLevel, clock, secrets: config.secrets });
  // What is tried out in the playground never mixes with a shop's real conversations.
  const dataDir = config.playground ? join(config.dataDir, 'playground') : config.dataDir;
  await makeDataDir(dataDir);
  const content = await openContent(config, { root, dataDir, clock, log });
  closers.push(() => content.close());
  const defaultLocale = content.current().shop.languages[0] ?? 'ru';
  const file = join(dataDir, 'prilavok.sqlite');
  const store = await createSqliteStore({ file, clock, random, log, defaultLocale });
  closers.push(() => store.close());
  const media = await createMediaStore({ folder: join(dataDir, 'media'), random });
  // Emulated messengers fetch our files from this very machine.
  const publicUrl = config.playground ? `http://${config.host}:${config.port}` : config.publicUrl;
  const mediaLinks = createMediaLinks({ publicUrl, clock, random });
  const metrics = createMetrics();
  const { release } = options;
  const hosted = await openHosted(config, { dataDir, root, release, content, media, clock, log });
  if (hosted) closers.push(() => hosted.close());
  const { platforms } = options;
  return {
    clock,
    random,
    log,
    metrics,
    dataDir,
    content,
    defaultLocale,
    store,
    media,
    mediaLinks,
    hosted,
    platforms,
  };
}

type Counter = Awaited<ReturnType<typeof openCounter>>;

/** The messengers, the shop, and the engine between them. */
async function openCounter(config: Config, ground: Ground, closers: Closer[]) {
  const { clock, random, log, metrics, content, store, media, mediaLinks, defaultLocale, dataDir } = ground;
  const deps = {
    clock,
    random,
    log,
    readMedia: (name: string) => media.read(name),
    mediaUrl: (name: string) => mediaLinks.url(name),
    shopName: content.shopName(defaultLocale),
    defaultLocale,
    welcome: createWelcome(() => content.current().live, clock),
    menu: content.commandMenu(),
    templates: (platform: string) => content.current().templates[platform] ?? [],
    dataDir,
    ...(ground.hosted ? { hosted: ground.hosted.deps } : {}),
  };
  const ownUrl = `http://${config.host}:${config.port}`;
  const channels = await createChannels(config, deps, ownUrl, ground.platforms);
  for (const played of channels.emulated.values()) closers.push(() => played.close());
  // Before the engine begins: what is switched off must not send on the way to the door.
  const off = await openOffList(dataDir, log);
  for (const [account, one] of channels.switches) if (off.has(account)) one.startOff();
  const settings = content.current().shop;
  const shop = await openShop(config, dataDir, { settings, store, content, clock, random, log, metrics });
  closers.push(() => shop.close());
  const { adapters } = channels;
  const places = () => contactPlaces(adapters, config.playground ? ownUrl : config.publicUrl);
  const engine = createEngine({
    store,
    adapters,
    flows: createFlowRuntime(FLOWS),
    handlers: { ...shop.tasks, ...createMediaTasks(adapters, media) },
    content: () => content.current().live,
    defaultLocale,
    elsewhere: places,
    products: shop.products,
    mayUse: (account) => isUsable(channels.switches.get(account)),
    clock,
    random,
    log,
    metrics,
  });
  const texts = () => content.current().live.texts;
  ground.hosted?.leadTo(createElsewhere({ places, texts, door: engine.door, clock, random }));
  showLoad(metrics, engine);
  return { channels, off, shop, engine };
}

function showLoad(metrics: MetricsRegistry, engine: Engine): void {
  const show = (name: string, help: string, read: (load: StoreLoad) => number) =>
    metrics.gauge(name, help, () => {
      const load = engine.load();
      return load && read(load);
    });
  show('inbox_waiting', 'Events that wait for their turn', (load) => load.inboxPending);
  show('inbox_parked', 'Events whose turn failed and that people should look at', (load) => load.inboxParked);
  show('deliveries_open', 'Parts on their way', (load) => load.deliveriesOpen);
  show('deliveries_dead', 'Parts that were given up', (load) => load.deliveriesDead);
  show('conversations', 'Conversations in all', (load) => load.conversations);
}

/** The ways in: the HTTP server first, so that a platform finds us when it is asked to call. */
async function openDoors(
  config: Config,
  { root, release }: ProductOptions,
  house: Ground & Counter,
  closers: Closer[],
): Promise<Pick<Product, 'url' | 'setupLink' | 'refused'>> {
  const { clock, random, log, metrics, content, store, media, mediaLinks, channels, engine } = house;
  const playground = config.playground
    ? // Only who plays loads it.
      await (
        await import('./playground.ts')
      ).openPlayground({
        config,
        root,
        ...house,
        waiting: () => engine.load()?.deliveriesOpen ?? 0,
      })
    : null;
  const notReady = new Set<string>(channels.adapters.keys());
  const server = createServer({
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl,
    store,
    door: engine.door,
    adapters: [...channels.adapters.values()],
    ...openChannelDesk(house, notReady),
    media,
    mediaLinks,
    presence: createPresence({ store, door: engine.door, clock, log }),
    clock,
    random,
    log,
    metrics,
    consoleDir: join(root, 'dist/console'),
    shop: () => ({
      name: content.shopName(house.defaultLocale),
      timeZone: content.current().shop.timeZone,
    }),
    release,
    playground: config.playground,
    notReady: () => [...notReady],
    mounts: {
      ...contactBridge(channels.adapters, house.defaultLocale, () => content.current().live.texts),
      ...playground?.mounts,
    },
  });
  const { url } = await server.listen();
  closers.push(() => server.close());
  introduce(server, playground, house);
  if (config.metricsPort !== null) {
    const served = await serveMetrics(metrics, config.metricsPort);
    closers.push(() => served.close());
  }
  const refused = await openChannels(channels.adapters, engine.door.sink, {
    opened: (account) => notReady.delete(account),
    log,
  });
  return { url, setupLink: await server.createSetupLink(config.setupToken), refused };
}

async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}

/** Those who were made before the server and have to do with it. */
function introduce(server: PrilavokServer, playground: OpenPlayground | null, { hosted }: Ground): void {
  playground?.opened(server);
  hosted?.typingTo((account, address) => server.customerTypes(account, address));
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
