/** What a check of the answers tells beyond what would keep them from going live: each look at what it is for, and at what it is not. */
import { describe, expect, test } from '@jest/globals';
import { CHANNEL_FACTS } from '../../../bots/channel-facts.ts';
import { checkFaq } from '../../../src/content/faq/check-faq.ts';
import type { FaqSource } from '../../../src/content/faq/faq-file.ts';
import type { CheckOptions } from '../../../src/content/faq/lint/lint-context.ts';
import { stolenFindings } from '../../../src/content/faq/lint/stolen.ts';
import { writeTranslations } from '../../../src/content/faq/lint/translations.ts';
import { isLocale } from '../../../src/core/locale.ts';
import { sampleShop } from '../temp-content.ts';

const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const DAY = 24 * 60 * 60_000;
const shop = sampleShop();

/** Paths such as `ru/a.md` to sources. */
function sources(files: Record<string, string>): FaqSource[] {
  return Object.entries(files).map(([file, text]) => {
    const locale = file.slice(0, 2);
    if (!isLocale(locale)) throw new Error(file);
    return { file, locale, text };
  });
}

function check(files: Record<string, string>, options: Partial<CheckOptions> = {}) {
  const locales = [...new Set(sources(files).map(({ locale }) => locale))];
  const all = {
    shop,
    folder: 'faq',
    knownFlows: ['order-status'],
    locales,
    channels: CHANNEL_FACTS,
    nowMs: NOW,
  };
  return checkFaq(sources(files), { ...all, ...options });
}

const told = (files: Record<string, string>, options: Partial<CheckOptions> = {}): string[] =>
  check(files, options).findings.map(({ file, line, what }) => `${file}:${line} ${what?.code}`);

const entry = (id: string, answer = 'Да, конечно.', question = `Вопрос о ${id}?`): string =>
  `## ${question} {#${id}}\n\n- ${id} раз\n- ${id} два\n- ${id} три\n\n${answer}\n\n`;

test('a good file is told nothing of', () => {
  expect(told({ 'ru/a.md': `---\nowner: Анна\nreviewBy: 2026-11-23\n---\n\n${entry('one')}` })).toEqual([]);
});

describe('time', () => {
  test('a file past its review date', () => {
    const text = `---\nowner: Анна\nreviewBy: 2026-11-22\n---\n\n${entry('one')}`;
    expect(told({ 'ru/a.md': text })).toEqual(['ru/a.md:3 faq.review']);
    expect(check({ 'ru/a.md': text }).findings[0]?.message).toBe('was to be reviewed by 2026-11-22 (Анна)');
  });

  test.each([
    ['<!-- validTo: 2026-11-22 -->', 'faq.expired'],
    ['<!-- validTo: 2026-11-23 -->', null],
    ['<!-- validFrom: 2026-12-20 -->', null],
    ['<!-- validFrom: 2027-12-20 -->', 'faq.far-off'],
  ])('%s', (comment, code) => {
    const found = told({ 'ru/a.md': entry('one', `${comment}\n\nДа, конечно.`) });
    expect(found).toEqual(code === null ? [] : [`ru/a.md:1 ${code}`]);
  });
});

describe('phrasings that never reach their entry', () => {
  test('a command, trouble, the beginning of a flow', () => {
    const text =
      '## Как вас позвать? {#call}\n\n- оператор\n- это обман\n- где мой заказ\n- позвать вас\n\nПросто напишите.\n';
    const triggers = [
      {
        id: 'flow:order-status',
        locale: 'ru' as const,
        question: 'Где мой заказ?',
        phrasings: [],
        answer: '',
        links: [],
      },
    ];
    const hears: CheckOptions['hears'] = (words) =>
      words === 'оператор' ? { command: 'operator' } : words.includes('обман') ? { trouble: 'upset' } : null;
    expect(told({ 'ru/a.md': text }, { triggers, hears })).toEqual([
      'ru/a.md:3 faq.phrasing-command',
      'ru/a.md:4 faq.phrasing-grave',
      'ru/a.md:5 faq.phrasing-trigger',
    ]);
  });
});

