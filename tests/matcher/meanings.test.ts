/** What words mean to the matcher beyond their letters: concepts of a shop, denial, pictures, several questions in one text. */
import { describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import type { FaqEntry } from '../../src/core/ports/words.ts';
import { createFaq, createMatcher, lexiconFor, type Vocabulary } from '../../src/matcher/index.ts';
import { createLexicon, SHOP_LEXICON } from '../../src/matcher/lexicon.ts';
import { PICTURE_WORDS, SHOP_WORDS } from '../../src/matcher/shop-words.ts';
import { ownEntries } from './own-content.ts';

const entry = (id: string, locale: Locale, question: string, ...phrasings: string[]): FaqEntry => ({
  id,
  locale,
  question,
  phrasings,
  answer: id,
  links: [],
});

const RUSSIAN = [
  entry('cost', 'ru', 'Сколько стоит доставка?', 'Цена доставки', 'Доставка платная?'),
  entry('status', 'ru', 'Где мой заказ?', 'Заказ задерживается', 'Посылка не пришла'),
  entry('returns', 'ru', 'Как вернуть товар?', 'Возврат', 'Хочу сдать вещь обратно'),
  entry('card', 'ru', 'Можно платить картой?', 'Оплата картой', 'Принимаете карты?'),
  entry('size', 'ru', 'Как выбрать размер?', 'Таблица размеров', 'Какой у меня размер'),
  entry('hours', 'ru', 'Когда вы работаете?', 'График работы', 'Часы работы'),
];
const first = (entries: readonly FaqEntry[], text: string, locale: Locale = 'ru') =>
  createMatcher(entries, { defaultLocale: 'ru' }).match(text, { locale })[0];

const own = await ownEntries();
const faq = createFaq(own, { defaultLocale: 'ru' });
const matcher = createMatcher(own, { defaultLocale: 'ru' });
const told = (text: string, locale: Locale = 'ru'): string[] => {
  const found = faq.find(text, locale, 0);
  return found.band === 'answer' ? [found.id, ...(found.also ?? [])] : [];
};

describe('concepts', () => {
  test.each([
    ['uk', 'ціна надсилання', 'cost'],
    ['en', 'shipping price', 'cost'],
    ['uk', 'повернення', 'returns'],
    ['en', 'send it back', 'returns'],
    ['en', 'working hours', 'hours'],
    ['uk', 'чи можна карткою', 'card'],
    ['en', 'size chart', 'size'],
  ] as const)('of one language are found in another: %s: %s', (locale, text, id) => {
    expect(first(RUSSIAN, text, locale)?.id).toBe(id);
  });

  test('are named in the explanation', () => {
    const why = createMatcher(RUSSIAN, { defaultLocale: 'ru' }).explain('shipping price', 'cost');
    expect(why.concepts).toEqual(expect.arrayContaining(['deliver', 'price']));
  });

  test('have a name in every language, those of a shop and those denied too', () => {
    const bare = Object.keys({ ...SHOP_WORDS, ...PICTURE_WORDS }).flatMap((concept) =>
      LOCALES.filter((locale) => SHOP_LEXICON.nameOf(concept, locale) === '').concat(
        SHOP_LEXICON.nameOf(concept, 'ru') === concept ? ['ru'] : [],
      ),
    );
    expect(bare).toEqual([]);
    const words = {
      embroidery: 'вышивка вишивка embroidery',
      deliver: 'самокатом',
      candle: 'soy+wax',
      neck: 'вырез виріз',
    };
    const lexicon = createLexicon(words);
    const names = (concept: string) => LOCALES.map((locale) => lexicon.nameOf(concept, locale));
    expect(names('embroidery')).toEqual(['вышивка', 'вишивка', 'embroidery']);
    expect(names('neck')).toEqual(['вырез', 'виріз', 'вырез']);
    expect(names('candle')).toEqual(['soy wax', 'soy wax', 'soy wax']);
    expect(names('deliver')).toEqual(['доставка', 'доставка', 'delivery']);
    expect(names('not-pay')).toEqual(['не: оплата', 'не: оплата', 'not: payment']);
    expect(names('not-neck')[1]).toBe('не: виріз');
  });

  test('are those of a verb with or without the prefix that says it was done', () => {
    const russian = createMatcher(RUSSIAN, { defaultLocale: 'ru' });
    for (const word of ['платить', 'поплатить', 'проплатить'])
      expect([word, russian.explain(word, 'card').concepts]).toEqual([word, ['pay']]);
  });
});

describe('denial', () => {
  test.each([
    ['ru', 'я не получил посылку'],
    ['ru', 'вы не прислали посылку'],
    ['ru', 'мне ничего не пришло'],
    ['uk', 'я не отримала посилку'],
    ['uk', 'ви так і не надіслали'],
    ['en', 'my parcel has not arrived'],
    ['en', "you didn't send my parcel"],
  ] as const)('who does not and what was not done are one thing: %s: %s', (locale, text) => {
    expect(first(RUSSIAN, text, locale)?.id).toBe('status');
  });

  test('is another question than what it denies', () => {
    const pair = [
      entry('came', 'ru', 'Я получил заказ, что дальше?', 'Заказ пришёл', 'Посылку получил'),
      entry('late', 'ru', 'Заказ не пришёл', 'Я не получил заказ', 'Не получил посылку'),
    ];
    expect(first(pair, 'посылку не получил вовремя')?.id).toBe('late');
    expect(first(pair, 'посылку получил вовремя')?.id).toBe('came');
  });
});

describe('pictures', () => {
  test.each([
    ['где моя 📦', 'status'],
    ['💳 можно?', 'card'],
    ['📏', 'size'],
  ])('stand for their words: %s', (text, id) => {
    expect(first(RUSSIAN, text)?.id).toBe(id);
  });

  test('that say nothing change nothing', () => {
    const plain = first(RUSSIAN, 'сколько стоит доставка');
    expect(first(RUSSIAN, 'сколько стоит доставка 🙏😊')).toEqual(plain);
  });
});

describe('several questions', () => {
  test.each([
    ['ru', 'сколько стоит доставка и можно ли вернуть товар?', 'delivery-cost', 'returns'],
    ['ru', 'Сколько стоит доставка? И можно ли вернуть товар?', 'delivery-cost', 'returns'],
    ['uk', 'скільки коштує доставка і чи можна повернути товар?', 'delivery-cost', 'returns'],
    ['en', 'how much is delivery and how do I return an item?', 'delivery-cost', 'returns'],
  ] as const)('in one breath are both answered: %s: %s', (locale, text, ...ids) => {
    expect(told(text, locale)).toEqual(ids);
  });

  test('joined words of one question are one question', () => {
    expect(told('сколько стоит доставка курьером')).toHaveLength(1);
  });

  test('a story of 800 characters is searched for the question in its middle', () => {
    const before =
      'Здравствуйте! Я у вас покупаю ещё с прошлого года, мы с мужем очень довольны. В субботу мы ездили к маме на дачу, ' +
      'она увидела наш плед и захотела такой же, только светлее. Вечером мы долго смотрели картинки и выбирали. ' +
      'И тут дочка меня озадачила. ';
    const after =
      ' Мама у нас человек пожилой, всё время боится, что её обманут. Живёт она одна, рядом только лес и речка. ' +
      'Хочется сделать ей приятное к празднику, она его очень ждёт. Соседка у неё тоже любит красивые вещи, они вместе вяжут. ' +
      'По выходным они собираются за самоваром, перебирают старые письма и поют песни своей молодости, а мы слушаем и радуемся. ' +
      'Простите, что так подробно, просто хотелось рассказать, как есть. Пишу с телефона, могут быть опечатки. ' +
      'Муж передаёт вам привет, дочка тоже, и внуки. Всего вам доброго и хорошего вечера!';
    const story = `${before}Есть ли у вас рассрочка?${after}`;
    expect(story.length).toBeGreaterThanOrEqual(800);
    expect(matcher.match(story)[0]?.id).toBe('payment-instalments');
    expect(matcher.match(before + after)[0]?.id).not.toBe('payment-instalments');
  });
});

describe('courtesy', () => {
  test.each([
    ['ru', 'здравствуйте, подскажите пожалуйста, сколько стоит доставка, спасибо', 'delivery-cost'],
    ['ru', 'добрый день! сколько стоит доставка', 'delivery-cost'],
    ['uk', 'добрий день, підкажіть будь ласка, скільки коштує доставка? дякую', 'delivery-cost'],
    ['en', 'hi there! how much is delivery? thanks a lot', 'delivery-cost'],
  ] as const)('around a question costs it nothing: %s: %s', (locale, text, id) => {
    expect(told(text, locale)).toEqual([id]);
  });

  test.each([
    ['ru', 'здравствуйте'],
    ['ru', 'спасибо большое'],
    ['uk', 'добрий день'],
    ['uk', 'дуже дякую'],
    ['en', 'hello'],
    ['en', 'thank you'],
  ] as const)('alone is no question: %s: %s', (locale, text) => {
    expect(faq.find(text, locale, 0)).toEqual({ band: 'miss' });
  });
});

describe('another layout', () => {
  test.each([
    ['ru', 'crjkmrj cnjbn ljcnfdrf', 'delivery-cost'],
    ['ru', 'rfr dthyenm njdfh', 'returns'],
    ['uk', "crskmrb rjine' ljcnfdrf", 'delivery-cost'],
    ['en', 'рщц ьгср шы вудшмукн', 'delivery-cost'],
  ] as const)('is read: %s: %s', (locale, text, id) => {
    expect(matcher.match(text, { locale })[0]?.id).toBe(id);
    expect(matcher.readAs(text, locale)).not.toBeNull();
  });

  test.each(['ML-1007', 'AB123', 'XL', 'https://shop.example/p/1007'])('a code is left alone: %s', (code) => {
    expect(matcher.readAs(code, 'ru')).toBeNull();
    expect(faq.find(code, 'ru', 0).band).not.toBe('answer');
  });
});

describe('a shop’s own words', () => {
  const vocabulary: Vocabulary = { concepts: true, words: { returns: 'отфутбол', care: 'кнедл+бумк шмяк=' } };
  const candles = [...RUSSIAN, entry('care', 'ru', 'Как стирать бельё?', 'Стирка', 'Уход за тканью')];
  const withWords = createMatcher(candles, { defaultLocale: 'ru', lexicon: lexiconFor(vocabulary) });
  const without = createMatcher(candles, { defaultLocale: 'ru' });

  test('lead to the concept that they are filed under', () => {
    expect(withWords.match('шмяк', { limit: 1 })[0]?.id).toBe('care');
    expect(without.match('шмяк')[0]?.score ?? 0).toBeLessThan(withWords.match('шмяк')[0]?.score ?? 0);
    expect(withWords.explain('шмяк', 'care').concepts).toEqual(['care']);
  });

  test('with “=” are that word alone, joined by “+” they must follow each other', () => {
    expect(withWords.explain('шмякать', 'care').concepts).toEqual([]);
    expect(withWords.explain('кнедлик потом бумкнул', 'care').concepts).toEqual([]);
    expect(withWords.explain('кнедлик бумкнул', 'care').concepts).toEqual(['care']);
  });

  test('switched off, words stand for themselves alone', () => {
    expect(lexiconFor({ concepts: false, words: vocabulary.words })).toBeNull();
    const bare = createMatcher(candles, { defaultLocale: 'ru', lexicon: null });
    expect(bare.match('шмяк', { limit: 1 })[0]?.score ?? 0).toBeLessThan(0.5);
    expect(bare.explain('оплата картой', 'card')).toMatchObject({ concepts: [] });
    expect(bare.match('оплата картой')[0]?.id).toBe('card');
  });

  test('none added: the words of any shop', () => {
    const plain = createMatcher(candles, {
      defaultLocale: 'ru',
      lexicon: lexiconFor({ concepts: true, words: {} }),
    });
    for (const text of ['shipping price', 'шмяк', 'возврат'])
      expect(plain.match(text)).toEqual(without.match(text));
  });

  test('cost nothing where a shop’s words say nothing: another domain is told apart as well with them as without', () => {
    const domain: readonly (readonly [string, string, ...string[]])[] = [
      [
        'photosynthesis',
        'How do leaves make sugar from light?',
        'what chlorophyll does',
        'leaf sunlight energy',
      ],
      ['volcano', 'Why do volcanoes erupt?', 'magma pressure under the crust', 'lava eruption causes'],
      ['tides', 'What makes the sea rise and fall?', 'moon gravity and the tide', 'high tide twice daily'],
      ['bees', 'How do bees find flowers?', 'waggle dance of the hive', 'pollinators see ultraviolet'],
      ['glacier', 'How fast does a glacier flow?', 'ice river speed', 'movement of glaciers'],
      ['comet', 'What is the tail of a comet?', 'dust and ion tail', 'comets near the sun'],
    ];
    const texts = domain.map(([id, question, ...rest]) => entry(id, 'en', question, ...rest));
    const questions: readonly (readonly [string, string])[] = [
      ['how does a leaf turn light into sugar', 'photosynthesis'],
      ['what does chlorophyll do in sunlight', 'photosynthesis'],
      ['why does lava come out', 'volcano'],
      ['pressure of magma and eruptions', 'volcano'],
      ['why is there a high tide', 'tides'],
      ['does the moon pull the sea', 'tides'],
      ['the dance that bees do', 'bees'],
      ['can a bee see ultraviolet flowers', 'bees'],
      ['how quickly do glaciers move', 'glacier'],
      ['speed of a river of ice', 'glacier'],
      ['why has a comet got a tail', 'comet'],
      ['dust behind a comet', 'comet'],
    ];
    const right = (lexicon: ReturnType<typeof lexiconFor>): number => {
      const theirs = createMatcher(texts, { defaultLocale: 'en', lexicon });
      return questions.filter(([text, id]) => theirs.match(text)[0]?.id === id).length;
    };
    const bare = right(null);
    expect(bare).toBeGreaterThanOrEqual(10);
    expect(right(lexiconFor({ concepts: true, words: {} }))).toBeGreaterThanOrEqual(bare);
  });
});

describe('entries that are alike', () => {
  const twins = [
    entry(
      'courier',
      'ru',
      'Доставка курьером',
      'Сколько стоит доставка курьером?',
      'Доставка курьером до двери',
    ),
    entry('post', 'ru', 'Доставка почтой', 'Сколько стоит доставка почтой?', 'Доставка почтой в село'),
    entry('locker', 'ru', 'Доставка в постамат', 'Сколько стоит доставка в постамат?', 'Постамат у дома'),
  ];

  test('are told apart by the words that only one of them has', () => {
    expect(first(twins, 'доставка почтой почём')?.id).toBe('post');
    expect(first(twins, 'почём доставка, если курьером')?.id).toBe('courier');
    expect(first(twins, 'сколько стоит постамат')?.id).toBe('locker');
  });

  test('share a question that fits all of them, so that none is said', () => {
    const found = createFaq(twins, { defaultLocale: 'ru' }).find('сколько стоит доставка', 'ru', 0);
    expect(found.band).toBe('offer');
    expect(found.band === 'offer' && found.ids.toSorted()).toEqual(['courier', 'locker', 'post']);
  });
});
