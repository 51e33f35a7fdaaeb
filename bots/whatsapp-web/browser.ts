/** The Chromium that runs WhatsApp Web: where it is found, and with what it is started. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PrilavokError } from '../../src/core/errors.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import type { WhatsappWebConfig } from './config.ts';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The configured one, else the first of the usual places. Throws BROWSER_MISSING. */
export function findBrowser({ account, chromium }: WhatsappWebConfig): string {
  const variable = variableOf(account, 'CHROMIUM');
  if (chromium !== null) {
    if (existsSync(chromium)) return chromium;
    throw new PrilavokError('BROWSER_MISSING', `${variable} names no file: ${chromium}`);
  }
  const found = USUAL_PATHS.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new PrilavokError(
    'BROWSER_MISSING',
    `${account} runs WhatsApp Web in a Chromium, and none is installed. Install one (apt install chromium), ` +
      `or set ${variable} to its path`,
  );
}

/** A browser needs these of our environment; the secrets in the rest are none of its business. */
const ENVIRONMENT = [
  'PATH',
  'HOME',
  'LANG',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'FONTCONFIG_PATH',
  'SYSTEMROOT',
];

/** Settings of the start, but for the folder of its profile. It ends with us: it listens on a pipe, not on a port. */
export function launchOptions(executablePath: string, proxy: URL | null, more: string[]) {
  return {
    executablePath,
    headless: true,
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
    args: [
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--mute-audio',
      ...(proxy === null ? [] : [`--proxy-server=${proxy.protocol}//${proxy.host}`]),
      ...more,
    ],
  };
}

/**
 * A browser that was killed leaves these in its profile, and a container of another name does not believe that it is gone.
 * The lock of our database makes sure that nobody else uses the folder.
 */
export async function unlockProfile(profile: string): Promise<void> {
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    await rm(join(profile, name), { force: true });
  }
}
