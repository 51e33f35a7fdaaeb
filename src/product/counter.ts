/** The counter itself: the messengers, the shop, and the engine between them. */
import { FLOWS } from '../../flows/registry.ts';
import type { Config } from '../config.ts';
import type { StoreLoad } from '../core/ports/engine-store.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createFlowRuntime } from '../engine/flow-runtime.ts';
import { createMediaTasks } from '../media/media-task.ts';
import type { MetricsRegistry } from '../observe/metrics.ts';
import { isUsable } from './channel-desk.ts';
import { createChannels } from './channels.ts';
import type { Closer } from './closers.ts';
import { contactPlaces } from './contact-places.ts';
import { createElsewhere } from './elsewhere.ts';
import type { Ground } from './ground.ts';
import { openOffList } from './off-list.ts';
import { openQuestions } from './questions.ts';
import { openReranker } from './reranker.ts';
import { openShop } from './shop.ts';
import { openStockAlerts } from './stock-alerts.ts';
import { createWelcome } from './welcome.ts';

export type Counter = Awaited<ReturnType<typeof openCounter>>;

/** Nothing runs yet: the engine is started by whoever opened everything. */
export async function openCounter(config: Config, ground: Ground, closers: Closer[]) {
  const { clock, random, log, metrics, content, store, media, mediaLinks, defaultLocale, dataDir } = ground;
  const deps = {
    clock,
    random,
    log,
    readMedia: (name: string) => media.read(name),
    mediaUrl: (name: string) => mediaLinks.url(name),
    shopName: content.shopName(defaultLocale),
    shopNameIn: content.shopName,
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
  const parts = { settings, store, content, media, clock, random, log, metrics };
  const shop = await openShop(config, dataDir, parts);
  closers.push(() => shop.close());
  const alerts = openStockAlerts({ store, shop, content, clock, log });
  const reranker = openReranker(config, ground);
  closers.push(() => reranker.close());
  const { adapters } = channels;
  const places = () => contactPlaces(adapters, config.playground ? ownUrl : config.publicUrl);
  const engine = createEngine({
    store,
    adapters,
    flows: createFlowRuntime(FLOWS),
    handlers: { ...shop.tasks, ...alerts.tasks, ...createMediaTasks(adapters, media), ...reranker.tasks },
    ...reranker.patience,
    content: () => content.current().live,
    defaultLocale,
    elsewhere: places,
    products: shop.products,
    hasOrders: shop.hasOrders,
    mayUse: (account) => isUsable(channels.switches.get(account)),
    clock,
    random,
    log,
    metrics,
  });
  const texts = () => content.current().live.texts;
  ground.hosted?.leadTo(createElsewhere({ places, texts, door: engine.door, clock, random }));
  showLoad(metrics, engine);
  const questions = openQuestions({ store, content, clock, log });
  closers.push(() => questions.unanswered.close());
  return { channels, off, shop, alerts, questions, engine };
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
