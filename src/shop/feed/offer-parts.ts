/** What both kinds of feed share: options out of parameters, addresses, codes. Nothing here knows a kind of feed. */
import { clipText } from '../../core/clip-text.ts';
import { LIMITS } from '../../core/limits.ts';
import type { VariantOption } from '../../core/ports/shop-catalog.ts';
import { plainWords } from './plain-words.ts';

/** Our names of what tells variants apart, by how parameters are called. */
const OPTIONS: [name: string, called: RegExp][] = [
  ['size', /^(?:размер|розмір|size|рост|зріст)(?:\s|$|\(|,)/iu],
  ['colour', /^(?:цвет|колір|colou?r)(?:\s|$|\(|,)/iu],
  ['volume', /^(?:объ[её]м|об['’ʼ`]?[єе]м|volume)(?:\s|$|\(|,)/iu],
  ['weight', /^(?:вес|вага|масса|маса|weight)(?:\s|$|\(|,)/iu],
];
/** Those whose value says little without its unit. */
const MEASURED: ReadonlySet<string> = new Set(['volume', 'weight']);
/** Characters of one option. */
const OPTION_CHARS = 60;

/** Each option once, in the order of size, colour, volume, weight; of several parameters of one kind the first counts. */
export function optionsOf(params: readonly { name: string; unit: string; value: string }[]): VariantOption[] {
  const found: VariantOption[] = [];
  for (const [name, called] of OPTIONS) {
    const param = params.find((one) => called.test(one.name) && plainWords(one.value) !== '');
    if (!param) continue;
    const value = plainWords(param.value);
    const unit = MEASURED.has(name) && /^[\d.,\s]+$/u.test(value) ? plainWords(param.unit) : '';
    found.push({
      name,
      value: { default: clipText(unit === '' ? value : `${value} ${unit}`, OPTION_CHARS) },
    });
  }
  return found;
}

/** An https address; one that says http is taken for the same page over https. Null for anything else. */
export function addressOf(text: string | undefined): { url: string | null; mended: boolean } {
  const trimmed = (text ?? '').trim();
  if (trimmed === '' || trimmed.length > LIMITS.feedFieldChars) return { url: null, mended: false };
  const isOpen = /^http:\/\//iu.test(trimmed);
  const whole = trimmed.startsWith('//') ? `https:${trimmed}` : isOpen ? `https${trimmed.slice(4)}` : trimmed;
  const parsed = URL.parse(whole);
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '')
    return { url: null, mended: true };
  return { url: parsed.href, mended: whole !== trimmed };
}

/** A code of at most `LIMITS.feedIdChars`; "" when there is none or it is longer, for a cut code is another code. */
export function codeText(text: string | undefined): string {
  const trimmed = (text ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return trimmed.length > LIMITS.feedIdChars ? '' : trimmed;
}
