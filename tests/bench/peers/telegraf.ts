/** A bot on telegraf, written as its documentation does: sessions, a WizardScene, a webhook on node:http. */
import { Agent, createServer } from 'node:http';
import { Scenes, session, Telegraf, type Context } from 'telegraf';
import { DIALOG, TAKES, UNCLEAR } from '../dialog.ts';
import { answer } from './answer.ts';
import { erase, read, write } from './sessions.ts';
import { API_ROOT, JOB, PORT, SECRET, TOKEN } from './settings.ts';

interface Seen {
  count: number;
  last: string;
}

type FaqContext = Context & { session?: Seen };

const options = {
  telegram: { apiRoot: API_ROOT, agent: new Agent({ keepAlive: true }), webhookReply: false },
};
const store = { get: read as never, set: write as never, delete: erase as never };
const bot = JOB === 'faq' ? faqBot() : dialogBot();

bot.botInfo = await bot.telegram.getMe();
const handle = bot.webhookCallback('/webhook', { secretToken: SECRET });
createServer((request, response) => void handle(request, response)).listen(Number(PORT), '127.0.0.1', 1_024);

function faqBot(): Telegraf<FaqContext> {
  const faq = new Telegraf<FaqContext>(TOKEN, options);
  faq.use(session({ store }));
  faq.on('text', async (context) => {
    const text = answer(context.message.text);
    context.session = { count: (context.session?.count ?? 0) + 1, last: text.slice(0, 10) };
    await context.reply(text);
  });
  faq.catch((error) => console.error('telegraf:', error));
  return faq;
}

function dialogBot(): Telegraf<Scenes.WizardContext> {
  const steps = DIALOG.map(({ reply }, step) => async (context: Scenes.WizardContext) => {
    const message = context.message && 'text' in context.message ? context.message.text : '';
    if (TAKES[step]?.test(message) !== true) return context.reply(UNCLEAR);
    await context.reply(reply);
    return step === DIALOG.length - 1 ? context.scene.leave() : context.wizard.next();
  });
  const wizard = new Scenes.WizardScene<Scenes.WizardContext>('order', ...steps);
  const dialog = new Telegraf<Scenes.WizardContext>(TOKEN, options);
  dialog.use(session({ store }));
  dialog.use(new Scenes.Stage<Scenes.WizardContext>([wizard]).middleware());
  dialog.on('text', (context) => context.scene.enter('order'));
  dialog.catch((error) => console.error('telegraf:', error));
  return dialog;
}
