/** The system calls of the real process, as strace sees them: between an update and its 200 the log of the database is synced. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { expect, test } from '@jest/globals';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import { faqQuestions, writeFaqFolder } from './faq-folder.ts';
import { createProductProcess, SECRET, type ProductProcess } from './product-process.ts';

const UPDATES = 20;
const CALLS = 'trace=fsync,fdatasync,read,write,writev,sendto,sendmsg';
const SYNC = /f(?:data)?sync\(\d+<[^>]*prilavok\.sqlite-wal>\)\s+= 0|f(?:data)?sync resumed>\)\s+= 0/;
const MARK = /f(?:data)?sync\(\d+<[^>]*prilavok\.sqlite-wal> <unfinished/;

// Only a tracer can see it, and many machines lack one: there the tests stand aside and are counted as skipped.
const isTraced = spawnSync('strace', ['-V']).status === 0;
const traced = isTraced ? test : test.skip;

traced(
  'every 200 follows a finished sync of the write-ahead log',
  async () => {
    const answers = answersOf(await traceUpdates({}));
    expect(answers).toHaveLength(UPDATES);
    expect(answers.filter(({ synced }) => !synced)).toEqual([]);
  },
  120_000,
);

traced(
  'a process that acknowledges before it stores is told apart',
  async () => {
    const answers = answersOf(await traceUpdates({ CRASH_BREAK: 'ack-first' }));
    expect(answers).toHaveLength(UPDATES);
    expect(answers.filter(({ synced }) => !synced).length).toBeGreaterThan(UPDATES / 2);
  },
  120_000,
);

/** Runs the process under strace, hands in updates one after another and returns the lines of the trace. */
async function traceUpdates(env: Record<string, string>): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'sync-'));
  const trace = join(dir, 'trace.txt');
  const emulator = await startTelegramEmulator();
  const questions = faqQuestions(5);
  const product = await createProductProcess({
    dir,
    apiRoot: emulator.apiRoot,
    token: emulator.token,
    faqDir: writeFaqFolder(dir, questions),
    // -D: the program stays our child, so that it can be stopped.
    wrapper: ['strace', '-D', '-f', '-y', '-s', '40', '-e', CALLS, '-o', trace],
  });
  try {
    product.start(env);
    await untilItListens(product);
    for (let id = 1; id <= UPDATES; id += 1) await push(product, id, questions[0]?.question ?? '');
  } finally {
    await product.stop();
    await emulator.close();
  }
  const lines = readFileSync(trace, 'utf8').split('\n');
  rmSync(dir, { recursive: true, force: true });
  return lines;
}

/** The 200s to webhooks in order, and whether the log was synced since their request was read. */
function answersOf(lines: string[]): { line: string; synced: boolean }[] {
  const answers: { line: string; synced: boolean }[] = [];
  let synced = false;
  let pending = 0;
  for (const line of lines) {
    if (/"POST \/webhooks\//.test(line)) synced = false;
    else if (MARK.test(line)) pending += 1;
    else if (SYNC.test(line) && (line.includes('prilavok.sqlite-wal') || pending > 0)) {
      if (line.includes('resumed')) pending -= 1;
      synced = true;
    } else if (/HTTP\/1\.1 200 OK\\r\\nContent-Length: 0/i.test(line)) {
      answers.push({ line, synced });
      synced = false;
    }
  }
  return answers;
}

async function push(product: ProductProcess, id: number, text: string): Promise<void> {
  const who = { id: 77, first_name: 'Anna' };
  const answer = await request(product.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({
      update_id: id,
      message: {
        message_id: id,
        date: 1,
        chat: { ...who, type: 'private' },
        from: { ...who, is_bot: false },
        text,
      },
    }),
  });
  await answer.body.dump();
  expect(answer.statusCode).toBe(200);
}

async function untilItListens(product: ProductProcess): Promise<void> {
  for (;;) {
    try {
      const answer = await request(new URL('/healthz', product.webhookUrl));
      await answer.body.dump();
      if (answer.statusCode === 200) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}
