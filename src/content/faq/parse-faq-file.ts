/**
 * One FAQ file: text in, written entries out. `## Question {#id}` begins an entry, a list directly below holds other ways
 * to ask, everything else until the next question is the answer. Never throws; what is wrong goes to the findings.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { FindingSink } from '../finding.ts';
import { answerMarkup, type Fill } from './answer-markup.ts';
import { readValidity, type Validity } from './validity.ts';
import { ID_FORMAT, type FaqFile, type WrittenEntry } from './faq-file.ts';
import { readFrontMatter } from './front-matter.ts';
import { lineOf, parseMarkdown, type Block, type Heading, type List } from './markdown-tree.ts';

const QUESTION_CHARS = 200;
const PHRASING_CHARS = 200;
/** Below this the matcher has too little to go by. */
const FEW_PHRASINGS = 3;
/** Messengers show a few buttons well; two places are kept for "did this help?". */
const MAX_LINKS = LIMITS.buttonsPerMessage - 2;

export interface FaqFileContext {
  file: string;
  locale: Locale;
  fill: Fill;
  /** Days of validity comments begin and end by this clock. */
  timeZone: string;
  say: FindingSink;
}

/** Reads the text of one file. Entries that cannot be used are reported and left out. */
export function parseFaqFile(text: string, context: FaqFileContext): FaqFile {
  const { say } = context;
  const { front, body } = readFrontMatter(text, say);
  checkCutOff(body, say);
  const sections: { heading: Heading; blocks: Block[] }[] = [];
  for (const block of parseMarkdown(body).children) {
    if (block.type === 'heading' && block.depth === 2) sections.push({ heading: block, blocks: [] });
    else if (sections.length > 0) sections.at(-1)?.blocks.push(block);
    else if (!isTitle(block) && !isNote(block)) {
      const hint = 'begin every question with "## Question {#id}"; a note to editors: <!-- note: … -->';
      say.error(lineOf(block), 'text before the first question belongs to no answer', hint);
    }
  }
  if (sections.length === 0) {
    say.error(1, 'holds no question', 'write "## Question {#id}", other phrasings as a list, then the answer');
  }
  const entries = sections
    .map((section) => readEntry(section.heading, section.blocks, context))
    .filter((entry) => entry !== null);
  return { file: context.file, locale: context.locale, front, entries };
}

