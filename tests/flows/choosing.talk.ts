/** Somebody else may choose among answers that the bot is not sure of: on, off, too late, talked over, restarted. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Choice, Reranker } from '../../src/core/ports/reranker.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createChooseTask } from '../../src/reranker/choose-task.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const UNSURE = 'вопрос про то самое от Анны, мой номер +7 912 345-67-89';
const OFFERED = ['contacts', 'origin', 'about'];
const BUDGET_MS = 1_500;
const OFFER = 'Правильно ли я понял?';

let talk: Talk;
let asked: Choice[] = [];
afterEach(async () => {
  await talk.close();
  asked = [];
});

/** The bot is unsure of these words alone, and somebody chooses. */
async function open(choose: Reranker['choose'] | null, finds: 'offer' | 'miss' = 'offer'): Promise<void> {
  const content = await sampleContent();
  const { faq } = content;
  const near = OFFERED.map((id, at) => ({ id, score: 0.4 - at / 10 }));
  const unsure: typeof faq = {
    ...faq,
    find: (text, ...where) => {
      if (text !== UNSURE) return faq.find(text, ...where);
      return finds === 'miss' ? { band: 'miss' } : { band: 'offer', ids: OFFERED, score: 0.4 };
    },
    nearest: (text, locale, limit) =>
      text === UNSURE ? near.slice(0, limit) : (faq.nearest?.(text, locale, limit) ?? []),
  };
  const reranker: Reranker = {
    choose(choice, signal) {
      asked.push(choice);
      return choose?.(choice, signal) ?? Promise.resolve(null);
    },
  };
  talk = await openTalk({
    content: { ...content, faq: unsure },
    operators: ['Ольга'],
    ...(choose ? { rerankMs: BUDGET_MS } : {}),
    handlers: ({ clock }) => createChooseTask({ reranker, budgetMs: BUDGET_MS, clock, log: silentLog }),
  });
}

const chooses = (id: string | null) => () => Promise.resolve(id);
const never = () => new Promise<string | null>(() => {});

async function textOf(id: string): Promise<string> {
  const entry = (await sampleContent()).faq.entry(id, 'ru');
  return entry?.answer.split(/[\n.,!*]/u)[0] ?? '';
}

/** Lets what is on its way arrive while somebody still thinks. */
async function aWhile(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((next) => {
      setImmediate(next);
    });
  }
}

describe('what is chosen is said, and asked whether it helped', () => {
  test.each(['offer', 'miss'] as const)('instead of: %s', async (finds) => {
    await open(chooses('about'), finds);
    await talk.customer(UNSURE);
    talk.bot(await textOf('about'));
    talk.silence();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.text).toBe('вопрос про то самое от •••, мой номер +7 ••• 89');
    expect(asked[0]?.candidates.map(({ id }) => id)).toEqual(OFFERED);
  });

  test('they never see a number of the customer', async () => {
    await open(chooses('about'));
    await talk.customer(UNSURE);
    expect(asked[0]?.text).toContain('вопрос про то самое');
    expect(JSON.stringify(asked)).not.toMatch(/912|345|67-89/u);
    talk.bot(/./);
  });
});

describe('as without them', () => {
  test('nobody is there', async () => {
    await open(null);
    await talk.customer(UNSURE);
    talk.bot(OFFER);
    expect(asked).toEqual([]);
  });

  test.each([
    ['none of them fits', chooses(null)],
    ['what they name was not among them', chooses('delivery-cost')],
    ['what they name does not exist', chooses('constructor')],
    ['they throw', () => Promise.reject(new Error('broken'))],
    ['they never answer', never],
  ])('%s', async (_what, choose) => {
    await open(choose);
    const fromMs = talk.clock.now();
    await talk.customer(UNSURE);
    talk.bot(OFFER);
    talk.silence();
    expect(talk.buttons().length).toBeGreaterThanOrEqual(3);
    expect(talk.clock.now() - fromMs).toBeLessThan(BUDGET_MS + 1_500);
    await talk.later('10s');
    talk.silence();
  });

  test('a miss stays a miss', async () => {
    await open(chooses(null), 'miss');
    await talk.customer(UNSURE);
    talk.bot(/./);
    expect(talk.buttons().length).toBeLessThan(3);
    talk.silence();
  });

  test('after a few that came too late nobody waits for them', async () => {
    await open(never);
    for (let time = 0; time < 4; time += 1) {
      await talk.customer(UNSURE);
      talk.bot(/./);
      await talk.customer('меню');
      talk.bot(/./);
    }
    expect(asked).toHaveLength(3);
  });
});

describe('while they think', () => {
  test('a newer word of the customer is what is answered', async () => {
    await open(async () => {
      void talk.customer('меню');
      await aWhile();
      return 'about';
    });
    await talk.customer(UNSURE);
    await talk.later('5s');
    talk.bot('Чем помочь?');
    talk.silence();
  });

  test('a person who takes over is not talked into', async () => {
    await open(async () => {
      void talk.happens({ type: 'echo', messageId: 'e1', content: { text: 'Это я отвечу сама' } });
      await aWhile();
      return 'about';
    });
    await talk.customer(UNSURE);
    await talk.later('10s');
    talk.silence();
    expect((await talk.conversation()).status.is).toBe('assigned');
  });

  test('a restart loses nothing and says nothing twice', async () => {
    let isDown = false;
    await open(async (_choice, signal) => {
      if (isDown) return 'about';
      isDown = true;
      void talk.restart();
      await new Promise((next) => {
        signal.addEventListener('abort', next);
      });
      return null;
    });
    await talk.customer(UNSURE);
    await talk.later('20s');
    talk.bot(OFFER);
    talk.silence();
  });
});
