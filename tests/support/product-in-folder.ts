/**
 * The product as a process of its own in a folder that belongs to one test: with a `.env` there, content that may be
 * edited, and every line that it prints kept. The emulated messenger lives in the test.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { SECRET } from './channel-settings.ts';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ProductInFolder {
  folder: string;
  dataDir: string;
  faqDir: string;
  shopDir: string;
  port: number;
  url: string;
  telegram: TelegramEmulator;
  /** Everything printed so far by the process started last. */
  printed(): string;
  /** Resolves once the text was printed; rejects with what was printed instead. */
  prints(expected: RegExp, timeoutMs?: number): Promise<string>;
  /** Starts it and waits until it serves. */
  open(): Promise<void>;
  /** Only starts it. */
  start(): void;
  signal(signal: NodeJS.Signals): void;
  pid(): number;
  /** `status 78`, or the signal, when it is gone; `alive` when it is still there after this time. */
  gone(withinMs?: number): Promise<string>;
  /** Milliseconds from start to end of the process started last. */
  lived(): number;
  close(): Promise<void>;
}

export interface FolderOptions {
  /** Lines of the `.env` file, besides or instead of those that make it work. */
  env?: Record<string, string>;
  /** Where the data go; default: in the folder. */
  dataDir?: string;
  /** `poll` by default. */
  mode?: 'poll' | 'webhook';
  /** Loaded into the process before the product. */
  hook?: string;
}

export async function makeProductFolder(options: FolderOptions = {}): Promise<ProductInFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'prilavok-folder-'));
  const telegram = await startTelegramEmulator();
  const port = await freePort();
  const places = {
    dataDir: options.dataDir ?? join(folder, 'data'),
    faqDir: join(folder, 'faq'),
    shopDir: join(folder, 'shop'),
  };
  cpSync(join(ROOT, 'faq'), places.faqDir, { recursive: true });
  cpSync(join(ROOT, 'data/sample-shop'), places.shopDir, { recursive: true });
  mkdirSync(places.dataDir, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    ...settingsOf(places, port, telegram),
    ...(options.mode === 'webhook'
      ? { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: url }
      : {}),
    ...options.env,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  const running = createRunning(folder, options.hook);
  return {
    folder,
    ...places,
    port,
    url,
    telegram,
    ...running,
    async open() {
      running.start();
      await running.prints(/Stop with Ctrl\+C/, 45_000);
    },
    async close() {
      running.signal('SIGKILL');
      await running.gone();
      await telegram.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settingsOf(
  places: { dataDir: string; faqDir: string; shopDir: string },
  port: number,
  telegram: TelegramEmulator,
): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: places.dataDir,
    FAQ_DIR: places.faqDir,
    SHOP_DIR: places.shopDir,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: 'poll',
  };
}

function createRunning(folder: string, hook: string | undefined) {
  let child: ChildProcess | null = null;
  let printed = '';
  let ended: Promise<string> = Promise.resolve('not started');
  let startedAt = 0;
  let endedAt = 0;
  return {
    start() {
      printed = '';
      startedAt = performance.now();
      const before = hook ? ['--import', hook] : [];
      const running = spawn(process.execPath, [...before, join(ROOT, 'src/cli/start.js')], {
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = running;
      const keep = (chunk: Buffer) => (printed += chunk.toString());
      running.stdout.on('data', keep);
      running.stderr.on('data', keep);
      ended = new Promise((resolve) => {
        running.once('close', (code, signal) => {
          endedAt = performance.now();
          resolve(signal ?? `status ${code}`);
        });
      });
    },
    printed: () => printed,
    async prints(expected: RegExp, timeoutMs = 30_000) {
      const until = performance.now() + timeoutMs;
      while (!expected.test(printed)) {
        if (performance.now() > until || child?.exitCode !== null) {
          throw new Error(`${String(expected)} was not printed, but:\n${printed}`);
        }
        await new Promise((next) => setTimeout(next, 20));
      }
      return printed;
    },
    signal: (signal: NodeJS.Signals) => void child?.kill(signal),
    pid: () => child?.pid ?? 0,
    async gone(withinMs = 30_000) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('alive'), withinMs);
      });
      const end = await Promise.race([ended, late]);
      clearTimeout(timer);
      return end;
    },
    lived: () => endedAt - startedAt,
  };
}
