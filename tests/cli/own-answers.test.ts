/** What the commands know of a shop's answers: all that its bot knows, scripts and the words of its trade among it. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contentPlaces } from '../../src/cli/content-places.ts';
import { readOwnAnswers, type OwnAnswers } from '../../src/cli/own-answers.ts';
import { createMatcher, type Candidate } from '../../src/matcher/create-matcher.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let shop = '';
beforeEach(() => {
  shop = mkdtempSync(join(tmpdir(), 'prilavok-own-'));
  cpSync(join(ROOT, 'data/sample-shop'), shop, { recursive: true });
});
afterEach(() => {
  rmSync(shop, { recursive: true });
});

async function own(): Promise<OwnAnswers> {
  const read = await readOwnAnswers(contentPlaces({ faq: join(ROOT, 'faq'), shop }));
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read;
}

async function candidates(text: string): Promise<Candidate[]> {
  const answers = await own();
  return createMatcher(answers.entries, answers).candidates(text, 'ru');
}

test('the words that a shop added to its trade count', async () => {
  const before = await candidates('сколько берёте за дроном');
  expect(before.flatMap(({ concepts }) => concepts)).not.toContain('deliver');
  appendFileSync(join(shop, 'shop.yaml'), '\nvocabulary:\n  words:\n    deliver: [дроном]\n');
  const [best] = await candidates('сколько берёте за дроном');
  expect(best?.concepts).toContain('deliver');
  expect(best?.id).toMatch(/^delivery/u);
});

test('a shop that wants no words of a trade gets none', async () => {
  appendFileSync(join(shop, 'shop.yaml'), '\nvocabulary:\n  concepts: false\n');
  expect((await candidates('сколько стоит доставка')).flatMap(({ concepts }) => concepts)).toEqual([]);
});

test('phrases that start scripts and flows compete with answers; those of what the shop does not run do not', async () => {
  const ids = (answers: OwnAnswers): string[] => answers.entries.map(({ id }) => id);
  expect(ids(await own())).toEqual(expect.arrayContaining(['flow:too-dear', 'flow:return', 'delivery']));
  rmSync(join(shop, 'returns.yaml'));
  writeFileSync(join(shop, 'scripts/broken.yaml'), 'start: [');
  const fewer = ids(await own());
  expect(fewer).not.toContain('flow:return');
  expect(fewer).not.toContain('flow:too-dear');
  expect(fewer).toContain('flow:order-status');
});

test('faq:why tells of such a script', () => {
  const args = ['src/cli/faq-why.ts', 'почему так дорого', '--shop', shop, '--json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  const told: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(told).toMatchObject({ candidates: [{ id: 'flow:too-dear' }, {}, {}, {}, {}] });
});
