/** The real product as a process of its own, started, killed and started again on the same data folder and port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const SECRET = 'a-secret-of-the-crash-test';

export interface ProductSettings {
  dir: string;
  apiRoot: string;
  /** Of the bot in Telegram; "": without Telegram, unless `start` is told of one. */
  token: string;
  faqDir: string;
  /** In front of the program: a tracer, say. */
  wrapper?: string[];
}

export interface ProductProcess {
  readonly port: number;
  readonly webhookUrl: string;
  readonly database: string;
  readonly pid: number | null;
  /** What the process wrote to its standard error since the start, at most the last 10,000 characters. */
  readonly complaints: string;
  /** Resolves when the program runs, long before it listens. `env` is added to its environment. */
  start(env?: Record<string, string>): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves with the signal or code when it is gone, now or later. */
  gone(): Promise<string>;
  stop(): Promise<void>;
}

const KEPT_CHARS = 10_000;
const HOOK = new URL('./fault-hook.ts', import.meta.url).href;

export async function createProductProcess(settings: ProductSettings): Promise<ProductProcess> {
  const port = await freePort();
  const dataDir = join(settings.dir, 'data');
  mkdirSync(dataDir, { recursive: true });
  let child: ChildProcess | null = null;
  let ended: Promise<string> = Promise.resolve('not started');
  let complaints = '';
  const base = `http://127.0.0.1:${port}`;
  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await ended;
  };
  return {
    port,
    webhookUrl: `${base}/webhooks/telegram`,
    database: join(dataDir, 'prilavok.sqlite'),
    get pid() {
      return child?.pid ?? null;
    },
    get complaints() {
      return complaints;
    },
    start(env = {}) {
      const [command, ...before] = settings.wrapper ?? [];
      const args = ['--import', HOOK, join(ROOT, 'src/cli/start.js')];
      const whole = command ? [...before, process.execPath, ...args] : args;
      const running = spawn(command ?? process.execPath, whole, {
        // A folder without a .env: the settings are these and no others.
        cwd: settings.dir,
        env: { PATH: process.env['PATH'] ?? '', ...settingsOf(settings, port, dataDir), ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child = running;
      running.stderr?.on('data', (chunk: Buffer) => {
        complaints = (complaints + chunk.toString()).slice(-KEPT_CHARS);
      });
      ended = new Promise((resolve) => {
        running.once('exit', (code, signal) => resolve(signal ?? `status ${code}`));
      });
    },
    kill: () => end('SIGKILL'),
    gone: () => ended,
    stop: () => end('SIGTERM'),
  };
}

function settingsOf(settings: ProductSettings, port: number, dataDir: string): Record<string, string> {
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    FAQ_DIR: settings.faqDir,
    SHOP_DIR: join(ROOT, 'data/sample-shop'),
    LOG_LEVEL: 'error',
    ...(settings.token === '' ? {} : telegramOf(settings)),
  };
}

function telegramOf({ token, apiRoot }: ProductSettings): Record<string, string> {
  return { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: SECRET, TELEGRAM_API_ROOT: apiRoot };
}