describe('language', () => {
  test('a word of two alphabets, with the odd letters; a borrowed word with its own ending is none', () => {
    const text = entry('one', 'Оплатите cейчас. Wi-Fi, SMS-код, iPhone и e-mail мы знаем.', 'Есть ли Wi-Fi?');
    const { findings } = check({ 'ru/a.md': text });
    expect(findings.map(({ message }) => message)).toEqual([
      '"cейчас" mixes alphabets: c typed on the other keyboard layout',
    ]);
    expect(findings[0]?.line).toBe(7);
  });

  test.each([
    ['ru', 'Yes, any courier takes cash and cards at the door, Анна.', 'Can I pay in cash?', 'en'],
    ['en', 'Да, курьер принимает наличные и карты.', 'Можно платить наличными?', 'ru'],
    ['ru', 'Так, кур’єр приймає готівку й картки біля дверей.', 'Чи можна заплатити готівкою?', 'uk'],
    ['uk', 'Да, курьеры принимают наличные и карты, это быстро.', 'Можно ли платить наличными?', 'ru'],
  ])('%s holds %j', (locale, answer, question, found) => {
    const { findings } = check({ [`${locale}/a.md`]: entry('one', answer, question) });
    expect(findings.map(({ what }) => what)).toEqual([
      { code: 'faq.wrong-language', values: { id: 'one', found, language: locale } },
    ]);
  });

  test('names, addresses and a few words of another language are no trouble', () => {
    const answer =
      'Смотрите [Mint & Linen](https://mint-and-linen.example/delivery-and-payment). Да: Visa, Mastercard, SWIFT.';
    expect(told({ 'ru/a.md': entry('one', answer) })).toEqual([]);
    expect(told({ 'ru/a.md': entry('one', 'Поїхали: +7 800 000-10-20') })).toEqual([]);
    expect(told({ 'ru/a.md': entry('one', 'Мы объявим: Київ, Львів, любые объёмы, и zaявка.') })).toEqual([]);
  });
});

describe('channels', () => {
  test('an answer longer than a screen, and one of several messages where a channel is small', () => {
    const text = entry('one', 'Очень длинный ответ. '.repeat(60));
    expect(told({ 'ru/a.md': text })).toEqual(['ru/a.md:7 faq.long-text']);
    const small = [{ platform: 'sms', textMax: 700, buttonLabelMax: 20, buttonsMax: 3 }];
    const { findings } = check({ 'ru/a.md': text }, { channels: small });
    expect(findings[0]?.what).toEqual({
      code: 'faq.many-parts',
      values: { id: 'one', count: 2, channels: 'sms' },
    });
  });

  test('a button longer than a channel shows, only where the entry is answered', () => {
    const link = '\n[Сколько стоит доставка за город?](faq:two)\n';
    const files = { 'ru/a.md': entry('one', `Да.\n${link}`) + entry('two') };
    const { findings } = check(files);
    expect(findings.map(({ what }) => what)).toEqual([
      {
        code: 'faq.long-label',
        values: { label: 'Сколько стоит доставка за город?', count: 32, channels: 'whatsapp', max: 20 },
      },
    ]);
    const elsewhere = {
      'ru/a.md': entry('one', `<!-- channels: telegram -->\n\nДа.\n${link}`) + entry('two'),
    };
    expect(told(elsewhere)).toEqual([]);
  });

  test('two buttons that read the same, and a button to an answer that is not given everywhere', () => {
    const buttons = '\n- [Ещё](faq:two)\n- [Ещё](operator:)\n';
    const files = {
      'ru/a.md': entry('one', `Да.\n${buttons}`) + entry('two', '<!-- channels: viber -->\n\nДа.'),
    };
    expect(told(files)).toEqual(['ru/a.md:10 faq.label-twice', 'ru/a.md:9 faq.link-hidden']);
    const same = {
      'ru/a.md': `---\nchannels: [viber]\n---\n${entry('one', 'Да.\n\n[Ещё](faq:two)')}${entry('two')}`,
    };
    expect(told(same)).toEqual([]);
  });

  test('the buttons that an answer may have fit every channel that has buttons', () => {
    for (const { buttonsMax, listMax } of CHANNEL_FACTS) {
      if (buttonsMax > 0) expect(Math.max(buttonsMax, listMax)).toBeGreaterThanOrEqual(8);
    }
  });
});