function readEntry(heading: Heading, blocks: Block[], context: FaqFileContext): WrittenEntry | null {
  const { say, fill } = context;
  const line = lineOf(heading);
  const title = plainText(heading);
  const parts = /^(.*?)\s*\{#([^}]*)\}$/su.exec(title);
  if (parts === null) {
    say.error(line, `the question "${title}" has no id`, `end the line with {#${suggestId(title)}}`);
    return null;
  }
  const question = fill(parts[1] ?? '', line);
  const id = parts[2] ?? '';
  if (!ID_FORMAT.test(id)) {
    const hint = `use small Latin letters, digits and hyphens, such as {#${suggestId(id)}}`;
    say.error(line, `the id "${id}" is not well formed`, hint);
  }
  if (question === '') say.error(line, `the entry "${id}" has no question`, 'write the question before {#…}');
  if (question.length > QUESTION_CHARS) {
    say.error(line, `the question is longer than ${QUESTION_CHARS} characters`, 'say it shorter');
  }
  const [validity, rest] = takeValidity(blocks, context);
  const list = rest[0]?.type === 'list' ? rest[0] : null;
  const phrasings = list === null ? [] : readPhrasings(list, id, say);
  if (phrasings.length < FEW_PHRASINGS) {
    const hint = `add other ways to ask as a list directly below the question, at least ${FEW_PHRASINGS}, better 5–8`;
    say.warn(line, `"${id}" has ${phrasings.length} other phrasings, so it will be found badly`, hint);
  }
  const { markup, links } = answerMarkup(list === null ? rest : rest.slice(1), fill, say);
  checkAnswer(markup, links.length, line, id, say);
  return {
    id,
    locale: context.locale,
    question,
    phrasings: phrasings.map((one) => one.text),
    answer: markup,
    links: links.map((one) => one.link),
    ...validity,
    file: context.file,
    line,
    linkLines: links,
    phrasingLines: phrasings.map((one) => one.line),
  };
}

function checkAnswer(markup: string, links: number, line: number, id: string, say: FindingSink): void {
  if (markup.trim() === '') {
    const hint = 'write the answer as a paragraph below the list (a list alone counts as phrasings)';
    say.error(line, `"${id}" has no answer`, hint);
  }
  if (markup.length > LIMITS.answerChars) {
    const hint = 'shorten it, or split the entry in two and link them with faq:';
    say.error(line, `the answer of "${id}" is longer than ${LIMITS.answerChars} characters`, hint);
  }
  if (links > MAX_LINKS) {
    say.error(line, `"${id}" has ${links} buttons`, `keep at most ${MAX_LINKS}`);
  }
}

function readPhrasings(list: List, id: string, say: FindingSink): { text: string; line: number }[] {
  const seen = new Set<string>();
  const phrasings: { text: string; line: number }[] = [];
  for (const item of list.children) {
    const line = lineOf(item);
    const only = item.children[0];
    const text = only === undefined ? '' : plainText(only);
    if (text === '' || item.children.length !== 1 || only?.type !== 'paragraph') {
      say.error(line, 'another phrasing must be one plain line', 'write "- " and the words a customer would use');
      continue;
    }
    if (only.children.some((child) => child.type === 'link')) {
      const hint = 'write the answer between the list of phrasings and the links';
      say.error(line, 'a link stands in the list of phrasings', hint);
      continue;
    }
    if (text.length > PHRASING_CHARS) {
      say.error(line, `a phrasing is longer than ${PHRASING_CHARS} characters`, 'say it as a customer would');
    }
    const key = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    if (seen.has(key)) say.warn(line, `the phrasing "${text}" is there twice in "${id}"`, 'remove one');
    seen.add(key);
    phrasings.push({ text, line });
  }
  if (phrasings.length > LIMITS.phrasingsPerEntry) {
    const hint = `keep at most ${LIMITS.phrasingsPerEntry}`;
    say.error(lineOf(list), `"${id}" has ${phrasings.length} phrasings`, hint);
  }
  return phrasings;
}

/** Takes the validity comments and notes out of the blocks. */
function takeValidity(blocks: Block[], context: FaqFileContext): [Validity, Block[]] {
  const validity: Validity = {};
  const rest: Block[] = [];
  for (const block of blocks) {
    if (block.type === 'html') readValidity(block.value, lineOf(block), validity, context);
    else rest.push(block);
    if (block.type !== 'html') reportInnerHtml(block, context.say);
  }
  return [validity, rest];
}

function reportInnerHtml(block: Block, say: FindingSink): void {
  if (block.type === 'html') {
    const hint = 'use **bold**, _italic_, [words](https://…); put comments on lines of their own';
    say.error(lineOf(block), `HTML (${block.value.slice(0, 30)}) cannot be shown in a messenger`, hint);
  }
  if ('children' in block) for (const child of block.children) reportInnerHtml(child, say);
}

/**
 * A file that was only half written ends in the middle of a line. Whole files end with a line end; editors that do not
 * write one still end with a finished sentence.
 */
function checkCutOff(body: string, say: FindingSink): void {
  if (body === '' || body.endsWith('\n') || /[.!?…)\]}»"”:;*_>]\s*$/u.test(body)) return;
  const hint = 'finish the last sentence, or press Enter at the end of the file if it is whole';
  say.error(body.split('\n').length, 'ends in the middle of a sentence: it may have been cut off', hint);
}

function isTitle(block: Block): boolean {
  return block.type === 'heading' && block.depth === 1;
}

function isNote(block: Block): boolean {
  return block.type === 'html' && /^<!--\s*note:/u.test(block.value);
}

function plainText(node: Block): string {
  if ('value' in node) return node.value.replace(/\s*\n\s*/gu, ' ').trim();
  if (!('children' in node)) return node.type === 'break' ? ' ' : '';
  return node.children.map((child) => ('value' in child ? child.value.replace(/\s*\n\s*/gu, ' ') : plainText(child))).join('').trim();
}

function suggestId(words: string): string {
  const id = words.toLowerCase().replace(/[^a-z0-9]+/gu, '-').replace(/^[^a-z]+|-+$/gu, '');
  return ID_FORMAT.test(id) ? id : 'delivery-courier';
}
