/**
 * One FAQ file: text in, written entries out. `## Question {#id}` begins an entry, a list directly below holds other ways
 * to ask, everything else until the next question is the answer. Never throws; what is wrong goes to the findings.
 */
import { assert } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import { readEntry, type EntryContext } from './read-entry.ts';
import type { FaqFile, FaqSource } from './faq-file.ts';
import { readFrontMatter } from './front-matter.ts';
import { lineOf, plainText, readBlocks, type Block, type Heading } from './markdown-tree.ts';

export type FaqFileContext = Omit<EntryContext, 'locale' | 'topic' | 'file' | 'body' | 'front'>;

/** Reads the text of one file. Entries that cannot be used are reported and left out. */
export function parseFaqFile({ file, locale, text }: FaqSource, context: FaqFileContext): FaqFile {
  const { say } = context;
  const { front, body } = readFrontMatter(text, context);
  const topic = topicOf(file);
  checkCutOff(body, context);
  const { title, sections } = split(body, context);
  if (sections.length > LIMITS.faqEntries) say.error(0, 'faq.too-many', { max: LIMITS.faqEntries });
  if (sections.length === 0) say.error(1, 'faq.no-question');
  const own: EntryContext = { ...context, file, locale, topic, front, body };
  const entries = sections
    .slice(0, LIMITS.faqEntries)
    .map(({ heading, blocks }) => readEntry(heading, blocks, own))
    .filter((entry) => entry !== null);
  return { file, locale, topic, title, front, entries };
}

/** `faq/ru/delivery.md` → `delivery`. */
export function topicOf(file: string): string {
  const name = file.split(/[\\/]/u).at(-1);
  assert(name !== undefined, 'a path has a last part');
  return name.replace(/\.md$/u, '');
}

interface Section {
  heading: Heading;
  blocks: Block[];
}

function split(body: string, { say }: FaqFileContext): { title: string; sections: Section[] } {
  const sections: Section[] = [];
  let title = '';
  for (const block of readBlocks(body, say)) {
    const last = sections.at(-1);
    if (block.type === 'heading' && block.depth === 2) sections.push({ heading: block, blocks: [] });
    else if (last !== undefined) last.blocks.push(block);
    else if (block.type === 'heading' && block.depth === 1) title = plainText(block);
    else if (!isNote(block)) say.error(lineOf(block), 'faq.before-first');
  }
  return { title, sections };
}

/**
 * A file that was only half written ends in the middle of a line. Whole files end with a line end; editors that do not
 * write one still end with a finished sentence.
 */
function checkCutOff(body: string, { say }: FaqFileContext): void {
  if (body === '' || body.endsWith('\n') || /[.!?…)\]}»"”:;*_>]$/u.test(body.trimEnd())) return;
  say.error(body.split('\n').length, 'faq.cut-off');
}

function isNote(block: Block): boolean {
  return block.type === 'html' && /^<!--\s*note:/u.test(block.value);
}
