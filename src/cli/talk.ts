/**
 * `npm run talk`: a chat with the bot in the terminal. What is typed goes through the emulated messenger, the real adapter
 * and the real engine, on a data folder of its own that is thrown away afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import type { WireMessage } from '../../bots/telegram/emulator/wire.ts';
import { readConfig } from '../config.ts';
import { EXIT_CONFIG, PrilavokError } from '../core/errors.ts';
import { silentLog } from '../core/ports/log.ts';
import { startProduct } from '../product/start-product.ts';
import { readOptions } from './read-options.ts';

const HELP = `
  Write as a customer would. A number presses the button with that number.
  /phone   share the own phone number      /contact  share somebody else's
  /start   open the chat anew              /quit     leave (or Ctrl+D)
`;

async function main(): Promise<void> {
  const { values } = readOptions({
    options: {
      name: { type: 'string', default: 'Анна' },
      language: { type: 'string', default: 'ru' },
      // A customer of the sample shop.
      phone: { type: 'string', default: '79990001001' },
    },
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'prilavok-talk-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const config = { ...readConfig({ DATA_DIR: dataDir }, { envFile: '/dev/null' }), port: 0 };
  const product = await startProduct(config, { root, release: 'talk', log: silentLog });
  const phone = product.channels.emulator?.user(1);
  if (!phone) throw new Error('The emulator did not start');
  phone.person.firstName = values.name;
  phone.person.languageCode = values.language;
  phone.person.phone = values.phone;
  try {
    await chat(phone);
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function chat(phone: Phone): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const say = (text: string) => {
    // What is being typed gives way to the new words and comes back below them.
    if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
    process.stdout.write(`${text}\n\n`);
    terminal.prompt(true);
  };
  // Everything offered since the customer's last word, over all messages: each number means one button.
  const offered: string[] = [];
  const offer = (labels: string[]): string[] => {
    const from = offered.length + 1;
    offered.push(...labels);
    return labels.map((label, index) => `  [${from + index}] ${label}`);
  };
  phone.watch((event) => {
    if (event.type === 'keyboard' && event.rows) {
      // The keyboard below the input field comes after its message.
      say(offer(event.rows.flat().map(({ text }) => text)).join('\n'));
    }
    if (event.type !== 'message' || !event.message.from.is_bot) return;
    say(render(event.message, offer(labelsOf(event.message))));
  });
  console.log(HELP);
  phone.start();
  for await (const line of terminal) {
    const text = line.trim();
    if (text === '/quit') break;
    if (text !== '') act(phone, text, offered.splice(0));
    terminal.prompt();
  }
  terminal.close();
}

function act(phone: Phone, text: string, offered: string[]): void {
  const pressed = /^\d$/.test(text) ? offered[Number(text) - 1] : undefined;
  if (text === '/start') phone.start();
  else if (text === '/phone') phone.contact();
  else if (text === '/contact') phone.contact({ phone: '79990000000', userId: 999, name: 'Somebody' });
  else if (pressed !== undefined) phone.tap(pressed);
  else phone.text(text);
}

function labelsOf(message: WireMessage): string[] {
  return message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
}

function render(message: WireMessage, buttons: string[]): string {
  const words = (message.text ?? message.caption ?? '[file]').split('\n').map((line) => `  ${line}`);
  return ['', ...words, ...buttons].join('\n');
}

main().catch((thrown: unknown) => {
  const isSetUp = thrown instanceof PrilavokError;
  console.error(isSetUp ? thrown.message : thrown);
  process.exit(isSetUp ? EXIT_CONFIG : 1);
});
