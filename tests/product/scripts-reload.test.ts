/** Scripts edited while people talk: who has begun ends on the version on which they began, also after a restart. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { openContent, type OpenContent } from '../../src/product/open-content.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
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

/** What a start opens first, on the same files. */
async function open(): Promise<{ content: OpenContent; close(): Promise<void> }> {
  const base = { clock: systemClock, log: silentLog };
  const random = createSeededRandom(1);
  const database = join(dataDir, 'kept.sqlite');
  const store: SqliteStore = await createSqliteStore({ ...base, random, file: database });
  const content = await openContent(
    { faqDir: join(root, 'faq'), shopDir },
    { ...base, root, dataDir, store },
  );
  return {
    content,
    async close() {
      content.close();
      await store.close();
    },
  };
}

test('an edit reaches only those who begin after it; a broken one reaches nobody', async () => {
  let opened = await open();
  const content = { ...opened.content.current().live };
  const talk = await openTalk({ languageTag: 'ru', content });
  await talk.customer('Хочу чаю', 'early');
  talk.bot('Зелёный или чёрный?', 'early');

  writeFileSync(file, SCRIPT.replace('to: done', 'to: nowhere'));
  expect(await opened.content.reload()).toBe(false);
  writeFileSync(
    file,
    SCRIPT.replaceAll('which:', 'what:').replaceAll('done', 'poured').replace('Старый', 'Новый'),
  );
  // While the process runs, and as after a restart: then the earlier version comes from the database alone.
  expect(await opened.content.reload()).toBe(true);
  Object.assign(content, opened.content.current().live);
  await talk.customer('Хочу чаю', 'late');
  talk.bot('Зелёный или чёрный?', 'late');
  await talk.customer('Хочу чаю', 'third');
  talk.bot('Зелёный или чёрный?', 'third');
  await opened.close();
  opened = await open();
  Object.assign(content, opened.content.current().live);
  await talk.restart();

  await talk.customer('улун', 'early');
  talk.bot('Старый чай: улун', 'early');
  await talk.customer('улун', 'late');
  talk.bot('Новый чай: улун', 'late');

  rmSync(file);
  expect(await opened.content.reload()).toBe(true);
  Object.assign(content, opened.content.current().live);
  await talk.customer('улун', 'third');
  talk.bot('Новый чай: улун', 'third');
  await opened.close();
  await talk.close();
});
