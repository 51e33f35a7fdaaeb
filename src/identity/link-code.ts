/**
 * One-time codes that lead a customer from one channel to another: making, reading, hashing, hiding. The long form rides
 * unseen in a deep link; the short one is seen and sent by the customer, so it is made for human eyes. The house keeps
 * hashes only, and no code is ever shown in a thread or written to a log.
 */
import { createHash } from 'node:crypto';
import type { Random } from '../core/clock.ts';
import type { IncomingContent } from '../core/content.ts';
import { base64url } from '../core/ids.ts';

export interface LinkCode {
  form: 'start' | 'text';
  /** In the one spelling that is hashed. */
  code: string;
}

const START = 'link_';
/** 32 signs without I, L, O and U: 5 bits each, nothing to mistake. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TYPED_SIGNS = 12;
/** People write a sentence around a code, not a page. */
const SENTENCE = 300;
const HIDDEN = '•••';

/** In the form that a way into an account carries. */
export function makeLinkCode(carries: 'start' | 'text', random: Random): string {
  return carries === 'start' ? makeStartCode(random) : makeTypedCode(random);
}

/** For deep links: 128 bits, 27 characters of `A-Za-z0-9_-` in all. */
export function makeStartCode(random: Random): string {
  return START + base64url(random.bytes(16));
}

/** For sentences: `PR-7K4M-92QX-TB3N`, 60 bits. */
export function makeTypedCode(random: Random): string {
  const signs = [...random.bytes(TYPED_SIGNS)].map((byte) => SIGNS.charAt(byte % SIGNS.length)).join('');
  return `PR-${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
}

/** The code that a message brings, whether or not it is any good; null: none. */
export function readLinkCode({ start, text }: IncomingContent): LinkCode | null {
  if (start?.startsWith(START)) return { form: 'start', code: start };
  const typed = text === undefined ? null : findTyped(text);
  return typed && { form: 'text', code: typed.code };
}

/** What is kept of a code: SHA-256 in hex. Enough, because codes are random and short-lived. */
export function hashLinkCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** The message as the thread keeps it: without its code. */
export function hideLinkCode(content: IncomingContent): IncomingContent {
  const { start, text } = content;
  if (start?.startsWith(START)) return { ...content, start: `${START}${HIDDEN}` };
  const typed = text === undefined ? null : findTyped(text);
  if (text === undefined || !typed) return content;
  return { ...content, text: `${text.slice(0, typed.from)}PR-${HIDDEN}${text.slice(typed.to)}` };
}

const TYPED = /(?<![0-9A-Z])PR[-–— ]?([0-9A-Z]{4})[-–— ]?([0-9A-Z]{4})[-–— ]?([0-9A-Z]{4})(?![0-9A-Z])/;

function findTyped(text: string): { code: string; from: number; to: number } | null {
  // Nearly every text is told by this, and costs nothing more. The first letter may be the Cyrillic one.
  if (text.length > SENTENCE || !/[pр]r/i.test(text)) return null;
  const found = TYPED.exec(fold(text));
  if (!found) return null;
  const signs = found.slice(1).map((group) => group.replace(/[OIL]/g, (sign) => (sign === 'O' ? '0' : '1')));
  return { code: `PR-${signs.join('-')}`, from: found.index, to: found.index + found[0].length };
}

/** Capitals, and Latin letters for the Cyrillic ones that look the same. The length stays, so that places do too. */
function fold(text: string): string {
  return text
    .replace(/[a-z]/g, (sign) => sign.toUpperCase())
    .replace(/[а-яё]/g, (sign) => sign.toUpperCase())
    .replace(/[АВЕКМНОРСТУХ]/g, (sign) => LATIN.charAt(CYRILLIC.indexOf(sign)));
}

const CYRILLIC = 'АВЕКМНОРСТУХ';
const LATIN = 'ABEKMHOPCTYX';
