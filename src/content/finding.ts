/**
 * What is wrong with a content file, in words for the person who edits it: where, why, and what to do.
 * Everything that reads content returns these; nothing here throws or prints.
 */
import { fillPhrase, type Phrase, type PhraseValues } from '../core/phrase.ts';
import { FAULTS, type FaultCode } from './faults/faults.ts';
import { FIX_WORDS, type FixCode } from './faults/fixes.ts';

/** `error`: the file cannot be used; `warning`: it works, but customers would be better served if it were mended. */
export interface ContentFinding {
  level: 'error' | 'warning';
  /** Path as the editor knows it, relative to the working folder where possible. */
  file: string;
  /** From 1; 0 when the finding is about the file as a whole. */
  line: number;
  /** In English, as terminals and logs say it. */
  message: string;
  /** What to do about it, in English. */
  hint: string;
  /** The message by its code, for other languages; none when it is known in English only. */
  what?: Phrase;
  /** The hint by its code. */
  fix?: Phrase;
  /** Another question that it is about besides, as far as there is one. */
  other?: OtherQuestion;
}

/** A question of the FAQ, or one that begins a flow; `place`: file and line, where it stands in a file of the FAQ. */
export interface OtherQuestion {
  id: string;
  question: string;
  place?: string;
}

/** Tells a fault of the catalogue: `values` fill its words and those of its advice; `fix` takes the place of the advice. */
type Tell = (line: number, code: FaultCode, values?: PhraseValues, fix?: Advice) => void;

/** A fault without its place. */
export type ToldFault = Pick<ContentFinding, 'message' | 'hint' | 'what' | 'fix'>;

/** Collects findings of one file. */
export interface FindingSink {
  error: Tell;
  warn: Tell;
}

/** What to do, by code where there is one. */
export interface Advice {
  hint: string;
  fix?: Phrase;
}

/** A sink that appends to `findings` under one file name; `other`: what all of them are about besides. */
export function sinkFor(file: string, findings: ContentFinding[], other?: OtherQuestion): FindingSink {
  const tell =
    (level: ContentFinding['level']): Tell =>
    (line, code, values = {}, fix) =>
      void findings.push({ level, file, line, ...tellFault(code, values, fix), ...(other ? { other } : {}) });
  return { error: tell('error'), warn: tell('warning') };
}

/** A fault of the catalogue; `other` takes the place of its advice. */
export function tellFault(code: FaultCode, values: PhraseValues = {}, other?: Advice): ToldFault {
  const [what, own = ''] = FAULTS[code] as readonly [string, string?];
  const fix = other ?? { hint: fillPhrase(own, values), fix: { code: `${code}.fix`, values } };
  return { message: fillPhrase(what, values), what: { code, values }, ...fix };
}

/** Advice of the catalogue. */
export function advice(code: FixCode, values: PhraseValues = {}): Advice {
  return { hint: fillPhrase(FIX_WORDS[code], values), fix: { code, values } };
}

export function hasErrors(findings: readonly ContentFinding[]): boolean {
  return findings.some((finding) => finding.level === 'error');
}

/** `faq/ru/payment.md:12: error: … → …`: one line that editors and terminals can jump to. */
export function describeFinding(finding: ContentFinding): string {
  const place = finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file;
  return `${place}: ${finding.level}: ${messageWithPlace(finding)} → ${finding.hint}`;
}

/** The message, and where the other question stands that it names. */
export function messageWithPlace({ message, other }: ContentFinding): string {
  if (other === undefined) return message;
  return `${message} (${other.place === undefined ? other.id : `${other.id}, ${other.place}`})`;
}
