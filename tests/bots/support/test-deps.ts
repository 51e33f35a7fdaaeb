/** What an adapter is given in tests: a clock whose waits can be shortened and counted, a log that remembers. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom, type Clock } from '../../../src/core/clock.ts';
import type { Log, LogFields } from '../../../src/core/ports/log.ts';
import type { PlatformDeps } from '../../../src/core/ports/platform.ts';

/**
 * The machine's time, with waits of more than `overMs` shortened `faster` times, and a count of those that are still running.
 */
export function createFastClock(faster: number, overMs = 0): Clock & { waiting(): number } {
  let waiting = 0;
  return {
    now: systemClock.now,
    monotonic: systemClock.monotonic,
    waiting: () => waiting,
    after(ms, fn) {
      waiting += 1;
      let isOver = false;
      const end = (): void => {
        if (!isOver) waiting -= 1;
        isOver = true;
      };
      const cancel = systemClock.after(ms > overMs ? ms / faster : ms, () => {
        end();
        fn();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
}

/** Every line with its fields as text, errors with their stacks. */
export function createRecordingLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (fields: LogFields, message: string): void => {
      const shown = Object.entries(fields).map(([key, value]) =>
        value instanceof Error ? `${key}=${value.stack}${JSON.stringify(value)}` : `${key}=${value}`,
      );
      lines.push([level, message, ...shown].join(' '));
    };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** A small PNG, so that what is sent is what it says it is. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Deps with one stored file, `sample.png`. */
export function createTestDeps(overrides: Partial<PlatformDeps> = {}): PlatformDeps {
  return {
    clock: systemClock,
    random: systemRandom,
    log: createRecordingLog(),
    readMedia: async (file) => (file === 'sample.png' ? { bytes: PNG, mime: 'image/png' } : null),
    mediaUrl: (file) => `https://shop.example/media/${file}`,
    shopName: 'Прилавок',
    defaultLocale: 'ru',
    welcome: () => ({ text: '', replies: [] }),
    menu: [],
    dataDir: join(tmpdir(), 'prilavok-no-such-folder'),
    ...overrides,
  };
}

/** Waits, in real time, until `test` holds; fails after twenty seconds, which only a busy machine needs. */
export async function eventually(test: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never happened: ${what}`);
}
