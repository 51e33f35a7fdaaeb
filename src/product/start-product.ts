/**
 * The house put together from its settings: store, content, channels, shop, engine, desk, server. Things open in the order
 * in which they depend on each other and close in the opposite one; nothing is accepted before everything stands.
 */
import { createServer as createProbe, type AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import type { Recovery } from '../core/ports/engine-store.ts';
import type { Channels } from './channels.ts';
import { closeAll, onceOnly, type Closer } from './closers.ts';
import { openCounter, type Counter } from './counter.ts';
import { openDoors, type OpenDoors } from './doors.ts';
import { openGround, type Ground } from './ground.ts';
import type { OpenContent } from './open-content.ts';
import type { ProductOptions } from './product-options.ts';
import { createRounds } from './rounds.ts';
import { watchSurveys } from './surveys.ts';

export interface Product extends OpenDoors {
  recovery: Recovery;
  channels: Channels;
  content: OpenContent;
  /** The page with the emulated phone; null with real channels. */
  playgroundUrl: string | null;
  /** Stops in order; calling it again is harmless. */
  stop(): Promise<void>;
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
  closers.push(beginRounds(ground, counter));
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

/** What the house looks after by itself, once its doors are open. */
function beginRounds(ground: Ground, { alerts, shop, questions, engine, channels }: Counter): Closer {
  const rounds = createRounds(ground);
  alerts.watch(engine, rounds);
  shop.orders.watch(engine, rounds);
  questions.watch(rounds);
  shop.personal.watch(engine, channels.adapters, rounds);
  watchSurveys({ ...ground, door: engine.door }, rounds);
  return () => rounds.close();
}

async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}
