/**
 * Weeks of customers' questions in the rows of a product that is stopped: what the gate, the reports and the page of what nobody
 * answered look back at. The words are those of the sample shop's customers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface PastQuestion {
  text: string;
  locale: 'ru' | 'uk' | 'en';
  platform: string;
  /** The answer, or what was offered; empty: a miss. */
  entries: string[];
  band: 'answer' | 'offer' | 'miss';
  fate: 'helped' | 'not-helped' | 'none-fits' | 'person' | null;
  reply: string | null;
  atMs: number;
}

const DAY = 86_400_000;
const PLATFORMS = ['telegram', 'telegram', 'viber', 'whatsapp', 'telegram', 'webchat'] as const;

/** What this shop has no answer for: in which language, what an operator answered, and how it was asked. */
const VAIN: readonly (readonly [locale: PastQuestion['locale'], reply: string, ...texts: string[]])[] = [
  [
    'ru',
    'Да, подошьём: 150 ₽ за метр, готово за три дня. Напишите, какая нужна длина.',
    'Можно ли подшить шторы под мой размер?',
    'Вы подшиваете шторы под мой размер?',
    'можно подшить шторы под мой размер',
    'подшить шторы под размер можно?',
    'подшиваете шторы под размер',
  ],
  [
    'ru',
    'Вышиваем инициалы на полотенцах и халатах, 400 ₽ за вещь, ждать пять дней.',
    'Делаете вышивку с именем на полотенцах?',
    'Можно вышивку с именем на полотенце?',
    'вышивка с именем на полотенцах есть?',
  ],
  [
    'ru',
    'Образцы тканей пришлём почтой бесплатно, до пяти лоскутов. Какие вам интересны?',
    'Можно заказать образцы тканей?',
    'пришлёте образцы тканей?',
    'хочу заказать образцы тканей',
  ],
  [
    'uk',
    'Так, підшиваємо: 150 ₽ за метр, готово за три дні. Напишіть, яка потрібна довжина.',
    'Чи можна підшити штори під мій розмір?',
    'Ви підшиваєте штори під розмір?',
    'підшити штори під мій розмір можна?',
  ],
  [
    'uk',
    'Вишиваємо ініціали на рушниках і халатах, чекати п’ять днів.',
    'Робите вишивку з ім’ям на рушниках?',
    'вишивка з ім’ям на рушнику є?',
  ],
  [
    'en',
    'Yes, we hem curtains: 150 ₽ a metre, ready in three days. Which length do you need?',
    'Can you hem curtains to my size?',
    'do you hem curtains to size',
    'hem my curtains to size please?',
  ],
  [
    'en',
    'We embroider initials on towels and robes, it takes five days.',
    'Do you embroider names on towels?',
    'can you embroider a name on a towel',
  ],
];

/** Questions of ten weeks up to `nowMs`, the same for the same moment. `faqDir`: whose phrasings customers use. */
export function pastQuestions(faqDir: string, nowMs: number): PastQuestion[] {
  const found: PastQuestion[] = [];
  let seed = 7;
  const chance = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const base = (text: string, day: number): Omit<PastQuestion, 'entries' | 'band' | 'fate' | 'reply'> => ({
    text,
    locale: 'ru',
    platform: pick(PLATFORMS),
    atMs: nowMs - day * DAY - Math.floor(chance() * 0.8 * DAY),
  });
  for (const { id, phrasings } of readPhrasings(faqDir)) {
    const often = 1 + Math.floor(chance() ** 3 * 40);
    for (let n = 0; n < often; n += 1) {
      const roll = chance();
      const fate = roll < 0.3 ? 'helped' : roll < 0.36 ? 'not-helped' : roll < 0.44 ? 'person' : null;
      const day = Math.floor(chance() ** 1.4 * 68);
      found.push({ ...base(pick(phrasings), day), entries: [id], band: 'answer', fate, reply: null });
    }
  }
  VAIN.forEach(([locale, reply, ...texts], at) => {
    for (let n = 0; n < 24 - (at % 3) * 6; n += 1) {
      const day = Math.floor(chance() ** 2 * 60);
      const asked = { ...base(texts[n % texts.length] ?? '', day), locale };
      found.push({ ...asked, entries: [], band: 'miss', fate: 'person', reply: n % 5 === 1 ? reply : null });
    }
  });
  return found.toSorted((a, b) => a.atMs - b.atMs);
}

/** Puts them into the rows of a product that has spoken with somebody before and is stopped now. */
export function writePast(dataDir: string, questions: readonly PastQuestion[]): void {
  const database = new Database(join(dataDir, 'prilavok.sqlite'));
  const people = database.prepare('SELECT id FROM conversations ORDER BY id').pluck().all();
  const ask = database.prepare(
    `INSERT INTO questions (conversation_id, platform, locale, text, band, entries, score, in_flow, said, fate, escalated, waits,
       reply, asked_at)
     VALUES (@who, @platform, @locale, @text, @band, @list, @score, 0, @said, @fate, @escalated, @waits, @reply, @atMs)`,
  );
  database.transaction(() => {
    questions.forEach((one, at) => ask.run({ ...rowOf(one), who: people[at % people.length] }));
  })();
  database.close();
}

/** Sums are made of the rows by the product itself. */
function rowOf({ text, locale, platform, band, entries, fate, reply, atMs }: PastQuestion) {
  const isAnswer = band === 'answer';
  return {
    platform,
    locale,
    text,
    band,
    list: JSON.stringify(entries),
    score: isAnswer ? 0.9 : null,
    said: isAnswer ? (entries[0] ?? null) : null,
    fate,
    escalated: fate === 'person' ? 1 : 0,
    waits: !isAnswer || fate === 'not-helped' ? 1 : 0,
    reply,
    atMs,
  };
}

/** Entries of the Russian files with what customers may ask them by. */
function readPhrasings(faqDir: string): { id: string; phrasings: string[] }[] {
  const folder = join(faqDir, 'ru');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/^## /mu).slice(1))
    .flatMap((section) => {
      const [, question = '', id = ''] = /^(.*?)\s*\{#([^}]+)\}/u.exec(section) ?? [];
      const list = section.split('\n\n')[1]?.split('\n') ?? [];
      const phrasings = [
        question,
        ...list.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)),
      ];
      return id === '' ? [] : [{ id, phrasings }];
    });
}
