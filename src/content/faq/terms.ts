/**
 * When and where an entry is answered: `validFrom`, `validTo`, `channels`, in the front matter for a whole file or in comments for one
 * entry. Days are days of the shop's own time zone; the last day counts whole.
 */
import type { FindingSink } from '../finding.ts';
import { nearestOf } from '../nearest.ts';
import { localToUtc } from '../../core/zoned-time.ts';

export interface Terms {
  validFromMs?: number;
  validToMs?: number;
  channels?: string[];
}

export interface TermsContext {
  timeZone: string;
  /** Names that `channels` may use; null: any. */
  channels: readonly string[] | null;
  say: FindingSink;
}

const NAMES = ['validFrom', 'validTo', 'channels', 'note'] as const;
/** Of what is refused: enough to find it. */
const HTML_SHOWN = 30;
const COMMENT = /<!--(.*?)-->/gsu;
/** Comments of one place together; a longer stretch is something that was pasted. */
const HTML_CHARS = 2_000;

/** Reads the comments of one HTML block into `into`; any other HTML is an error. */
export function readComments(html: string, line: number, into: Terms, context: TermsContext): void {
  const { say } = context;
  if (html.length > HTML_CHARS) return say.error(line, 'faq.html', { html: html.slice(0, HTML_SHOWN) });
  const rest = html.replace(COMMENT, (whole, inner: string, at: number) => {
    readComment(inner, line + lineBreaks(html.slice(0, at)), into, context);
    return '\n'.repeat(lineBreaks(whole));
  });
  if (rest.trim() === '') return;
  const begin = line + lineBreaks(rest.slice(0, rest.search(/\S/u)));
  say.error(begin, 'faq.html', { html: rest.trim().slice(0, HTML_SHOWN) });
}

function readComment(inner: string, line: number, into: Terms, context: TermsContext): void {
  const { say } = context;
  const colon = inner.indexOf(':');
  const name = inner.slice(0, Math.max(0, colon)).trim();
  const value = inner.slice(colon + 1).trim();
  if (colon === -1 || !/^\w+$/u.test(name)) {
    return say.error(line, 'faq.comment', { name: inner.trim().slice(0, HTML_SHOWN) }, nearestOf('', NAMES));
  }
  if (name === 'note') return;
  if (name === 'validFrom' || name === 'validTo') return readDayTerm(name, value, line, into, context);
  if (name !== 'channels') return say.error(line, 'faq.comment', { name }, nearestOf(name, NAMES));
  const channels = readChannels(value.split(/[\s,]+/u), line, context);
  if (channels !== null) into.channels = channels;
}

/** Puts one day into `into`, or says why not. */
export function readDayTerm(
  name: 'validFrom' | 'validTo',
  value: string,
  line: number,
  into: Terms,
  { timeZone, say }: TermsContext,
): void {
  const day = readDay(value);
  if (day === null) return say.error(line, 'faq.date', { name, value: value.slice(0, HTML_SHOWN) });
  if (name === 'validFrom') into.validFromMs = localToUtc(day, timeZone);
  else into.validToMs = localToUtc({ ...day, day: day.day + 1 }, timeZone) - 1;
}

/** Names of channels in order and once each; null after an error was reported. */
export function readChannels(
  names: readonly string[],
  line: number,
  { channels: known, say }: TermsContext,
): string[] | null {
  const given = [...new Set(names.filter((name) => name !== ''))];
  if (given.length === 0) {
    say.error(line, 'faq.no-channel');
    return null;
  }
  const wrong = known === null ? [] : given.filter((name) => !known.includes(name));
  for (const name of wrong) say.error(line, 'faq.unknown-channel', { name }, nearestOf(name, known ?? []));
  return wrong.length === 0 ? given : null;
}

/** The terms of an entry: its own, else those of its file. Reported when it could never be answered. */
export function joinTerms(own: Terms, ofFile: Terms, line: number, say: FindingSink): Terms {
  const terms = { ...ofFile, ...own };
  if ((terms.validFromMs ?? -Infinity) > (terms.validToMs ?? Infinity)) {
    say.error(line, 'faq.dates-swapped');
  }
  return terms;
}

function readDay(text: string): { year: number; month: number; day: number; minute: number } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
  return { year, month, day, minute: 0 };
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
