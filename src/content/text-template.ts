/**
 * One wording with slots, compiled once and filled many times: `{name}` is a value, `{count|минута|минуты|минут}` the form
 * of a word for a number, `{shop.phone}` a setting of the shop (counted in the same way), `\{` a brace. Values are escaped, so they show as themselves.
 */
import { escapeMarkup, type Json } from '../core/content.ts';
import { assert } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { PhraseValues } from '../core/phrase.ts';
import type { TEXT_FAULTS } from './faults/text-faults.ts';

export type TemplatePiece =
  | { kind: 'text'; text: string }
  | { kind: 'slot'; name: string }
  | { kind: 'plural'; name: string; forms: string[] }
  /** With `forms`: the form of a word for a number of the shop's settings. */
  | { kind: 'shop'; name: string; forms?: string[] };

/** `fault` is told with `values` and the `key` of the text. */
export type ParsedTemplate =
  | { ok: true; pieces: TemplatePiece[] }
  | { ok: false; fault: keyof typeof TEXT_FAULTS; values: PhraseValues };

/** Forms of a counted word, in the order in which they are written. */
export const PLURAL_FORMS: Record<Locale, readonly string[]> = {
  ru: ['one', 'few', 'many'],
  uk: ['one', 'few', 'many'],
  en: ['one', 'other'],
};

const PIECE = /\\([{}])|\{([^{}]*)\}|([{}])/gu;
const SLOT_NAME = /^[a-z][A-Za-z0-9]*$/u;
const SHOP_NAME = /^shop(?:\.[A-Za-z0-9]+)+$/u;

/** Splits a wording of one language into its pieces, or says what is wrong with it. */
export function parseTemplate(text: string, locale: Locale): ParsedTemplate {
  const pieces: TemplatePiece[] = [];
  const addText = (more: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === 'text') last.text += more;
    else if (more !== '') pieces.push({ kind: 'text', text: more });
  };
  let done = 0;
  for (const found of text.matchAll(PIECE)) {
    addText(text.slice(done, found.index));
    done = found.index + found[0].length;
    if (found[3] !== undefined) {
      return { ok: false, fault: 'text.lone-brace', values: { mark: found[3] } };
    }
    if (found[1] !== undefined) {
      addText(found[1]);
      continue;
    }
    const [name = '', ...forms] = (found[2] ?? '').split('|').map((part) => part.trim());
    if (name.startsWith('shop.') && forms.length === 0) pieces.push({ kind: 'shop', name });
    else if (!SLOT_NAME.test(name) && !SHOP_NAME.test(name)) {
      return { ok: false, fault: 'text.slot-name', values: { name } };
    } else if (forms.length === 0) pieces.push({ kind: 'slot', name });
    else if (forms.length === PLURAL_FORMS[locale].length)
      pieces.push({ kind: name.startsWith('shop.') ? 'shop' : 'plural', name, forms });
    else {
      const fault = locale === 'en' ? 'text.forms-2' : 'text.forms-3';
      return { ok: false, fault, values: { forms: forms.length, language: locale } };
    }
  }
  addText(text.slice(done));
  return { ok: true, pieces };
}

/** A filled wording; a slot without a value is a bug and throws. */
export type Template = (slots: Record<string, Json>) => string;

/** `shop` gives settings of the shop as plain text; `other` says another text, for a slot that names one: `{text: key}`. */
export function compileTemplate(
  pieces: readonly TemplatePiece[],
  locale: Locale,
  shop: (name: string) => string,
  other: (key: string) => string = (key) => key,
): Template {
  const formOf = pluralForms(locale);
  const fixed = pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind !== 'shop') return piece;
    const value = shop(piece.name);
    return piece.forms ? (piece.forms[formOf(Number(value))] ?? '') : escapeMarkup(value);
  });
  const whole = fixed.every((piece) => typeof piece === 'string') ? fixed.join('') : null;
  if (whole !== null) return () => whole;
  return (slots) => {
    let text = '';
    for (const piece of fixed) {
      if (typeof piece === 'string') text += piece;
      else text += fill(piece, slots, { formOf, other });
    }
    return text;
  };
}

function fill(
  piece: Extract<TemplatePiece, { kind: 'slot' | 'plural' }>,
  slots: Record<string, Json>,
  { formOf, other }: { formOf: (count: number) => number; other: (key: string) => string },
): string {
  const value = slots[piece.name];
  assert(value !== undefined, `text slot {${piece.name}} has no value`);
  if (piece.kind === 'plural') return piece.forms[formOf(Number(value))] ?? '';
  return isText(value) ? other(value.text) : shown(value);
}

/** Counts whose form is remembered: asking Intl each time would cost more than the rest of a text. */
const REMEMBERED = 200;

const formsOf = new Map<Locale, (count: number) => number>();

/** Which of the written forms a count takes. Fractions take the form of two: "полторы минуты". */
function pluralForms(locale: Locale): (count: number) => number {
  const known = formsOf.get(locale);
  if (known !== undefined) return known;
  const rules = new Intl.PluralRules(locale);
  const ask = (count: number): number => {
    const place = PLURAL_FORMS[locale].indexOf(rules.select(count));
    return place === -1 ? 1 : place;
  };
  const small = Array.from({ length: REMEMBERED }, (_, count) => ask(count));
  const formOf = (count: number): number => small[count] ?? ask(count);
  formsOf.set(locale, formOf);
  return formOf;
}

/** Words that are a text themselves, said in the language of the sentence around them. */
function isText(value: Json): value is { text: string } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value['text'] === 'string';
}

function shown(value: Json): string {
  if (typeof value === 'string') return escapeMarkup(value);
  if (typeof value === 'number') return String(value);
  if (value === null) return '';
  assert(Array.isArray(value), 'text slots take words, numbers and lists of them');
  return value.map(shown).join(', ');
}
