/**
 * `npm run faq:check`: reads FAQ and texts as the server would and says what is wrong, file by file, and how well the FAQ
 * finds itself. Exit 0: it can go live. `--json`: one JSON object as the last line. `--faq DIR`, `--shop DIR`.
 */
import { join } from 'node:path';
import { styleText } from 'node:util';
import { FLOWS } from '../../flows/registry.ts';
import { loadFaq, type FaqSet } from '../content/faq/load-faq.ts';
import { hasErrors, type ContentFinding } from '../content/finding.ts';
import { scriptNames } from '../content/scripts/load-scripts.ts';
import { loadShop } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { loadTexts } from '../content/texts.ts';
import { systemClock } from '../core/clock.ts';
import { LOCALES } from '../core/locale.ts';
import { BANDS } from '../matcher/create-faq.ts';
import { askHeldOut, type HeldOutResult } from '../matcher/held-out.ts';
import { contentPlaces, triggersOf, type ContentPlaces } from './content-places.ts';
import { countFindings, printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';

/** Confusions shown; the JSON has all. */
const SHOWN = 8;

const { values } = readOptions({
  options: { json: { type: 'boolean', default: false }, faq: { type: 'string' }, shop: { type: 'string' } },
});
const places = contentPlaces(values);
const { findings, set } = check(places);
const ok = !hasErrors(findings);
const asked = set === null ? [] : askHeldOut([...set.entries, ...(await triggersOf(places))], set);
const confused = asked.filter((one) => one.found !== one.id && one.score >= BANDS.answer);

printFindings(findings);
if (set !== null) printQuality(set, asked, confused);
const verdict = `${ok ? 'The FAQ and texts can go live' : 'The FAQ or texts cannot be used'}: ${countFindings(findings)}.`;
console.log(styleText(ok ? 'green' : 'red', verdict));
if (values.json) {
  const found = asked.length === 0 ? null : shareRight(asked);
  console.log(
    JSON.stringify({ ok, entries: set?.entries.length ?? 0, foundHeldOut: found, confused, findings }),
  );
}
process.exitCode = ok ? 0 : 1;

function check(at: ContentPlaces): { findings: ContentFinding[]; set: FaqSet | null } {
  const shop = loadShop(at.shopDir);
  if (!shop.ok) return { findings: shop.findings, set: null };
  const texts = loadTexts(
    { flowsDir: at.flowsDir, overridesDir: join(at.shopDir, 'texts') },
    shopSlots(shop.settings),
  );
  const knownFlows = [...FLOWS.map((flow) => flow.name), ...scriptNames(at.shopDir)];
  const faq = loadFaq(at.faqDir, { shop: shop.settings, knownFlows, nowMs: systemClock.now() });
  const all = [
    ...shop.warnings,
    ...(texts.ok ? texts.warnings : texts.findings),
    ...(faq.ok ? faq.warnings : faq.findings),
  ];
  return { findings: all, set: faq.ok ? faq.set : null };
}

function printQuality(faq: FaqSet, results: readonly HeldOutResult[], wrong: readonly HeldOutResult[]): void {
  const shares = LOCALES.map((locale) => {
    const own = results.filter((one) => one.locale === locale);
    return own.length === 0 ? null : `${locale} ${Math.round(shareRight(own) * 100)} %`;
  }).filter((text) => text !== null);
  console.log(`${faq.entries.length} answers in ${faq.files} files.`);
  console.log(
    `Asked with each phrasing while it was hidden, the right answer came first in: ${shares.join(', ')}.`,
  );
  if (wrong.length === 0) return;
  console.log(
    '\nPhrasings that would be answered wrongly if they were not there (say them more plainly, or move them):',
  );
  for (const one of wrong.slice(0, SHOWN)) {
    console.log(`  ${one.locale}  ${one.id}: "${one.phrasing}" → ${one.found} (${one.score.toFixed(2)})`);
  }
  if (wrong.length > SHOWN) console.log(`  … and ${wrong.length - SHOWN} more (--json)`);
  console.log('');
}

function shareRight(results: readonly HeldOutResult[]): number {
  return results.filter((one) => one.found === one.id).length / results.length;
}
