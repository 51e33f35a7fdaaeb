/**
 * What one FAQ file holds after its grammar was read: still with slots and editors' facts, before the languages are put
 * side by side. The shapes that the FAQ readers share.
 */
import type { FaqEntry, FaqLink } from '../../core/ports/words.ts';
import type { Locale } from '../../core/locale.ts';

/** One question as written, with the places that complaints refer to. */
export interface WrittenEntry extends FaqEntry {
  file: string;
  line: number;
  /** A link may point at something that only the whole set can tell. */
  linkLines: { link: FaqLink; line: number }[];
  phrasingLines: number[];
}

export interface FaqFile {
  file: string;
  locale: Locale;
  front: FrontMatter;
  entries: WrittenEntry[];
}

export interface FrontMatter {
  owner: string | null;
  /** Day (YYYY-MM-DD) by which somebody should read the file again. */
  reviewBy: string | null;
  tags: string[];
}

export const ID_FORMAT = /^[a-z][a-z0-9-]{1,59}$/u;
