/**
 * What one FAQ file holds after its grammar was read, before the languages are put side by side. The shapes that the FAQ readers and
 * the checks share.
 */
import type { FaqEntry, FaqLink } from '../../core/ports/words.ts';
import type { Locale } from '../../core/locale.ts';
import type { Terms } from './terms.ts';

/** A file as it is read, or as a draft has it. `file`: the path as people know it; its name is the topic. */
export interface FaqSource {
  file: string;
  locale: Locale;
  /** With `\n` line ends. */
  text: string;
}

/** One question as written, with the places that complaints refer to. */
export interface WrittenEntry extends FaqEntry {
  file: string;
  line: number;
  /** A link may point at something that only the whole set can tell. */
  linkLines: { link: FaqLink; line: number }[];
  phrasingLines: number[];
  /** Of the first line of the answer. */
  answerLine: number;
  /** Addresses that the answer links to. */
  urls: { url: string; line: number }[];
  /**
   * Changes when the question, the answer or its terms are written differently; not with phrasings, spaces or values of slots.
   * 8 hexadecimal digits.
   */
  mark: string;
}

export interface FaqFile {
  file: string;
  locale: Locale;
  /** The file's name without its ending, the same in every language. */
  topic: string;
  /** The `# Title` at its top; "" without one. */
  title: string;
  front: FrontMatter;
  entries: WrittenEntry[];
}

export interface FrontMatter {
  owner: string | null;
  /** Day (YYYY-MM-DD) by which somebody should read the file again, and the line that says so. */
  reviewBy: string | null;
  reviewLine: number;
  tags: string[];
  /** For all entries of the file that say nothing else. */
  terms: Terms;
}

export const ID_FORMAT = /^[a-z][a-z0-9-]{1,59}$/u;

/** What the engine needs; places in files stay behind. */
export function bareEntry(entry: WrittenEntry): FaqEntry {
  const {
    file: _f,
    line: _l,
    linkLines: _k,
    phrasingLines: _p,
    answerLine: _a,
    urls: _u,
    mark: _m,
    ...rest
  } = entry;
  return rest;
}
