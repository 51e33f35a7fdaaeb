/** Why the bot answers as it does: told with all that the bot of this shop knows, its scripts and the words of its trade among it. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const told = z.object({
  band: z.enum(['answer', 'offer', 'miss']),
  matches: z.array(z.object({ id: z.string() })).optional(),
  candidates: z.array(z.object({ id: z.string(), score: z.number(), concepts: z.array(z.string()) })),
});

let shop = '';
beforeEach(() => {
  shop = mkdtempSync(join(tmpdir(), 'prilavok-why-'));
  cpSync(join(ROOT, 'data/sample-shop'), shop, { recursive: true });
});
afterEach(() => {
  rmSync(shop, { recursive: true });
});

function why(text: string, locale: string): z.infer<typeof told> {
  const run = spawnSync(
    process.execPath,
    ['src/cli/faq-why.ts', text, '--locale', locale, '--shop', shop, '--json'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(run.stderr).toBe('');
  return told.parse(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? ''));
}

test('the words that a shop added to its trade count', () => {
  const before = why('сколько берёте за дроном', 'ru');
  expect(before.candidates.some(({ concepts }) => concepts.includes('deliver'))).toBe(false);
  appendFileSync(join(shop, 'shop.yaml'), '\nvocabulary:\n  words:\n    deliver: [дроном]\n');
  const [best] = why('сколько берёте за дроном', 'ru').candidates;
  expect(best?.concepts).toContain('deliver');
  expect(best?.id).toMatch(/^delivery/u);
});

test('a shop that wants no words of a trade gets none', () => {
  appendFileSync(join(shop, 'shop.yaml'), '\nvocabulary:\n  concepts: false\n');
  const { candidates } = why('сколько стоит доставка', 'ru');
  expect(candidates.flatMap(({ concepts }) => concepts)).toEqual([]);
});

test('phrases that start scripts compete with answers', () => {
  const [best] = why('почему так дорого', 'ru').candidates;
  expect(best?.id).toBe('flow:too-dear');
});

test('returns that the shop does not take in the chat are not started', () => {
  expect(why('хочу оформить возврат', 'ru').candidates.map(({ id }) => id)).toContain('flow:return');
  rmSync(join(shop, 'returns.yaml'));
  expect(why('хочу оформить возврат', 'ru').candidates.map(({ id }) => id)).not.toContain('flow:return');
});
