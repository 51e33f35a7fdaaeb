/**
 * A Chromium for tests: the one that CHROMIUM_PATH names, the machine's own, else the one that comes as a package. None
 * at all is a failure and never a skip.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const MACHINE_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts it; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromiumPath();
  return chromium.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Where its program lies. */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
  return named ?? MACHINE_PATHS.find((path) => existsSync(path)) ?? unpack();
}

/**
 * The package unpacks into a fixed place of the temp folder and believes what it finds there, so each version and user
 * gets a folder of their own.
 */
async function unpack(): Promise<string> {
  const version = readVersion();
  const folder = join(
    process.env['PRILAVOK_TESTS_KEEP'] ?? tmpdir(),
    `prilavok-chromium-${version}-${userInfo().uid}`,
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  // Makes the package bring the libraries that a bare machine lacks.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  process.env['FONTCONFIG_PATH'] = await writeFontSettings(folder);
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The package's own settings look for its fonts where they are not, and a page without fonts has no letters. */
async function writeFontSettings(folder: string): Promise<string> {
  const own = join(folder, 'font-settings');
  await mkdir(own, { recursive: true });
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
`;
  await writeFile(join(own, 'fonts.conf'), settings);
  return own;
}

function readVersion(): string {
  const require = createRequire(import.meta.url);
  const main = require.resolve('@sparticuz/chromium');
  const root = main.slice(0, main.lastIndexOf('chromium') + 'chromium'.length);
  const about = require(join(root, 'package.json')) as { version: string };
  return about.version;
}
