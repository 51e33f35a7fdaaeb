/**
 * The block between `---` lines at the top of a FAQ file: owner, review date, tags. Facts for editors; customers never
 * see them. First step of reading a FAQ file.
 */
import { z } from 'zod';
import type { FindingSink } from '../finding.ts';
import { reportIssues } from '../schema-findings.ts';
import { readYaml } from '../yaml-file.ts';
import type { FrontMatter } from './faq-file.ts';

const schema = z.strictObject({
  owner: z.string('write a name or a team').optional(),
  reviewBy: z.iso.date('write a date such as 2026-12-31').optional(),
  tags: z.array(z.string('write words'), 'write a list: [payment, cards]').default([]),
});

const NONE: FrontMatter = { owner: null, reviewBy: null, tags: [] };

/**
 * Splits off the front matter. `body` keeps its line numbers: the block is replaced by empty lines. A fault is reported
 * and gives empty front matter.
 */
export function readFrontMatter(text: string, say: FindingSink): { front: FrontMatter; body: string } {
  if (!/^---[ \t]*\n/u.test(text)) return { front: NONE, body: text };
  const end = /\n---[ \t]*(?:\n|$)/u.exec(text.slice(3));
  if (end === null) {
    say.error(1, 'begins a block with --- that never ends', 'put a line with --- after tags, owner and reviewBy');
    return { front: NONE, body: '' };
  }
  const stop = 3 + end.index + end[0].length;
  const block = text.slice(text.indexOf('\n') + 1, 3 + end.index + 1);
  const body = text.slice(0, stop).replace(/[^\n]/gu, '') + text.slice(stop);
  const yaml = readYaml(block, say, 2);
  if (yaml === null || yaml.value === null) return { front: NONE, body };
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    reportIssues(parsed.error, schema, yaml, say);
    return { front: NONE, body };
  }
  const { owner, reviewBy, tags } = parsed.data;
  return { front: { owner: owner ?? null, reviewBy: reviewBy ?? null, tags }, body };
}
