/**
 * The real library in a real Chromium, up to the code that a person would scan, against a page of ours in place of
 * WhatsApp's: installed, loaded, started, told of codes, stopped, and no process left. Nothing leaves this machine.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, copyFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DriverEvent } from '../../../bots/whatsapp-web/driver.ts';
import { createWebDriver } from '../../../bots/whatsapp-web/web-driver.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { chromiumPath } from '../../support/browser.ts';

const STAND_IN = fileURLToPath(new URL('stand-in.html', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whatsapp-real-'));
  await mkdir(join(folder, 'pages'));
  await copyFile(STAND_IN, join(folder, 'pages', 'stand-in.html'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('it starts, shows codes that change, and leaves nothing behind', async () => {
  const profile = join(folder, 'kept');
  const driver = await createWebDriver({
    folder: profile,
    browser: await chromiumPath(),
    proxy: null,
    clock: systemClock,
    standIn: {
      folder: join(folder, 'pages'),
      version: 'stand-in',
      // Even a mistake of ours would find no way out.
      args: ['--host-resolver-rules=MAP * ~NOTFOUND'],
    },
  });
  const codes: string[] = [];
  const told: DriverEvent[] = [];
  try {
    await driver.start((event) => {
      told.push(event);
      if (event.kind === 'qr') codes.push(event.code);
    });
    await until(() => new Set(codes).size >= 2, 'a code and the next one');
    expect(codes[0]).toMatch(/^2@(first|next)-code\S*,.+,.+,a-secret-of-the-stand-in,1$/);
    expect(told.every(({ kind }) => kind === 'qr')).toBe(true);
    expect(await driver.state()).toBe('UNPAIRED');
    if (process.platform === 'linux') expect((await processesOf(profile)).length).toBeGreaterThan(0);
    expect((await stat(profile)).mode & 0o777).toBe(0o700);
  } finally {
    await driver.stop();
  }
  const heard = told.length;
  await until(async () => (await processesOf(profile)).length === 0, 'every process has ended');
  expect(told.length).toBe(heard);
  await driver.stop();
}, 60_000);

test('a killed server leaves no browser behind', async () => {
  const profile = join(folder, 'killed');
  const script = fileURLToPath(new URL('driver-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, profile, join(folder, 'pages')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await until(() => printed.includes('qr'), 'the child shows a code');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  await until(async () => (await processesOf(profile)).length === 0, 'every process has ended');
}, 60_000);

/** Command lines of processes that use the profile; Linux tells them under /proc, elsewhere there is nothing to see. */
async function processesOf(profile: string): Promise<string[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(profile));
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 40_000;
  while (performance.now() < end) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never happened: ${what}`);
}
