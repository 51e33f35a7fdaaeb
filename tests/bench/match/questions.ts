/**
 * Made-up questions and answers in three languages, alike enough to be confused and worded as people do: a frame, a deed, one or two
 * things, of which a few are spoken of often and most seldom. The same seed gives the same ones.
 */
import type { Locale } from '../../../src/core/locale.ts';
import type { FaqEntry } from '../../../src/core/ports/words.ts';
import { createSeededRandom } from '../../support/manual-clock.ts';

export interface Asked {
  text: string;
  locale: Locale;
  id: string;
}

interface Language {
  frames: string[];
  /** Words for the same deed. */
  deeds: string[][];
  syllables: string[];
  endings: string[];
}

const LANGUAGES: Record<Locale, Language> = {
  ru: {
    frames: ['как {d} {a} {b}?', 'можно ли {d} {a} для {b}', 'сколько стоит {d} {a}, если есть {b}?', '{d} {a} {b}', 'подскажите, где {d} {a} и {b}', 'хочу {d} {a} без {b}, что делать?'], // prettier-ignore
    deeds: [['оплатить', 'заплатить за'], ['вернуть', 'отдать обратно'], ['заказать', 'оформить'], ['получить', 'забрать'], ['поменять', 'обменять'], ['отменить', 'отказаться от'], ['проверить', 'узнать про'], ['починить', 'отремонтировать'], ['упаковать', 'завернуть'], ['привезти', 'доставить']], // prettier-ignore
    syllables: [
      'ла',
      'ри',
      'мо',
      'ста',
      'ве',
      'гу',
      'тра',
      'не',
      'пло',
      'ки',
      'ды',
      'зо',
      'бре',
      'шу',
      'фе',
      'чи',
    ],
    endings: ['ка', 'тор', 'ник', 'лия', 'ость', 'мент', 'ура', 'ель'],
  },
  uk: {
    frames: ['як {d} {a} {b}?', 'чи можна {d} {a} для {b}', 'скільки коштує {d} {a}, якщо є {b}?', '{d} {a} {b}', 'підкажіть, де {d} {a} та {b}', 'хочу {d} {a} без {b}, що робити?'], // prettier-ignore
    deeds: [['оплатити', 'заплатити за'], ['повернути', 'віддати назад'], ['замовити', 'оформити'], ['отримати', 'забрати'], ['поміняти', 'обміняти'], ['скасувати', 'відмовитися від'], ['перевірити', 'дізнатися про'], ['полагодити', 'відремонтувати'], ['запакувати', 'загорнути'], ['привезти', 'доставити']], // prettier-ignore
    syllables: [
      'ла',
      'рі',
      'мо',
      'ста',
      'ві',
      'гу',
      'тра',
      'не',
      'пло',
      'ки',
      'ді',
      'зо',
      'бре',
      'шу',
      'фе',
      'чи',
    ],
    endings: ['ка', 'тор', 'ник', 'лія', 'ість', 'мент', 'ура', 'ель'],
  },
  en: {
    frames: ['how do I {d} the {a} {b}?', 'can you {d} a {a} for the {b}', 'what does it cost to {d} {a} with {b}?', '{d} {a} {b}', 'please tell me where to {d} {a} and {b}', 'I want to {d} {a} without {b}, what now?'], // prettier-ignore
    deeds: [['pay for', 'settle'], ['return', 'send back'], ['order', 'buy'], ['receive', 'collect'], ['swap', 'exchange'], ['cancel', 'call off'], ['check', 'find out about'], ['repair', 'mend'], ['wrap', 'pack'], ['bring', 'deliver']], // prettier-ignore
    syllables: [
      'la',
      'ri',
      'mo',
      'sta',
      've',
      'gu',
      'tra',
      'ne',
      'plo',
      'ki',
      'di',
      'zo',
      'bre',
      'shu',
      'fe',
      'chi',
    ],
    endings: ['ker', 'tor', 'ment', 'ness', 'ing', 'ure', 'al', 'ity'],
  },
};
const ORDER: Locale[] = ['ru', 'uk', 'en'];
/** Different things in a language; the first is spoken of most. */
const THINGS = 6_000;

/** `entries` answers, each in one of the languages in turn, with so many phrasings, and questions worded otherwise. */
export function makeQuestions(
  entries: number,
  phrasings: number,
  asked: number,
): { entries: FaqEntry[]; questions: Asked[] } {
  const random = createSeededRandom(2_211);
  const draw = (below: number): number => Math.floor(random.fraction() * below);
  const topics = Array.from({ length: entries }, (_, at) => {
    const locale = ORDER[at % ORDER.length] ?? 'ru';
    const { deeds } = LANGUAGES[locale];
    // The first thing is the topic's own, in the main; the second is one of those that everybody has.
    const own = thing(locale, Math.floor(THINGS * random.fraction()));
    const common = thing(locale, Math.floor(THINGS * random.fraction() ** 3));
    return { id: `q${at}`, locale, deed: deeds[draw(deeds.length)] ?? [], own, common };
  });
  const word = ({ locale, deed, own, common }: (typeof topics)[number], frame: number): string => {
    const { frames } = LANGUAGES[locale];
    return (frames[frame % frames.length] ?? '')
      .replace('{d}', deed[draw(deed.length)] ?? '')
      .replace('{a}', own)
      .replace('{b}', common);
  };
  const made = topics.map((topic): FaqEntry => {
    const first = draw(6);
    const texts = Array.from({ length: phrasings }, (_, at) => word(topic, first + at));
    const [question = '', ...rest] = texts;
    return { id: topic.id, locale: topic.locale, question, phrasings: rest, answer: question, links: [] };
  });
  const questions = Array.from({ length: asked }, (_, at): Asked => {
    const topic = topics[draw(topics.length)] ?? topics[0];
    if (topic === undefined) throw new Error('no topics');
    const text = word(topic, draw(6));
    return { text: at % 3 === 0 ? mistyped(text, draw) : text, locale: topic.locale, id: topic.id };
  });
  return { entries: made, questions };
}

function thing(locale: Locale, at: number): string {
  const { syllables, endings } = LANGUAGES[locale];
  const first = syllables[at % syllables.length] ?? '';
  const second = syllables[Math.floor(at / syllables.length) % syllables.length] ?? '';
  const rest = Math.floor(at / syllables.length ** 2);
  const third = rest < endings.length ? '' : (syllables[rest % syllables.length] ?? '');
  return `${first}${second}${third}${endings[rest % endings.length] ?? ''}`;
}

function mistyped(text: string, draw: (below: number) => number): string {
  const at = 1 + draw(text.length - 2);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}
