/** A bot on bare grammY, written as its documentation does: sessions, the conversations plugin, a webhook on node:http. */
import { Agent, createServer } from 'node:http';
import {
  conversations,
  createConversation,
  type Conversation,
  type ConversationFlavor,
} from '@grammyjs/conversations';
import { Bot, session, webhookCallback, type Context, type SessionFlavor } from 'grammy';
import { DIALOG, TAKES, UNCLEAR } from '../dialog.ts';
import { answer } from './answer.ts';
import { erase, read, write } from './sessions.ts';
import { API_ROOT, JOB, PORT, SECRET, TOKEN } from './settings.ts';

interface Seen {
  count: number;
  last: string;
}

type BotContext = ConversationFlavor<Context & SessionFlavor<Seen>>;

const bot = new Bot<BotContext>(TOKEN, {
  client: { apiRoot: API_ROOT, baseFetchConfig: { agent: new Agent({ keepAlive: true }) } },
});
const storage = { read, write, delete: erase };

if (JOB === 'faq') {
  bot.use(session<Seen, BotContext>({ initial: () => ({ count: 0, last: '' }), storage: storage as never }));
  bot.on('message:text', async (context) => {
    const text = answer(context.message.text);
    context.session.count += 1;
    context.session.last = text.slice(0, 10);
    await context.reply(text);
  });
} else {
  bot.use(
    conversations<BotContext, Context>({ storage: { type: 'key', version: 0, adapter: storage as never } }),
  );
  bot.use(createConversation(order));
  bot.on('message:text', (context) => context.conversation.enter('order'));
}
bot.catch((error) => console.error('grammy:', error.message));
await bot.init();
const handle = webhookCallback(bot, 'http', { secretToken: SECRET });
createServer((request, response) => void handle(request, response)).listen(Number(PORT), '127.0.0.1', 1_024);

async function order(conversation: Conversation, context: Context): Promise<void> {
  await context.reply(DIALOG[0].reply);
  for (let step = 1; step < DIALOG.length; step += 1) {
    await conversation.waitUntil((next) => TAKES[step]?.test(next.message?.text ?? '') === true, {
      otherwise: (next) => next.reply(UNCLEAR),
    });
    await context.reply(DIALOG[step]?.reply ?? '');
  }
}
