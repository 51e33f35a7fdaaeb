/**
 * Customers of the benches over several channels: one short-lived person per question, asked at a steady rate; every answer is
 * timed from the moment the question leaves to the moment the messenger shows the answer.
 */
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import { startWhatsAppEmulator } from '../../../bots/whatsapp/emulator/index.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { systemClock, type Clock, type Random } from '../../../src/core/clock.ts';
import type { FaqQuestion } from '../../crash/faq-folder.ts';
import { sleep } from '../load.ts';

export interface Talker {
  name: string;
  env: Record<string, string>;
  /** When the product listens. */
  ready(baseUrl: string): Promise<void>;
  /** Somebody new asks this. */
  ask(index: number, text: string): void;
  /** Called with the person's number for everything the shop says. */
  onAnswer: (index: number, text: string) => void;
  fault(fault: Omit<Fault, 'method'>): void;
  clearFaults(): void;
  close(): Promise<void>;
}

const VERIFY_TOKEN = 'a-token-of-the-bench';
/** Whoever is refused is called again soon: a platform's minutes do not fit in here. */
const AGAIN_MS = 200;
const TIMEOUTS_MS = new Set([LIMITS.sendTimeoutMs, LIMITS.connectTimeoutMs, 10_000, 30_000, 60_000]);

const hastyClock: Clock = {
  ...systemClock,
  after: (ms, fn) => systemClock.after(ms < 900 || TIMEOUTS_MS.has(ms) ? ms : AGAIN_MS, fn),
};

/** A Viber account that takes as much as it is given. */
export async function viberTalker(random: Random): Promise<Talker> {
  const emulator = await startViberEmulator({ clock: hastyClock, random, history: 10, callsKept: 10 });
  const ids = new Map<string, number>();
  const talker: Talker = {
    name: 'Viber',
    env: { VIBER_AUTH_TOKEN: emulator.token, VIBER_API_ROOT: emulator.apiRoot },
    ready: async () => {},
    ask(index, text) {
      const id = `${Buffer.from(`bench-${String(index).padStart(8, '0')}`).toString('base64')}==`;
      ids.set(id, index);
      emulator.user(id).text(text);
    },
    onAnswer() {},
    fault: (fault) => emulator.fault({ method: '*', ...fault }),
    clearFaults: () => emulator.clearFaults(),
    close: () => emulator.close(),
  };
  emulator.watch((event, userId) => {
    if (event.type !== 'message' || event.message.from !== 'bot') return;
    talker.onAnswer(ids.get(userId) ?? -1, event.message.text);
  });
  return talker;
}

/** A WhatsApp number with the platform's own limit of calls a second. */
export async function whatsappTalker(random: Random): Promise<Talker> {
  const emulator = await startWhatsAppEmulator({ clock: hastyClock, random, history: 10, callsKept: 10 });
  const numbers = new Map<string, number>();
  const talker: Talker = {
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
      const isTaken = await emulator.setWebhook(`${baseUrl}/webhooks/whatsapp`, VERIFY_TOKEN);
      if (!isTaken) throw new Error('The handshake of WhatsApp failed');
    },
    ask(index, text) {
      const phone = emulator.user(`79${String(100_000_000 + index)}`);
      numbers.set(phone.chat.person.userId, index);
      void phone.text(text);
    },
    onAnswer() {},
    fault: (fault) => emulator.fault({ method: '*', ...fault }),
    clearFaults: () => emulator.clearFaults(),
    close: () => emulator.close(),
  };
  emulator.watch((event, chat) => {
    if (event.type !== 'message' || event.message.from !== 'shop') return;
    talker.onAnswer(numbers.get(chat.person.userId) ?? -1, event.message.text);
  });
  return talker;
}

export interface Asked {
  sentAt: number;
  mark: string;
  answeredAt: number[];
}

export interface Stream {
  /** Asks `perSecond` for so long, and returns what was asked; answers may come later. */
  run(perSecond: number, ms: number): Promise<Asked[]>;
}

/** A steady stream of people on one channel. */
export function createStream(talker: Talker, questions: FaqQuestion[]): Stream {
  const people: Asked[] = [];
  talker.onAnswer = (index, text) => {
    const one = people[index];
    if (one && text.includes(one.mark)) one.answeredAt.push(performance.now());
  };
  return {
    async run(perSecond, ms) {
      const began = performance.now();
      const first = people.length;
      for (let due = 0; due < ms; due += 1_000 / perSecond) {
        await sleep(Math.max(0, began + due - performance.now()));
        const { question = '', mark = '' } = questions[people.length % questions.length] ?? {};
        people.push({ sentAt: performance.now(), mark, answeredAt: [] });
        talker.ask(people.length - 1, question);
      }
      await sleep(Math.max(0, began + ms - performance.now()));
      return people.slice(first);
    },
  };
}

/** Milliseconds below which this share of the answers came; those that never came count as endless. */
export function percentileOf(asked: Asked[], share: number): number {
  const waits = asked.map(({ sentAt, answeredAt }) => (answeredAt[0] ?? Infinity) - sentAt);
  return (
    waits.toSorted((a, b) => a - b)[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Infinity
  );
}

export function lostOf(asked: Asked[]): number {
  return asked.filter(({ answeredAt }) => answeredAt.length === 0).length;
}

export function doubledOf(asked: Asked[]): number {
  return asked.reduce((sum, { answeredAt }) => sum + Math.max(0, answeredAt.length - 1), 0);
}
