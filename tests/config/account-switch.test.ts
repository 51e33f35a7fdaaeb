/** Files of authorities, as settings name them: whole, wrong, missing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLATFORMS } from '../../bots/registry.ts';
import { readAuthorities } from '../../src/config/account-switch.ts';
import { readConfig } from '../../src/config.ts';
import { MIDDLE, ROOT } from '../transport/private-authority.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authorities-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const path = join(folder, 'ca.pem');
  writeFileSync(path, text);
  return path;
}

test('certificates are taken out of what stands around them', () => {
  const read = readAuthorities(fileWith(`# our own\n${ROOT}\nmore words\n${MIDDLE}`));
  expect('ok' in read && read.ok.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
});

test.each([
  ['no certificate', 'just words', /holds no certificate/],
  ['a torn one', ROOT.replace(/\n.{40}/, '\n'), /cannot be read, the 1\. of 1/],
])('%s is told', (_name, text, wrong) => {
  expect(readAuthorities(fileWith(text))).toEqual({ wrong: expect.stringMatching(wrong) });
});

test('a missing file is told with its variable, and holds for all accounts of the platform', () => {
  const env = { TELEGRAM_BOT_TOKEN: `123456789:${'A'.repeat(35)}` };
  const options = { envFile: '/dev/null', platforms: { telegram: PLATFORMS['telegram']! } };
  expect(() => readConfig({ ...env, TELEGRAM_CA_FILE: join(folder, 'none') }, options)).toThrow(
    /TELEGRAM_CA_FILE: names a file that is not there/,
  );
  const two = { ...env, TELEGRAM_ACCOUNTS: 'main,opt', TELEGRAM_OPT_BOT_TOKEN: env.TELEGRAM_BOT_TOKEN };
  const { accounts } = readConfig({ ...two, TELEGRAM_CA_FILE: fileWith(ROOT) }, options);
  expect(accounts.map(({ ca }) => ca?.trim())).toEqual([ROOT.trim(), ROOT.trim()]);
});
