/**
 * `npm run talk`: a chat with the bot in the terminal. What is typed goes through the emulated messenger, the real adapter
 * and the real engine, on a data folder of its own that is thrown away afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { EMULATORS } from '../../bots/emulators.ts';
import { readConfig } from '../config.ts';
import { EXIT_CONFIG, PrilavokError } from '../core/errors.ts';
import { localeOfTag } from '../core/locale.ts';
import { silentLog } from '../core/ports/log.ts';
import type { CustomerPhone, PhoneBook, PhoneMessage } from '../core/ports/phone.ts';
import { startProduct } from '../product/start-product.ts';
import { readOptions, wrongUse } from './read-options.ts';

const USAGE = `npm run talk -- [options]

A chat with the bot in the terminal. What is typed goes through the emulated messenger, the real adapter and the real engine, on a data
folder of its own that is thrown away afterwards.

  --channel NAME       ${Object.keys(EMULATORS).join(', ')}; telegram unless given
  --language ru|uk|en  the customer's language; ru unless given
  --name NAME          the customer's name
  --phone DIGITS       the customer's phone; that of a customer of the sample shop unless given

Exit status: 0 talked, 2 used wrongly.
For example: npm run talk -- --channel viber --language uk`;

const HELP = `
  Write as a customer would. A number presses the button with that number.
  /phone   share the own phone number, when the shop asks for it
  /start   open the chat anew              /quit     leave (or Ctrl+D)
`;

async function main(): Promise<void> {
  const { values } = readOptions(USAGE, {
    options: {
      channel: { type: 'string', default: 'telegram' },
      name: { type: 'string', default: 'Анна' },
      language: { type: 'string', default: 'ru' },
      // A customer of the sample shop.
      phone: { type: 'string', default: '79990001001' },
    },
  });
  if (!(values.channel in EMULATORS)) {
    wrongUse(USAGE, `--channel is one of: ${Object.keys(EMULATORS).join(', ')}`);
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'prilavok-talk-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const config = { ...readConfig({ DATA_DIR: dataDir }, { envFile: '/dev/null' }), port: 0 };
  const product = await startProduct(config, { root, release: 'talk', log: silentLog });
  try {
    const phones = product.channels.emulated.get(values.channel)?.phones;
    const locale = localeOfTag(values.language) ?? 'ru';
    const owner = phones?.add({ name: values.name, locale, number: values.phone });
    const phone = owner && phones?.phone(owner.id);
    if (!phones || !phone) throw new Error('The emulated messenger did not start');
    await chat(phones, phone);
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A way to press what the phone shows. */
type Press = () => void;

async function chat(phones: PhoneBook, phone: CustomerPhone): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const say = (text: string) => {
    // What is being typed gives way to the new words and comes back below them.
    if (process.stdout.isTTY) process.stdout.write('\r\u001B[K');
    process.stdout.write(`${text}\n\n`);
    terminal.prompt(true);
  };
  // Everything offered since the customer's last word, over all messages: each number means one button.
  const offered: Press[] = [];
  const offer = (labels: string[], press: (index: number) => void): string[] => {
    const from = offered.length + 1;
    offered.push(...labels.map((_, index) => () => press(index)));
    return labels.map((label, index) => `  [${from + index}] ${label}`);
  };
  const shown = new Set<number>();
  phones.watch((ownerId, event) => {
    if (ownerId !== phone.owner.id) return;
    if (event.type === 'state' && event.state.keyboard) {
      const labels = event.state.keyboard.flat().map(({ label }) => label);
      say(offer(labels, (key) => void phone.act({ do: 'key', key })).join('\n'));
    }
    if (event.type !== 'message' || event.message.from === 'customer' || shown.has(event.message.id)) return;
    const { message } = event;
    shown.add(message.id);
    const labels = message.buttons.flat().map(({ label }) => label);
    const press = (button: number) => void phone.act({ do: 'tap', messageId: message.id, button });
    say(render(message, offer(labels, press)));
  });
  console.log(HELP);
  phone.act({ do: 'start' });
  for await (const line of terminal) {
    const text = line.trim();
    if (text === '/quit') break;
    if (text !== '') act(phone, text, offered.splice(0), say);
    terminal.prompt();
  }
  terminal.close();
}

function act(phone: CustomerPhone, text: string, offered: Press[], say: (text: string) => void): void {
  const press = /^\d$/.test(text) ? offered[Number(text) - 1] : undefined;
  if (text === '/start') phone.act({ do: 'start' });
  else if (text === '/phone') sharePhone(phone, say);
  else if (press) press();
  else phone.act({ do: 'text', text });
}

function sharePhone(phone: CustomerPhone, say: (text: string) => void): void {
  const keys = phone.screen().keyboard?.flat() ?? [];
  const key = keys.findIndex(({ shares }) => shares === 'phone');
  if (key < 0) say('  (The shop has not asked for the number: there is no key to share it.)');
  else phone.act({ do: 'key', key });
}

function render(message: PhoneMessage, buttons: string[]): string {
  const text = message.text.map((span) => span.text).join('') || (message.media ? '[file]' : '[place]');
  const words = text.split('\n').map((line) => `  ${line}`);
  return ['', ...words, ...buttons].join('\n');
}

main().catch((thrown: unknown) => {
  const isSetUp = thrown instanceof PrilavokError;
  console.error(isSetUp ? thrown.message : thrown);
  process.exit(isSetUp ? EXIT_CONFIG : 1);
});