describe('translations', () => {
  const ru = entry('one', 'Да, 5 дней.');
  const en = entry('one', 'Yes, five days is fine.', 'How long is it?');
  const files = { 'ru/a.md': ru, 'en/a.md': en };
  const languages = ['ru', 'en'] as const;
  const marks = (of: Record<string, string>, before: string | null, confirmed: ReadonlySet<string> | 'all') =>
    writeTranslations(check(of).files, languages, before, confirmed);
  const kept = marks(files, null, 'all');

  test('nothing is told without the file, nor while nothing changed', () => {
    expect(told(files)).toEqual([]);
    expect(told(files, { translations: kept })).toEqual([]);
  });

  test('one that was left behind is told, with its original; spaces and phrasings do not count', () => {
    const changed = { ...files, 'ru/a.md': ru.replace('5 дней', '7 дней') };
    const { findings } = check(changed, { translations: kept });
    expect(findings[0]?.message).toBe('"one" is older than its original: ru/a.md:1 was changed since');
    expect(findings[0]?.file).toBe('en/a.md');
    const respaced = ru.replace('Да, 5', 'Да,\n5').replace('- one раз', '- one раз\n- one ещё');
    expect(told({ ...files, 'ru/a.md': respaced }, { translations: kept })).toEqual([]);
  });

  test('whoever changes both has to do nothing; who finds it still right says so', () => {
    const changed = { ...files, 'ru/a.md': ru.replace('5 дней', '7 дней') };
    const both = { ...changed, 'en/a.md': en.replace('five', 'seven') };
    expect(told(both, { translations: kept })).toEqual([]);
    expect(marks(changed, kept, new Set())).toBe(kept);
    expect(told(changed, { translations: marks(changed, kept, new Set(['one'])) })).toEqual([]);
    expect(told({ ...both, 'ru/a.md': ru }, { translations: marks(both, kept, new Set()) })).toEqual([
      'en/a.md:1 faq.stale',
    ]);
  });

  test('a file that was merged badly tells nothing and throws nothing', () => {
    expect(told(files, { translations: '<<<<<<< HEAD\none en\n=======\n' })).toEqual([]);
  });
});

describe('answers that nobody asked for', () => {
  const files = { 'ru/a.md': entry('one') + entry('two') };
  const lastAsked = {
    sinceMs: NOW - 120 * DAY,
    entries: [
      { id: 'one', atMs: NOW - 10 * DAY },
      { id: 'two', atMs: NOW - 91 * DAY },
    ],
  };

  test('are told once the log is old enough', () => {
    expect(told(files, { lastAsked })).toEqual(['ru/a.md:9 faq.unasked']);
    expect(told(files, { lastAsked: { ...lastAsked, sinceMs: NOW - 89 * DAY } })).toEqual([]);
    expect(told(files, { lastAsked: { sinceMs: null, entries: [] } })).toEqual([]);
  });

  test('but not those that were not live all the time', () => {
    const young = {
      'ru/a.md': entry('one') + entry('two', '<!-- validFrom: 2026-11-01 -->\n\nДа, конечно.'),
    };
    expect(told(young, { lastAsked })).toEqual([]);
  });
});

test('stolen phrasings are told where they stand', () => {
  const { files } = check({ 'ru/a.md': entry('one') + entry('two') });
  const stolen = [{ id: 'two', locale: 'ru', phrasing: 'two два', thief: 'one', score: 0.876 }];
  expect(
    stolenFindings(
      stolen,
      files,
      files.flatMap(({ entries }) => entries),
    ),
  ).toMatchObject([
    {
      level: 'warning',
      file: 'ru/a.md',
      line: 12,
      what: { code: 'faq.stolen', values: { phrasing: 'two два', id: 'two', thief: 'one', percent: 88 } },
      other: { id: 'one', question: 'Вопрос о one?', place: 'ru/a.md:1' },
    },
  ]);
});

test('an address must be whole, and is told of when it is not secure', () => {
  expect(told({ 'ru/a.md': entry('one', 'Вот [сайт](https://shop).') })).toEqual([
    'ru/a.md:7 faq.link-address',
  ]);
  expect(told({ 'ru/a.md': entry('one', 'Вот [сайт](http://a.example).') })).toEqual([
    'ru/a.md:7 faq.link-insecure',
  ]);
});
