/** Names as generators write them, with markup and marks of markup → plain words of one line, without size and colour. */
import { clipText } from '../../core/clip-text.ts';
import { LIMITS } from '../../core/limits.ts';
import type { VariantOption } from '../../core/ports/shop-catalog.ts';

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  times: '×',
  deg: '°',
  shy: '',
};

/** Markup taken off, entities read once more, blanks made one, control characters gone. */
export function plainWords(text: string): string {
  const read = text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, dec, hex, name) =>
        entity(whole, dec, hex, name),
      )
    : text;
  const bare = read.includes('<') ? read.replace(/<\/?[a-z][^<>]{0,300}>/giu, ' ') : read;
  return bare.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** At most `LIMITS.feedTitleChars`, ended at a word. */
export function clipTitle(title: string): string {
  if (title.length <= LIMITS.feedTitleChars) return title;
  const cut = clipText(title, LIMITS.feedTitleChars - 1);
  const blank = cut.lastIndexOf(' ');
  return `${(blank > cut.length / 2 ? cut.slice(0, blank) : cut).replace(/[\s,;(–-]+$/u, '')}…`;
}

/** "Джемпер «Карпаты», M (синий)" is a "Джемпер «Карпаты»" of size M in blue. */
export function withoutOptions(title: string, options: readonly VariantOption[]): string {
  let rest = title;
  for (let again = 0; again < options.length; again += 1) {
    const found = options.find(({ value }) => endsWithWord(rest, value.default));
    if (!found) break;
    const shorter = rest
      .replace(/[\s)\].,;]+$/u, '')
      .slice(0, -found.value.default.length)
      .replace(/[\s([,;/|:–—-]+$/u, '');
    if (shorter.length < 3) break;
    rest = shorter;
  }
  // "… (размер M" leaves its own label behind.
  return rest.replace(/[\s([,;]+(?:размер|розмір|цвет|колір|size|colou?r|р\.|цв\.)$/iu, '');
}

function endsWithWord(title: string, word: string): boolean {
  const bare = title.replace(/[\s)\].,;]+$/u, '').toLowerCase();
  const sought = word.toLowerCase();
  if (sought === '' || !bare.endsWith(sought)) return false;
  return /[\s([,;/|:–—-]/u.test(bare.charAt(bare.length - sought.length - 1));
}

function entity(whole: string, dec: string | undefined, hex: string | undefined, name: string | undefined) {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec);
  const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : '';
}
