/**
 * Plays the customers: writes to the webhook, takes the bot's messages from the API stub in the same process, so that one
 * clock measures both. Closed loop: every customer waits for the answer. Open loop: messages come when they come.
 */
import { faqQuestions } from '../crash/faq-folder.ts';
import type { ApiStub } from './api-stub.ts';
import { SECRET, type Job, type RunningBot } from './bots.ts';
import { createConnection, type Connection } from './connection.ts';
import { DIALOG } from './dialog.ts';

export interface Measure {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuUsPerMessage: number;
  messages: number;
  /** Answers that did not fit, statuses other than 2xx, and customers that were all busy when one was due. */
  wrong: number;
  bad: number;
  dropped: number;
}

export interface LoadOptions {
  job: Job;
  bot: RunningBot;
  stub: ApiStub;
  fraction(): number;
  /** Customers at once, or messages a second. */
  load: { customers: number } | { perSecond: number };
  warmMs: number;
  measureMs: number;
  /** Ids of customers that the bot knows already; without them everybody is new. */
  known?: { from: number; count: number };
}

interface Slot {
  connection: Connection;
  chat: number;
  step: number;
}

const QUESTIONS = faqQuestions(200);
const OPEN_LOOP_SLOTS = 400;
const STRIDE = 7_919;

let nextChat = 1_000_000;
let updateId = 5_000_000;

export async function applyLoad(options: LoadOptions): Promise<Measure> {
  const { bot, stub, load } = options;
  const waiting = new Map<number, (text: string) => void>();
  stub.onMessage = (chat, text) => {
    const take = waiting.get(chat);
    waiting.delete(chat);
    take?.(text);
  };
  const tally = {
    latencies: [] as number[],
    wrong: 0,
    bad: 0,
    dropped: 0,
    isMeasuring: false,
    isRunning: true,
  };
  const count = 'customers' in load ? load.customers : OPEN_LOOP_SLOTS;
  const slots = Array.from({ length: count }, () => newSlot(options));

  const writeOnce = (slot: Slot, dueMs: number, done: () => void) => {
    const { say, mark } = nextWords(options, slot);
    let open = 2;
    const close = () => {
      open -= 1;
      if (open === 0) done();
    };
    waiting.set(slot.chat, (text) => {
      if (tally.isMeasuring) {
        tally.latencies.push(performance.now() - dueMs);
        if (!text.includes(mark)) tally.wrong += 1;
      }
      close();
    });
    slot.connection.post(toUpdate(slot.chat, say), (status) => {
      if (status >= 200 && status < 300) return close();
      if (tally.isMeasuring) tally.bad += 1;
      waiting.delete(slot.chat);
      open = 1;
      close();
    });
  };

  if ('customers' in load) {
    const loop = (slot: Slot): void => {
      if (tally.isRunning) writeOnce(slot, performance.now(), () => setImmediate(loop, slot));
    };
    for (const slot of slots) loop(slot);
  } else arrive(options, load.perSecond, slots, tally, writeOnce);

  await sleep(options.warmMs);
  const cpuBefore = bot.cpuMs();
  const began = performance.now();
  tally.isMeasuring = true;
  await sleep(options.measureMs);
  tally.isMeasuring = false;
  const seconds = (performance.now() - began) / 1_000;
  const cpu = bot.cpuMs() - cpuBefore;
  tally.isRunning = false;
  await sleep(300);
  for (const { connection } of slots) connection.close();
  const sorted = tally.latencies.toSorted((a, b) => a - b);
  const messages = sorted.length;
  return {
    perSecond: messages / seconds,
    p50Ms: sorted[Math.floor(messages * 0.5)] ?? Number.NaN,
    p99Ms: sorted[Math.floor(messages * 0.99)] ?? Number.NaN,
    cpuUsPerMessage: (cpu * 1_000) / messages,
    messages,
    wrong: tally.wrong,
    bad: tally.bad,
    dropped: tally.dropped,
  };
}

/** Poisson arrivals; the latency counts from the moment at which a message was due. */
function arrive(
  { fraction }: LoadOptions,
  perSecond: number,
  slots: Slot[],
  tally: { dropped: number; isRunning: boolean },
  writeOnce: (slot: Slot, dueMs: number, done: () => void) => void,
): void {
  const free = [...slots];
  let due = performance.now();
  const tick = () => {
    if (!tally.isRunning) return;
    for (const now = performance.now(); due <= now; due += (-Math.log(1 - fraction()) * 1_000) / perSecond) {
      const slot = free.pop();
      if (slot) writeOnce(slot, due, () => free.push(slot));
      else tally.dropped += 1;
    }
    setTimeout(tick, 1);
  };
  tick();
}

function newSlot({ bot }: LoadOptions): Slot {
  return { connection: createConnection(bot.port, bot.path, SECRET), chat: 0, step: 0 };
}

/** A customer stays for one dialog, or for as many questions. */
function nextWords({ job, known, fraction }: LoadOptions, slot: Slot): { say: string; mark: string } {
  if (slot.step === 0) {
    nextChat += 1;
    // A stride spreads customers of before over the whole table, and nobody comes twice at once.
    slot.chat = known ? known.from + ((nextChat * STRIDE) % known.count) : nextChat;
  }
  const step = slot.step;
  slot.step = (step + 1) % DIALOG.length;
  if (job === 'faq') {
    const { question, mark } = QUESTIONS[Math.floor(fraction() * QUESTIONS.length)] ?? {
      question: '',
      mark: '',
    };
    return { say: question, mark };
  }
  const { say, mark } = DIALOG[step] ?? DIALOG[0];
  return { say, mark };
}

export function toUpdate(chat: number, text: string): string {
  updateId += 1;
  const who = { id: chat, first_name: `User ${chat}` };
  return JSON.stringify({
    update_id: updateId,
    message: {
      message_id: updateId,
      date: Math.floor(Date.now() / 1_000),
      chat: { ...who, type: 'private' },
      from: { ...who, is_bot: false, language_code: 'en' },
      text,
    },
  });
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
