/**
 * Typed answers: what a state expects decides how a text is read. A text becomes an event such as
 * `answer.orderNumber` only if its parser succeeds; no machine ever sees raw text.
 */
import type { FlowEvent } from '../core/content.ts';
import type { IncomingContent, IncomingMedia } from '../core/content.ts';
import type { AnswerKind } from '../core/flow.ts';
import { plainManners, type Manners } from '../core/ports/manners.ts';
import type { CommandWords } from '../core/ports/words.ts';
import { findDayMonth } from './day-month.ts';

/** The first of the expected answers that this message gives, or null. */
export function readAnswer(
  content: IncomingContent,
  expects: readonly AnswerKind[],
  words: CommandWords,
  manners: Pick<Manners, 'score'> = plainManners,
): FlowEvent | null {
  for (const kind of expects) {
    const event = READERS[kind](content, words, manners);
    if (event) return event;
  }
  return null;
}

type Reader = (
  content: IncomingContent,
  words: CommandWords,
  manners: Pick<Manners, 'score'>,
) => FlowEvent | null;

const READERS: Record<AnswerKind, Reader> = {
  orderNumber: ({ text }) => {
    const number = text === undefined ? null : findOrderNumber(text);
    return number === null ? null : { type: 'answer.orderNumber', number };
  },
  lastFourDigits: ({ text }) => {
    const digits = text?.trim().match(LAST_FOUR)?.[1];
    return digits === undefined ? null : { type: 'answer.lastFourDigits', digits: digits.replace(/\D/g, '') };
  },
  oneTimeCode: ({ text }) => {
    const code = text?.trim().match(/^\D{0,20}(\d{3}[\s-]?\d{3})\D{0,10}$/)?.[1];
    return code === undefined ? null : { type: 'answer.oneTimeCode', code: code.replace(/\D/g, '') };
  },
  contact: ({ contact }) =>
    contact ? { type: 'answer.contact', phone: contact.phone, own: contact.own } : null,
  location: ({ location }) => (location ? { type: 'answer.location', ...location } : null),
  yesNo: ({ text }, words) => {
    const yes = text === undefined ? null : words.yesNo(text);
    return yes === null ? null : { type: 'answer.yesNo', yes };
  },
  choice: ({ text }) => {
    const number = text?.trim().match(/^(?:№|#)?\s*([1-9])[.)]?$/)?.[1];
    return number === undefined ? null : { type: 'answer.choice', number: Number(number) };
  },
  number: ({ text }) => {
    const value = text === undefined ? null : findNumber(text);
    return value === null ? null : { type: 'answer.number', value };
  },
  dayMonth: ({ text }) => {
    const found = text === undefined ? null : findDayMonth(text);
    return found === null ? null : { type: 'answer.dayMonth', ...found };
  },
  email: ({ text }) => {
    const email = text === undefined ? null : findEmail(text);
    return email === null ? null : { type: 'answer.email', email };
  },
  phone: ({ text, contact }) => {
    const phone = contact ? contact.phone : findPhone(text ?? '');
    return phone === null ? null : { type: 'answer.phone', phone };
  },
  five: ({ text }, _, manners) => {
    const found = text === undefined ? null : manners.score(text, 5);
    return found && { type: 'answer.five', ...found };
  },
  ten: ({ text }, _, manners) => {
    const found = text === undefined ? null : manners.score(text, 10);
    return found && { type: 'answer.ten', ...found };
  },
  comment: ({ text }) => {
    const words = text?.trim() ?? '';
    return words === '' ? null : { type: 'answer.comment', text: words };
  },
  text: ({ text }) => {
    const words = text?.trim() ?? '';
    return words === '' || words.endsWith('?') ? null : { type: 'answer.text', text: words };
  },
  picture: ({ media = [] }) => {
    const files = media.filter(({ kind }) => kind === 'photo' || kind === 'video' || kind === 'document');
    return files.length === 0 ? null : { type: 'answer.picture', usable: files.some(isPicture) };
  },
};

/** By what the messenger says it is; people look at what it really shows. */
export function isPicture({ kind, mime, name }: IncomingMedia): boolean {
  if (kind !== 'document') return (kind === 'photo' || kind === 'video') && mime !== 'application/pdf';
  return (
    /^(?:image|video)\//iu.test(mime ?? '') || /\.(?:jpe?g|png|webp|heic|gif|mp4|mov)$/iu.test(name ?? '')
  );
}

/** Four digits with a few words around them. "ML-1007" and "№ 1007" are numbers of orders. */
const LAST_FOUR = /^(?:\D{0,20}[^\p{L}\d#№-])?(?<![#№]\s*)(\d[\s-]?\d[\s-]?\d[\s-]?\d)\D{0,10}$/u;

/** The same for words that look like a question to us, once nobody had an answer to it. */
export function readQuestionAsAnswer(text: string, expects: readonly AnswerKind[]): FlowEvent | null {
  const words = text.trim();
  if (expects.includes('comment') && words !== '') return { type: 'answer.comment', text: words };
  return expects.includes('text') && words !== '' ? { type: 'answer.text', text: words } : null;
}

/** "до 3 000 руб." → 3000; null when there is none, several, or a sentence too long to be one. */
function findNumber(text: string): number | null {
  if (text.length > SENTENCE) return null;
  const found = text.match(/\d+(?:[ \u00A0]\d{3})*(?:[.,]\d{1,2})?(?!\d)/gu) ?? [];
  const value = Number((found[0] ?? '').replace(/[ \u00A0]/g, '').replace(',', '.'));
  return found.length === 1 && Number.isFinite(value) && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** Ten to fifteen digits with what people put between them, and a few words around. */
function findPhone(text: string): string | null {
  if (text.length > SENTENCE) return null;
  const digits = text.match(/\+?\d[\d\s().-]{8,24}\d/)?.[0].replace(/\D/g, '') ?? '';
  return digits.length >= 10 && digits.length <= 15 ? digits : null;
}

/** One address with a few words around it; null when there is none or several. */
function findEmail(text: string): string | null {
  if (text.length > SENTENCE) return null;
  const found = text.match(/[\w.+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu) ?? [];
  const [email = ''] = found;
  return found.length === 1 && email.length <= EMAIL_CHARS ? email.toLowerCase() : null;
}

/** The longest address that mail servers take. */
const EMAIL_CHARS = 254;
/** Longest text in which a number is looked for: people write a sentence around it, not a page. */
const SENTENCE = 200;
const NUMBER = /(?:^|[\s#№:,(])((?:\p{L}{1,4}[\s-]?)?\d(?:[\s-]?[\dOОoоlІI]){2,14})(?=$|[\s.,!?)])/u;

/**
 * "ПР-10 42", "№ 1042", "заказ pr1042?" → as written, without spaces and dashes, in capitals. Look-alike letters are
 * the shop's business, which knows its own numbers. Null when the text holds no such thing or is plainly a phone.
 */
export function findOrderNumber(text: string): string | null {
  if (text.length > SENTENCE) return null;
  const found = NUMBER.exec(text.trim())?.[1];
  if (!found) return null;
  return found.replace(/[\s-]/g, '').toUpperCase();
}

/** Three digits behind letters, four by themselves: what is shorter is a price, a size or a house. Ten are a phone. */
const LONE = /^(?:[№#]|номер)?\s*(?:\p{L}{1,3}[\s-]?\d[\d\s-]{2,9}|\d{4,9})[\s.!?]*$/iu;

/** "ML-1007" and nothing else: whoever writes only that wants to know how the order is. */
export function isOrderAlone(text: string): boolean {
  return LONE.test(text.trim()) && findOrderNumber(text) !== null;
}
