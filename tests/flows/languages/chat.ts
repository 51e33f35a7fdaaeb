/**
 * A talk told once and held in every language: what the bot is to say and what is tapped are named by their keys, the customer's own
 * words stand here in each language. Whoever reads `bot('payment.nothing')` finds the sentence in the texts of that flow.
 */
import type { Json } from '../../../src/core/content.ts';
import type { Locale } from '../../../src/core/locale.ts';
import type { Texts } from '../../../src/core/ports/words.ts';
import type { SentMessage } from '../../support/talk-channel.ts';
import type { Talk } from '../../support/talk.ts';

export type Words = Record<Locale, string>;
type Slots = Record<string, Json>;

export const LANGUAGES = ['ru', 'uk', 'en'] as const;

/** What customers say in any flow. */
export const SAYS = {
  yes: { ru: 'да', uk: 'так', en: 'yes' },
  no: { ru: 'нет', uk: 'ні', en: 'no' },
  stop: { ru: 'стоп', uk: 'стоп', en: 'stop' },
  menu: { ru: 'меню', uk: 'меню', en: 'menu' },
  person: { ru: 'оператор', uk: 'оператор', en: 'operator' },
  /** Answered by the FAQ, from whatever flow. */
  aside: { ru: 'Сколько стоит доставка?', uk: 'Скільки коштує доставка?', en: 'How much is delivery?' },
  /** Understood by nobody. */
  mumble: { ru: 'бырымбыр жужу', uk: 'тралялякі ґедзик', en: 'blabbity blab' },
} as const satisfies Record<string, Words>;

export interface Chat {
  customer(words: Words | string, who?: string): Promise<void>;
  /** The next message; slots that are not given may be anything. */
  bot(key: string, slots?: Slots, who?: string): SentMessage;
  /** Is it among what was said last? */
  offered(key: string): boolean;
  tap(key: string, slots?: Slots, who?: string): Promise<void>;
  /** Something else is asked in between, and answered; the question comes again. */
  aside(key: string): Promise<void>;
  /** Everything that was said, until this; for words in between that may come or not. */
  until(key: string, who?: string): SentMessage;
}

export function chatIn(talk: Talk, texts: Texts, locale: Locale): Chat {
  const said = (words: Words | string) => (typeof words === 'string' ? words : words[locale]);
  const bot = (key: string, slots?: Slots, who?: string) =>
    talk.bot(patternOf(texts, locale, key, slots), who);
  return {
    customer: (words, who) => talk.customer(said(words), who),
    bot,
    offered: (key) => talk.buttons().some((label) => exactly(texts, locale, key).test(label)),
    tap: (key, slots, who) => talk.tap(exactly(texts, locale, key, slots), who),
    async aside(key) {
      await talk.customer(said(SAYS.aside));
      talk.bot(/390/);
      bot(key);
    },
    until(key, who) {
      const wanted = patternOf(texts, locale, key);
      for (let heard = 0; heard < 5; heard += 1) {
        const message = talk.bot(/./, who);
        if (wanted.test(message.text)) return message;
      }
      throw new Error(`The bot never said ${key}`);
    },
  };
}

const ANYTHING = '\u0001';
/** A slot that nobody named stands for anything. */
const anySlots = (given: Slots): Slots =>
  new Proxy(given, {
    get: (target, name) => (name in target ? Reflect.get(target, name) : ANYTHING) as Json,
    has: () => true,
  });

function patternOf(texts: Texts, locale: Locale, key: string, slots: Slots = {}): RegExp {
  return new RegExp(wordingsOf(texts, locale, key, slots).join('|'), 'u');
}

function exactly(texts: Texts, locale: Locale, key: string, slots: Slots = {}): RegExp {
  return new RegExp(`^(?:${wordingsOf(texts, locale, key, slots).join('|')})$`, 'u');
}

/** Every wording of a text, as it looks when its markup is gone. */
function wordingsOf(texts: Texts, locale: Locale, key: string, slots: Slots): string[] {
  const all = [0, 0.26, 0.51, 0.76, 0.99].map((variant) => texts.text(locale, key, anySlots(slots), variant));
  return [...new Set(all)].map((text) =>
    text
      .replaceAll(/\*\*|\\(?=[\\*_`[\]])/gu, '')
      .split(ANYTHING)
      .map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
      .join(String.raw`[\s\S]*?`),
  );
}
