import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Finding } from '../../src/core/ports/channel.ts';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Report {
  ok: boolean;
  errors: number;
  findings: Finding[];
}

/** Runs the command as a person would, with these settings and no others. */
function doctor(
  env: Record<string, string>,
): Promise<{ status: number | null; text: string; report: Report }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/cli/doctor.ts', '--json'], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: folder, NO_COLOR: '1', ...env },
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, text, report: JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Report });
    });
  });
}

const about = ({ findings }: Report, subject: string) => findings.filter((one) => one.subject === subject);

test('a fresh checkout is fit to start', async () => {
  const { status, report, text } = await doctor({});
  expect([status, report.ok, report.errors]).toEqual([0, true, 0]);
  expect(about(report, 'database')[0]?.message).toContain('first start');
  expect(text).toContain('Prilavok will start');
});

test('wrong settings are all told, with status 1', async () => {
  const { status, report } = await doctor({ PORT: 'eighty', TELEGRAM_MODE: 'poll' });
  expect([status, report.ok]).toEqual([1, false]);
  expect(about(report, 'settings').map(({ message }) => message.split(':')[0])).toEqual([
    'PORT',
    'TELEGRAM_BOT_TOKEN',
  ]);
});

test('a port in use by somebody else is told', async () => {
  const other = createServer((socket) => void socket.resume().end('no HTTP'));
  await new Promise<void>((go) => other.listen(0, '127.0.0.1', go));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { status, report } = await doctor({ PORT: String(port) });
  expect(status).toBe(1);
  expect(about(report, `port ${port}`)[0]).toMatchObject({
    level: 'error',
    message: expect.stringContaining('PORT'),
  });
  await new Promise((go) => other.close(go));
});

test('a sound database is told with its schema, a newer and a damaged one as errors', async () => {
  const file = join(folder, 'prilavok.sqlite');
  const env = { HOST: '0.0.0.0' }; // others can connect: no playground, so this very folder is used
  const open = () => createSqliteStore({ file, clock: systemClock, random: systemRandom, log: silentLog });
  const store = await open();
  const running = await doctor(env);
  expect(about(running.report, 'database')[0]).toMatchObject({
    level: 'ok',
    message: expect.stringContaining('sound'),
  });
  await store.close();
  await writeFile(file, 'SQLite format 3\u0000 and then nothing that makes sense '.repeat(200));
  const damaged = await doctor(env);
  expect(damaged.status).toBe(1);
  expect(about(damaged.report, 'database')[0]).toMatchObject({
    level: 'error',
    message: expect.stringContaining('backup'),
  });
});

test('content that cannot be used is told with its place', async () => {
  const { status, report } = await doctor({ SHOP_DIR: join(folder, 'nowhere') });
  expect(status).toBe(1);
  expect(about(report, 'content')[0]).toMatchObject({
    level: 'error',
    message: expect.stringContaining('shop.yaml'),
  });
});
