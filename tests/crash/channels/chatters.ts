/**
 * Customers of a crash run over all channels: each asks one question after the other, never the same twice, and goes on when
 * the answer has come. Emulators push what they say by webhook and push it again until it is stored, as the platforms do.
 */
import { randomUUID } from 'node:crypto';
import { startTelegramEmulator } from '../../../bots/telegram/emulator/index.ts';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import { createVisitor, textOf, type VisitorClient } from '../../../bots/webchat/emulator/visitor.ts';
import { startWhatsAppEmulator } from '../../../bots/whatsapp/emulator/index.ts';
import { systemClock, type Clock, type Random } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';

/** One person on one channel. */
export interface Chatter {
  account: string;
  /** Known once something was said. */
  address(): string;
  /** Resolves when the channel has taken it; it may be far from stored then. */
  says(text: string): Promise<unknown> | void;
  /** Every text of the shop that arrived, repeats too, in the order of arrival. */
  heard(): string[];
}

export interface Channel {
  name: string;
  env: Record<string, string>;
  /** When the product listens for the first time. */
  ready(baseUrl: string): Promise<void>;
  chatters: Chatter[];
  close(): Promise<void>;
}

export interface ChannelsOptions {
  baseUrl: string;
  /** Customers of each channel. */
  customers: number;
  random: Random;
}

/** Calls of the bot take this long, so that some are open when the process dies. */
const ANSWER_MS = 20;
/** Platforms wait seconds and minutes before they call again; here many kills have to fit into a minute. */
const AGAIN_MS = 150;
/** Waits that are no pauses but time-outs of calls. */
const TIMEOUTS_MS = new Set([LIMITS.sendTimeoutMs, LIMITS.connectTimeoutMs, 10_000, 30_000, 60_000]);
const SHOP = 'https://shop.example';
const VERIFY_TOKEN = 'a-token-of-the-crash-test';
const SLOW = { delayMs: ANSWER_MS, times: Number.MAX_SAFE_INTEGER };

const hastyClock: Clock = {
  ...systemClock,
  after: (ms, fn) => systemClock.after(ms < 900 || TIMEOUTS_MS.has(ms) ? ms : AGAIN_MS, fn),
};

export async function openChannels(options: ChannelsOptions): Promise<Channel[]> {
  return [await telegram(options), await viber(options), await whatsapp(options), webchat(options)];
}

async function telegram({ customers, random }: ChannelsOptions): Promise<Channel> {
  const secret = 'a-secret-of-the-crash-test';
  const emulator = await startTelegramEmulator({ clock: hastyClock, random });
  emulator.fault({ method: 'sendMessage', ...SLOW });
  const chatter = (id: number): Chatter => {
    const phone = emulator.user(id);
    phone.person.languageCode = 'en';
    return {
      account: 'telegram:main',
      address: () => String(id),
      says: (text) => void phone.text(text),
      heard: () => phone.received().map(({ text = '' }) => text),
    };
  };
  return {
    name: 'Telegram',
    env: {
      TELEGRAM_BOT_TOKEN: emulator.token,
      TELEGRAM_API_ROOT: emulator.apiRoot,
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_MODE: 'webhook',
    },
    ready: async () => {},
    chatters: Array.from({ length: customers }, (_, index) => chatter(700_000 + index)),
    close: () => emulator.close(),
  };
}

async function viber({ customers, random }: ChannelsOptions): Promise<Channel> {
  const emulator = await startViberEmulator({ clock: hastyClock, random });
  emulator.fault({ method: 'send_message', ...SLOW });
  const chatter = (index: number): Chatter => {
    const id = `${Buffer.from(`viber-${String(index).padStart(5, '0')}`).toString('base64')}==`;
    const phone = emulator.user(id);
    return {
      account: 'viber:main',
      address: () => id,
      says: (text) => phone.text(text),
      heard: () => phone.received().map(({ text }) => text),
    };
  };
  return {
    name: 'Viber',
    env: { VIBER_AUTH_TOKEN: emulator.token, VIBER_API_ROOT: emulator.apiRoot },
    ready: async () => {},
    chatters: Array.from({ length: customers }, (_, index) => chatter(index)),
    close: () => emulator.close(),
  };
}

async function whatsapp({ customers, random }: ChannelsOptions): Promise<Channel> {
  const emulator = await startWhatsAppEmulator({
    clock: hastyClock,
    random,
    // Nobody writes so much to one person; here somebody asks two hundred questions in a minute.
    limits: { pairBurst: 10_000, throughput: 10_000 },
  });
  emulator.fault({ method: 'messages', ...SLOW });
  const chatter = (index: number): Chatter => {
    const phone = emulator.user(`7999${String(3_000_000 + index)}`);
    return {
      account: 'whatsapp:main',
      address: () => phone.chat.person.userId,
      says: (text) => void phone.text(text),
      heard: () => phone.received().map(({ text }) => text),
    };
  };
  return {
    name: 'WhatsApp',
    env: {
      WHATSAPP_ACCESS_TOKEN: emulator.token,
      WHATSAPP_PHONE_NUMBER_ID: emulator.phoneNumberId,
      WHATSAPP_APP_SECRET: emulator.appSecret,
      WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
      WHATSAPP_BUSINESS_ID: emulator.businessId,
      WHATSAPP_API_ROOT: emulator.apiRoot,
    },
    async ready(baseUrl) {
      if (!(await emulator.setWebhook(`${baseUrl}/webhooks/whatsapp`, VERIFY_TOKEN))) {
        throw new Error('The handshake of WhatsApp failed');
      }
    },
    chatters: Array.from({ length: customers }, (_, index) => chatter(index)),
    close: () => emulator.close(),
  };
}

function webchat({ baseUrl, customers }: ChannelsOptions): Channel {
  const visitors = Array.from({ length: customers }, () =>
    createVisitor({ url: `${baseUrl}/chat/main`, origin: SHOP, session: { locale: 'en' } }),
  );
  return {
    name: 'web chat',
    env: { WEBCHAT_ORIGINS: SHOP },
    async ready() {
      for (const visitor of visitors) {
        await visitor.open();
        visitor.connect();
      }
    },
    chatters: visitors.map((visitor) => ({
      account: 'webchat:main',
      address: () => visitor.knows.address,
      says: (text) => sayUntilStored(visitor, text),
      heard: () =>
        visitor
          .items()
          .filter(({ from }) => from !== 'visitor')
          .map(textOf),
    })),
    async close() {
      await Promise.all(visitors.map((visitor) => visitor.disconnect()));
    },
  };
}

/** The client gives up after a while, as the widget does with its retry button; this customer presses it. */
async function sayUntilStored(visitor: VisitorClient, text: string): Promise<void> {
  const cid = randomUUID();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const stored = await visitor.post({ kind: 'text', text }, cid).catch(() => null);
    if (stored) return;
  }
}
