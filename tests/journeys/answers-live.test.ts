/**
 * From an editor's words to a customer on Telegram: drafted, held against what was asked, published over the API, said within two seconds;
 * who was in the middle of a flow meanwhile stays there.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FaqDraftOutcome, FaqEntryView, FaqGateRun, FaqPublished, FaqTree } from '../../src/api/faq.ts';
import { hear, hearLive, phoneOf, waitForNumber } from '../support/answer-phones.ts';
import { eventual } from '../support/eventual.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { setUpOperator, type OperatorClient } from '../support/operator-client.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'answers-live-'));
const faqDir = join(folder, 'faq');
let open: OpenProduct;
let editor: OperatorClient;

beforeAll(async () => {
  cpSync(join(root, 'faq'), faqDir, { recursive: true });
  open = await openProduct({ env: { FAQ_DIR: faqDir } });
  editor = await setUpOperator(open);
}, 120_000);
afterAll(async () => {
  await open?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function entry(id: string) {
  return FaqEntryView.parse(await editor.ask('GET', `/api/faq/entries/${id}`));
}

async function gate(): Promise<FaqGateRun> {
  const begun = FaqGateRun.parse(await editor.ask('POST', '/api/faq/gates'));
  return eventual(async () => {
    const run = FaqGateRun.parse(await editor.ask('GET', `/api/faq/gates/${begun.id}`));
    return run.state !== 'running' && run;
  }, 'the gate is through');
}

test('what is published in the console is said on Telegram within two seconds, and flows under way go on', async () => {
  const asked = 'Какими картами можно платить?';
  const phone = phoneOf(open.telegram, 501);
  await hear(phone, asked, /Мир/);
  const busy = await waitForNumber(open.telegram, 502);

  const view = await entry('payment-card');
  const ru = view.languages.ru;
  const parts = { ...ru!.live!, answer: 'Любыми картами **до пятницы**.\n\n- [Позвать человека](operator:)' };
  const change = {
    id: 'payment-card',
    locale: 'ru',
    topic: view.topic,
    version: ru!.version,
    draftVersion: '',
    parts,
  };
  const drafted = FaqDraftOutcome.parse(await editor.ask('PUT', '/api/faq/drafts', change));
  expect(drafted).toMatchObject({ ok: true, drafts: 1 });

  const run = await gate();
  expect(run).toMatchObject({ state: 'done', report: { overThreshold: false } });
  // What the customer just asked is among what was replayed.
  expect(run.report?.questions).toBeGreaterThan(0);

  const published = FaqPublished.parse(await editor.ask('POST', '/api/faq/publish', { gateId: run.id }));
  await hearLive(phone, asked, /до пятницы/);
  expect(published).toMatchObject({ ok: true, files: ['ru/payment.md'], warning: null });
  expect(readFileSync(join(faqDir, 'ru/payment.md'), 'utf8')).toContain('**до пятницы**');

  await busy.goOn();
}, 120_000);

test('a file saved by hand is live by itself and reported on; tables go out over the API', async () => {
  const file = join(faqDir, 'en/payment.md');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace(/^(## .*\{#payment-card\}\n\n)/mu, '$1- Can I pay by seashells?\n'));
  await eventual(async () => {
    const { revisions } = (await editor.ask('GET', '/api/faq/history?limit=1')) as {
      revisions: { by: unknown }[];
    };
    return revisions[0]?.by === null;
  }, 'it stands in history');
  expect(FaqTree.parse(await editor.ask('GET', '/api/faq'))).toMatchObject({ isCurrent: true, held: false });
}, 60_000);
