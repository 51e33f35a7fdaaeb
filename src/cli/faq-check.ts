/**
 * `npm run faq:check`: reads FAQ and texts as the server would and says what is wrong, file by file, and how well the FAQ
 * finds itself. `--help` tells the options. Exit 0: it can go live; 1: it cannot; 2: used wrongly.
 */
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { bareEntry } from '../content/faq/faq-file.ts';
import type { LastAsked } from '../content/faq/lint/lint-context.ts';
import { stolenFindings } from '../content/faq/lint/stolen.ts';
import { hasErrors } from '../content/finding.ts';
import { systemClock } from '../core/clock.ts';
import { askHeldOut, stolenPhrasings } from '../matcher/held-out.ts';
import { learn } from '../matcher/learn.ts';
import { readLastAsked } from '../store/sqlite/read-last-asked.ts';
import { contentPlaces } from './content-places.ts';
import { checkLinks } from './faq-check/check-links.ts';
import { HELP } from './faq-check/help.ts';
import { look } from './faq-check/look.ts';
import { bandsOf, shareRight, sharesRight } from './faq-check/quality.ts';
import { countFindings, printFindings } from './print-findings.ts';
import { readOptions, WRONG_USE, wrongUse } from './read-options.ts';

const { values, positionals } = readOptions(HELP, {
  allowPositionals: true,
  options: {
    faq: { type: 'string' },
    shop: { type: 'string' },
    data: { type: 'string' },
    links: { type: 'boolean', default: false },
    translated: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
process.exitCode = await run();

async function run(): Promise<number> {
  if (positionals.length > 0 && !values.translated) {
    wrongUse(HELP, `"${positionals.join(' ')}" is no option. Names of entries follow --translated.`);
  }
  const lastAsked = await askedIn(values.data);
  if (lastAsked === 'unreadable') return WRONG_USE;
  const places = contentPlaces(values);
  const translated = values.translated ? positionals : null;
  const looked = await look(places, { nowMs: systemClock.now(), lastAsked, translated });
  const { files, findings, triggers, lexicon } = looked;
  const unknown = positionals.filter(
    (id) => !files.some(({ entries }) => entries.some((one) => one.id === id)),
  );
  if (unknown.length > 0) {
    console.error(`There is no entry ${unknown.join(', ')}.`);
    return WRONG_USE;
  }
  const entries = files.flatMap((file) => file.entries).map(bareEntry);
  const isUsable = !hasErrors(findings) && entries.length > 0;
  const all = [...entries, ...triggers];
  const learnt = isUsable ? learn(all, { lexicon }) : null;
  const asked = learnt ? askHeldOut(all, { ...learnt, lexicon }) : [];
  const own = asked.filter(({ id }) => !id.includes(':'));
  findings.push(...stolenFindings(stolenPhrasings(own, learnt?.calibration.answer), files, all));
  if (values.links) findings.push(...(await checkLinks(files, { clock: systemClock })));

  printFindings(findings);
  const isGood = !hasErrors(findings) && !(values.strict && findings.length > 0);
  if (own.length > 0)
    console.log(`Asked while hidden, a phrasing finds its answer first: ${sharesRight(own)}.`);
  if (learnt) console.log(bandsOf(learnt));
  const found = `${entries.length} answers in ${files.length} files, ${countFindings(findings)}.`;
  const verdict = `${isGood ? 'The FAQ and texts can go live' : 'The FAQ or texts cannot be used'}: ${found}`;
  console.log(styleText(isGood ? 'green' : 'red', verdict));
  if (values.json) {
    const figures = { entries: entries.length, foundHeldOut: shareRight(own), ...learnt };
    console.log(JSON.stringify({ ok: isGood, ...figures, findings }));
  }
  return isGood ? 0 : 1;
}

async function askedIn(dataDir: string | undefined): Promise<LastAsked | null | 'unreadable'> {
  if (dataDir === undefined) return null;
  const read = await readLastAsked(join(resolve(dataDir), 'prilavok.sqlite'));
  if (read.ok) return read.asked;
  console.error(`The log of questions in ${dataDir} cannot be read: ${read.reason}`);
  return 'unreadable';
}
