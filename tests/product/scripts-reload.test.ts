/** Scripts edited while people talk: who has begun ends on the version on which they began, also after a restart. */
import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { openContent, type OpenContent } from '../../src/product/open-content.ts';
import { openTalk } from '../support/talk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
const shopDir = join(folder, 'shop');
const dataDir = join(folder, 'data');
const file = join(shopDir, 'scripts', 'tea.yaml');

const SCRIPT = `title: { ru: Чай, uk: Чай, en: Tea }
start: { ru: [Хочу чаю], uk: [Хочу чаю з м’ятою], en: [I want tea] }
steps:
  which:
    say: { ru: Зелёный или чёрный?, uk: Зелений чи чорний?, en: Green or black? }
    ask: text
    keep: tea
    to: done
  done:
    say: { ru: "Старый чай: {tea}", uk: "Чай: {tea}", en: "Tea: {tea}" }
    end: true
`;

beforeEach(() => {
  rmSync(shopDir, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(join(root, 'data/sample-shop'), shopDir, { recursive: true });
  cpSync(join(root, 'data/sample-shop/shop.yaml'), join(dataDir, 'shop.yaml'));
  writeFileSync(file, SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (): Promise<OpenContent> =>
  openContent({ faqDir: join(root, 'faq'), shopDir }, { root, dataDir, clock: systemClock, log: silentLog });

test('an edit reaches only those who begin after it; a broken one reaches nobody', async () => {
  let opened = await open();
  const content = { ...opened.current().live };
  const talk = await openTalk({ languageTag: 'ru', content });
  await talk.customer('Хочу чаю', 'early');
  talk.bot('Зелёный или чёрный?', 'early');

  writeFileSync(file, SCRIPT.replace('to: done', 'to: nowhere'));
  expect(await opened.reload()).toBe(false);
  writeFileSync(
    file,
    SCRIPT.replaceAll('which:', 'what:').replaceAll('done', 'poured').replace('Старый', 'Новый'),
  );
  expect(await opened.reload()).toBe(true);
  // As after a restart: the earlier version comes from the disk.
  opened.close();
  opened = await open();
  Object.assign(content, opened.current().live);
  await talk.restart();

  await talk.customer('Хочу чаю', 'late');
  talk.bot('Зелёный или чёрный?', 'late');
  await talk.customer('улун', 'early');
  talk.bot('Старый чай: улун', 'early');
  await talk.customer('улун', 'late');
  talk.bot('Новый чай: улун', 'late');

  rmSync(file);
  await talk.customer('Хочу чаю', 'last');
  talk.bot('Зелёный или чёрный?', 'last');
  expect(await opened.reload()).toBe(true);
  Object.assign(content, opened.current().live);
  await talk.customer('улун', 'last');
  talk.bot('Новый чай: улун', 'last');
  opened.close();
  await talk.close();
});

test('a version that nobody can need any more is forgotten', async () => {
  (await open()).close();
  const kept = join(dataDir, 'scripts');
  const old = readdirSync(kept).find((name) => name.startsWith('tea.')) ?? '';
  writeFileSync(file, SCRIPT.replace('Старый', 'Новый'));
  const opened = await open();
  expect(readdirSync(kept)).toContain(old);
  const longAgo = Date.now() / 1_000 - 40 * 24 * 3_600;
  utimesSync(join(kept, old), longAgo, longAgo);
  await opened.reload();
  expect(readdirSync(kept)).not.toContain(old);
  opened.close();
});
