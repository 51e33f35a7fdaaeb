/**
 * Our product as it is, with one flow more: the dialog of the bench, written as any flow is, with its words and phrases in
 * files beside the others'.
 */
import { enableCompileCache } from 'node:module';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assign, setup } from 'xstate';
import { effectActions } from '../../../flows/effect-actions.ts';
import { FLOWS } from '../../../flows/registry.ts';
import { readConfig } from '../../../src/config.ts';
import { startProduct } from '../../../src/product/start-product.ts';
import { ROOT } from '../../crash/product-process.ts';
import { faqQuestions, writeFaqFolder } from '../../crash/faq-folder.ts';
import { DIALOG, UNCLEAR } from '../dialog.ts';
import { API_ROOT, DATA, JOB, PORT, SECRET, TOKEN } from './settings.ts';

enableCompileCache(join(ROOT, 'node_modules/.cache/prilavok'));

type Answer =
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.oneTimeCode'; code: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.unclear' };

const ask = (step: number) => ({ type: 'ask' as const, params: { text: `demo.step${step}` } });
const unclear = { actions: { type: 'say' as const, params: { text: 'demo.unclear' } } };

const demo = setup({
  types: { context: {} as { order: string; code: string; right: boolean }, events: {} as Answer },
  actions: effectActions,
}).createMachine({
  id: 'demo-order',
  context: { order: '', code: '', right: false },
  initial: 'number',
  states: {
    number: {
      meta: { expects: ['orderNumber'] },
      entry: ask(1),
      on: {
        'answer.orderNumber': { target: 'code', actions: assign({ order: ({ event }) => event.number }) },
        'answer.unclear': unclear,
      },
    },
    code: {
      meta: { expects: ['oneTimeCode'] },
      entry: ask(2),
      on: {
        'answer.oneTimeCode': { target: 'address', actions: assign({ code: ({ event }) => event.code }) },
        'answer.unclear': unclear,
      },
    },
    address: {
      meta: { expects: ['yesNo'] },
      entry: ask(3),
      on: {
        'answer.yesNo': { target: 'how', actions: assign({ right: ({ event }) => event.yes }) },
        'answer.unclear': unclear,
      },
    },
    how: {
      meta: { expects: ['choice'] },
      entry: ask(4),
      on: { 'answer.choice': 'over', 'answer.unclear': unclear },
    },
    over: { type: 'final', entry: { type: 'say', params: { text: 'demo.step5' } } },
  },
});

FLOWS.push({ name: 'demo-order', version: 1, machine: demo, migrations: {} });

const config = readConfig({
  PORT,
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  DATA_DIR: DATA,
  FAQ_DIR: writeFaqFolder(DATA, faqQuestions(200)),
  SHOP_DIR: join(ROOT, 'data/sample-shop'),
  LOG_LEVEL: 'error',
  TELEGRAM_BOT_TOKEN: TOKEN,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  TELEGRAM_API_ROOT: API_ROOT,
});
const product = await startProduct(config, { root: writeFlows(), release: JOB });
process.once('SIGTERM', () => void product.stop().then(() => process.exit(0)));

/** A copy of the folder of flows with the words and phrases of the dialog. */
function writeFlows(): string {
  const root = join(DATA, 'root');
  cpSync(join(ROOT, 'flows'), join(root, 'flows'), { recursive: true });
  const folder = join(root, 'flows/demo-order');
  mkdirSync(folder, { recursive: true });
  const steps = DIALOG.map(({ reply }, index) => `  step${index + 1}: '${reply}'`).join('\n');
  for (const locale of ['ru', 'uk', 'en']) {
    writeFileSync(join(folder, `texts.${locale}.yaml`), `demo:\n${steps}\n  unclear: '${UNCLEAR}'\n`);
    const phrases = [DIALOG[0].say, 'look at the demo order', 'the demo order please'];
    writeFileSync(
      join(folder, `triggers.${locale}.yaml`),
      `flow:demo-order:\n${phrases.map((phrase) => `  - ${phrase}`).join('\n')}\n`,
    );
  }
  return root;
}
