/** From the start of a program to its first answer: tries until somebody listens, as a platform does. */
import type { ApiStub } from './api-stub.ts';
import { SECRET, startBot, type BotKind, type RunningBot } from './bots.ts';
import { createConnection } from './connection.ts';
import { DIALOG } from './dialog.ts';
import { sleep, toUpdate } from './load.ts';
import { faqQuestions } from '../crash/faq-folder.ts';

const PROBE = 999;
const LONGEST_START_MS = 60_000;
const PAUSE_MS = 10;

export async function startAndAsk(
  kind: BotKind,
  stub: ApiStub,
  dataDir?: string,
): Promise<{ bot: RunningBot; firstReplyMs: number }> {
  const began = performance.now();
  const bot = await startBot(kind, stub.url, dataDir);
  const say = kind.job === 'faq' ? (faqQuestions(1)[0]?.question ?? '') : DIALOG[0].say;
  const body = toUpdate(PROBE, say);
  const answered = new Promise<number>((resolve) => {
    stub.onMessage = (chat) => {
      if (chat === PROBE) resolve(performance.now() - began);
    };
  });
  const connection = createConnection(bot.port, bot.path, SECRET);
  while (performance.now() - began < LONGEST_START_MS) {
    const status = await new Promise<number>((resolve) => connection.post(body, resolve));
    if (status === 200) break;
    await sleep(PAUSE_MS);
  }
  const firstReplyMs = await Promise.race([answered, sleep(LONGEST_START_MS).then(() => Number.NaN)]);
  connection.close();
  if (Number.isNaN(firstReplyMs)) throw new Error(`${kind.name} does not answer`);
  return { bot, firstReplyMs };
}
