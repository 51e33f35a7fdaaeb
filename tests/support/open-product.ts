/**
 * The real product for journeys: real HTTP on both sides, real files in a temporary folder, the emulators as messengers.
 * Only the wall clock is set: a Monday noon at the shop, so that people are on duty whenever the test runs.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { readConfig } from '../../src/config.ts';
import { systemClock, type Clock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { Platform } from '../../src/core/ports/platform.ts';
import { startProduct, type Product } from '../../src/product/start-product.ts';

export interface OpenProduct {
  product: Product;
  telegram: TelegramEmulator;
  url: string;
  dataDir: string;
  stop(): Promise<void>;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

export async function openProduct(
  options: {
    env?: Record<string, string>;
    at?: string;
    log?: Log;
    platforms?: Record<string, Platform>;
  } = {},
): Promise<OpenProduct> {
  const clock = clockFrom(options.at ?? '2026-11-23T12:00:00+03:00');
  const telegram = await startTelegramEmulator({ clock });
  const dataDir = await mkdtemp(join(tmpdir(), 'prilavok-journey-'));
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: 'poll',
    ...options.env,
  };
  const { log = silentLog, platforms } = options;
  const leave = async () => {
    await telegram.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const config = readConfig(env, { envFile: '/dev/null' });
    const product = await startProduct(config, {
      root,
      release: 'test',
      clock,
      log,
      ...(platforms && { platforms }),
    });
    return {
      product,
      telegram,
      url: product.url,
      dataDir,
      async stop() {
        await product.stop();
        await leave();
      },
    };
  } catch (thrown) {
    // An emulator left listening would keep the test run alive.
    await leave();
    throw thrown;
  }
}

/** Runs as fast as the real one, from another moment on. */
export function clockFrom(iso: string): Clock {
  const shift = Date.parse(iso) - systemClock.now();
  return { ...systemClock, now: () => systemClock.now() + shift };
}
