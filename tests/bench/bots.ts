/** The bots that are measured: each a program of its own, told by its environment where to listen and what to do. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';

export type Job = 'faq' | 'dialog';

export interface BotKind {
  name: string;
  program: string;
  job: Job;
  env?: Record<string, string>;
  /** Customers at once that are worth measuring; a slow search makes more of them pointless. */
  closed: number[];
  open: number[];
}

export const TOKEN = '123456789:AAbench-token-bench-token-bench-toke';
export const SECRET = 'bench-secret-bench-secret';

const CLOSED = [1, 16, 64];
const OPEN = [200, 1_000];

export const BOTS: BotKind[] = [
  { name: 'prilavok', program: 'ours.ts', job: 'dialog', closed: CLOSED, open: OPEN },
  { name: 'grammY conversations', program: 'grammy.ts', job: 'dialog', closed: CLOSED, open: OPEN },
  { name: 'telegraf WizardScene', program: 'telegraf.ts', job: 'dialog', closed: CLOSED, open: OPEN },
  { name: 'prilavok', program: 'ours.ts', job: 'faq', closed: CLOSED, open: OPEN },
  {
    name: 'grammY + our matcher',
    program: 'grammy.ts',
    job: 'faq',
    env: { MATCHER: 'ours' },
    closed: CLOSED,
    open: OPEN,
  },
  {
    name: 'telegraf + our matcher',
    program: 'telegraf.ts',
    job: 'faq',
    env: { MATCHER: 'ours' },
    closed: CLOSED,
    open: OPEN,
  },
  {
    name: 'grammY + fuse.js',
    program: 'grammy.ts',
    job: 'faq',
    env: { MATCHER: 'fuse' },
    closed: [1, 64],
    open: [],
  },
  {
    name: 'telegraf + fuse.js',
    program: 'telegraf.ts',
    job: 'faq',
    env: { MATCHER: 'fuse' },
    closed: [1, 64],
    open: [],
  },
];

export interface RunningBot {
  port: number;
  path: string;
  /** Milliseconds of processor time used so far, all threads. */
  cpuMs(): number;
  rssMb(): number;
  dataDir: string;
  stop(): Promise<void>;
}

/** Starts a bot; resolves when its program runs. `dataDir` is kept when it is given. */
export async function startBot(kind: BotKind, apiRoot: string, dataDir?: string): Promise<RunningBot> {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'bench-'));
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL(`peers/${kind.program}`, import.meta.url))], {
    cwd: dir,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      PORT: String(port),
      API_ROOT: apiRoot,
      TOKEN,
      SECRET,
      JOB: kind.job,
      DATA: dir,
      ...kind.env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return {
    port,
    path: kind.program === 'ours.ts' ? '/webhooks/telegram' : '/webhook',
    cpuMs: () => cpuMs(child),
    rssMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
    dataDir: dir,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) {
        child.kill(dataDir ? 'SIGTERM' : 'SIGKILL');
        await gone;
      }
      if (!dataDir) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The kernel counts in hundredths of a second. */
const TICK_MS = 10;

function cpuMs(child: ChildProcess): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
