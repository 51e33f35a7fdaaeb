/**
 * The real product as a process of its own on a free port, its messenger an emulator in this process, its data in a fresh
 * folder: what the browser journeys and the screenshots look at.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import { freePort } from '../support/free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 60_000;

export interface Counter {
  url: string;
  /** Path of the first admin's page. */
  setupPath: string;
  emulator: TelegramEmulator;
  /** What the process has printed. */
  printed(): string;
  /** Ends the process as a crash would, or politely. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Ends everything and removes the data. */
  close(): Promise<void>;
}

/** Ready when it resolves. */
export async function openCounter(env: Record<string, string> = {}): Promise<Counter> {
  const emulator = await startTelegramEmulator();
  const dataDir = await mkdtemp(join(tmpdir(), 'prilavok-counter-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const token = 'first-admin-of-the-tests';
  let printed = '';
  let child: ReturnType<typeof spawn> | null = null;

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, ['src/cli/start.js'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PORT: String(port),
        DATA_DIR: dataDir,
        TELEGRAM_BOT_TOKEN: emulator.token,
        TELEGRAM_API_ROOT: emulator.apiRoot,
        TELEGRAM_MODE: 'poll',
        PRILAVOK_SETUP_TOKEN: token,
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    }
    await ready(
      url,
      () => started.exitCode !== null,
      () => printed,
    );
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await gone;
  };
  const close = async (): Promise<void> => {
    await stop();
    await emulator.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return { url, setupPath: `/setup/${token}`, emulator, printed: () => printed, start, stop, close };
}

async function ready(url: string, ended: () => boolean, printed: () => string): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end && !ended()) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The product is not ready:\n${printed()}`);
}
