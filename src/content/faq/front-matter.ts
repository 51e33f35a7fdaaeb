/**
 * The block between `---` lines at the top of a FAQ file: owner, review date and tags, facts for editors that customers never see; and
 * when and where its entries are answered. First step of reading a FAQ file.
 */
import { z } from 'zod';
import { reportIssues } from '../schema-findings.ts';
import { hint } from '../schema-hint.ts';
import { readYaml, type YamlData } from '../yaml-file.ts';
import type { FrontMatter } from './faq-file.ts';
import { readChannels, readDayTerm, type Terms, type TermsContext } from './terms.ts';

/** Fifty tags of usual length, and the rest. */
const MAX_CHARS = 4_000;
const day = z.iso.date(hint('fix.date')).optional();
const words = z.array(z.string(hint('fix.text')).min(1).max(100), hint('fix.list')).max(50);
const schema = z.strictObject({
  owner: z.string(hint('fix.text')).min(1).max(200).optional(),
  reviewBy: day,
  validFrom: day,
  validTo: day,
  channels: words.optional(),
  tags: words.default([]),
});

/** Splits off the front matter. `body` keeps its line numbers: the block is replaced by empty lines. A fault gives empty front matter. */
export function readFrontMatter(text: string, context: TermsContext): { front: FrontMatter; body: string } {
  const { say } = context;
  if (!/^---[ \t]*\n/u.test(text)) return { front: none(), body: text };
  const end = /\n---[ \t]*(?:\n|$)/u.exec(text.slice(3));
  if (end === null) {
    say.error(1, 'faq.front-unfinished');
    return { front: none(), body: '' };
  }
  const stop = 3 + end.index + end[0].length;
  const block = text.slice(text.indexOf('\n') + 1, 3 + end.index + 1);
  const body = text.slice(0, stop).replace(/[^\n]/gu, '') + text.slice(stop);
  if (block.length > MAX_CHARS) {
    say.error(1, 'faq.long-front', { max: MAX_CHARS });
    return { front: none(), body };
  }
  return { front: readBlock(block, context), body };
}

function readBlock(block: string, context: TermsContext): FrontMatter {
  const { say } = context;
  const yaml = readYaml(block, say, 2);
  if (yaml === null || yaml.value === null) return none();
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    reportIssues(parsed.error, schema, yaml, say);
    return none();
  }
  const { owner = null, reviewBy = null, tags } = parsed.data;
  const reviewLine = reviewBy === null ? 1 : yaml.lineOfKey([], 'reviewBy');
  return { owner, reviewBy, reviewLine, tags, terms: termsOf(parsed.data, yaml, context) };
}

function termsOf(data: z.infer<typeof schema>, yaml: YamlData, context: TermsContext): Terms {
  const terms: Terms = {};
  for (const name of ['validFrom', 'validTo'] as const) {
    const value = data[name];
    if (value !== undefined) readDayTerm(name, value, yaml.lineOfKey([], name), terms, context);
  }
  if (data.channels === undefined) return terms;
  const channels = readChannels(data.channels, yaml.lineOfKey([], 'channels'), context);
  return channels === null ? terms : { ...terms, channels };
}

function none(): FrontMatter {
  return { owner: null, reviewBy: null, reviewLine: 1, tags: [], terms: {} };
}
