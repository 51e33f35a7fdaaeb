/** One entry of a FAQ file: its heading and the blocks below it become a question, other ways to ask, an answer and terms. */
import { createHash } from 'node:crypto';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import { answerMarkup } from './answer-markup.ts';
import { ID_FORMAT, type FrontMatter, type WrittenEntry } from './faq-file.ts';
import { lineOf, plainText, type Block, type Heading, type List } from './markdown-tree.ts';
import { liveSlotIn, type Fill } from './slots.ts';
import { joinTerms, readComments, type Terms, type TermsContext } from './terms.ts';

const QUESTION_CHARS = 200;
const PHRASING_CHARS = 200;
/** Below this the matcher has too little to go by. */
const FEW_PHRASINGS = 3;
/** Messengers show a few buttons well; two places are kept for "did this help?". */
const MAX_LINKS = LIMITS.buttonsPerMessage - 2;
/** Of a text that is refused: enough to find it. */
const SHOWN = 80;

export interface EntryContext extends TermsContext {
  file: string;
  topic: string;
  locale: Locale;
  fill: Fill;
  front: FrontMatter;
  /** The text of the file, for what is compared as it was written. */
  body: string;
}

/** Null after an error that leaves nothing to use. */
export function readEntry(
  heading: Heading,
  blocks: readonly Block[],
  context: EntryContext,
): WrittenEntry | null {
  const { say, fill, front, file, locale, topic } = context;
  const line = lineOf(heading);
  const head = readHeading(heading, context);
  if (head === null) return null;
  const { id, question } = head;
  const [own, rest] = takeTerms(blocks, context);
  const list = rest[0]?.type === 'list' ? rest[0] : null;
  const phrasings = list === null ? [] : readPhrasings(list, id, context);
  if (phrasings.length < FEW_PHRASINGS) {
    say.warn(line, 'faq.few-phrasings', { id, count: phrasings.length, least: FEW_PHRASINGS });
  }
  const answer = list === null ? rest : rest.slice(1);
  const { markup, links, urls } = answerMarkup(answer, fill, say);
  checkAnswer(markup, links.length, line, id, context);
  const terms = joinTerms(own, front.terms, line, say);
  return {
    id,
    locale,
    question,
    phrasings: phrasings.map((one) => one.text),
    answer: markup,
    links: links.map((one) => one.link),
    ...terms,
    ...(front.tags.length > 0 ? { tags: front.tags } : {}),
    topic,
    file,
    line,
    linkLines: links,
    phrasingLines: phrasings.map((one) => one.line),
    answerLine: answer[0] === undefined ? line : lineOf(answer[0]),
    urls,
    mark: markOf([
      plainText(heading),
      ...answer.map((block) => written(block, context.body)),
      JSON.stringify(terms),
    ]),
  };
}

function readHeading(heading: Heading, { say, fill }: EntryContext): { id: string; question: string } | null {
  const line = lineOf(heading);
  const title = plainText(heading);
  const open = title.lastIndexOf('{#');
  if (open === -1 || !title.endsWith('}')) {
    say.error(line, 'faq.no-id', { question: title.slice(0, SHOWN), id: suggestId(title) });
    return null;
  }
  const id = title.slice(open + 2, -1);
  const question = fill(title.slice(0, open).trim(), line);
  if (!ID_FORMAT.test(id)) {
    say.error(line, 'faq.bad-id', { id: id.slice(0, SHOWN), suggestion: suggestId(id) });
  }
  if (question === '') say.error(line, 'faq.empty-question', { id });
  if (question.length > QUESTION_CHARS) say.error(line, 'faq.long-question', { max: QUESTION_CHARS });
  const live = liveSlotIn(question);
  if (live !== null) say.error(line, 'faq.question-slot', { slot: live });
  return { id, question };
}

function checkAnswer(markup: string, links: number, line: number, id: string, { say }: EntryContext): void {
  if (markup.trim() === '') say.error(line, 'faq.no-answer', { id });
  if (markup.length > LIMITS.answerChars) say.error(line, 'faq.long-answer', { id, max: LIMITS.answerChars });
  if (links > MAX_LINKS) say.error(line, 'faq.many-buttons', { id, count: links, max: MAX_LINKS });
}

function readPhrasings(list: List, id: string, { say }: EntryContext): { text: string; line: number }[] {
  const seen = new Set<string>();
  const phrasings: { text: string; line: number }[] = [];
  for (const item of list.children) {
    const line = lineOf(item);
    const only = item.children[0];
    const text = only === undefined ? '' : plainText(only);
    if (text === '' || item.children.length !== 1 || only?.type !== 'paragraph') {
      say.error(line, 'faq.phrasing-shape');
      continue;
    }
    if (only.children.some((child) => child.type === 'link')) {
      say.error(line, 'faq.phrasing-link');
      continue;
    }
    if (text.length > PHRASING_CHARS) say.error(line, 'faq.phrasing-long', { max: PHRASING_CHARS });
    const key = foldPhrasing(text);
    if (seen.has(key)) say.warn(line, 'faq.phrasing-twice', { phrasing: text.slice(0, SHOWN), id });
    seen.add(key);
    phrasings.push({ text, line });
  }
  if (phrasings.length > LIMITS.phrasingsPerEntry) {
    const count = phrasings.length;
    say.error(lineOf(list), 'faq.many-phrasings', { id, count, max: LIMITS.phrasingsPerEntry });
  }
  return phrasings;
}

/** Two phrasings that fold to the same are one to customers. */
export function foldPhrasing(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Takes comments with terms and notes out of the blocks. */
function takeTerms(blocks: readonly Block[], context: EntryContext): [Terms, Block[]] {
  const terms: Terms = {};
  const rest: Block[] = [];
  for (const block of blocks) {
    if (block.type === 'html') readComments(block.value, lineOf(block), terms, context);
    else {
      rest.push(block);
      reportInnerHtml(block, context);
    }
  }
  return [terms, rest];
}

function reportInnerHtml(block: Block, context: EntryContext): void {
  if (block.type === 'html') context.say.error(lineOf(block), 'faq.html', { html: block.value.slice(0, 30) });
  if ('children' in block) for (const child of block.children) reportInnerHtml(child, context);
}

/** A block as it stands in the file, however its lines are broken. */
function written({ position }: Block, body: string): string {
  return body.slice(position?.start.offset, position?.end.offset).split(/\s+/u).join(' ');
}

function markOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}

function suggestId(words: string): string {
  const id = words
    .slice(0, SHOWN)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^[^a-z]+|-+$/gu, '');
  return ID_FORMAT.test(id) ? id : 'delivery-courier';
}
