/**
 * `npm run faq:why -- "text"`: what the bot would answer to these words and why: candidates, scores, the phrasing that met.
 * `--locale ru|uk|en`, `--json`, `--faq DIR`, `--shop DIR`.
 */
import { styleText } from 'node:util';
import { FLOWS } from '../../flows/registry.ts';
import { loadFaq } from '../content/faq/load-faq.ts';
import { scriptNames } from '../content/scripts/load-scripts.ts';
import { loadShop } from '../content/shop-settings.ts';
import { systemClock } from '../core/clock.ts';
import { isLocale } from '../core/locale.ts';
import { createFaq } from '../matcher/create-faq.ts';
import { createMatcher } from '../matcher/create-matcher.ts';
import { contentPlaces, triggersOf } from './content-places.ts';
import { printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';

const { values, positionals } = readOptions({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    faq: { type: 'string' },
    shop: { type: 'string' },
    locale: { type: 'string' },
  },
});
process.exitCode = await why(positionals.join(' '));

async function why(text: string): Promise<number> {
  if (text.trim() === '') {
    console.log('Give the words of a customer: npm run faq:why -- "где мой заказ"');
    return 1;
  }
  const places = contentPlaces(values);
  const shop = loadShop(places.shopDir);
  const faq = shop.ok
    ? loadFaq(places.faqDir, {
        shop: shop.settings,
        knownFlows: [...FLOWS.map(({ name }) => name), ...scriptNames(places.shopDir)],
      })
    : shop;
  if (!faq.ok || !('set' in faq)) {
    printFindings(faq.ok ? [] : faq.findings);
    return 1;
  }
  const locale = isLocale(values.locale) ? values.locale : faq.set.defaultLocale;
  const entries = [...faq.set.entries, ...(await triggersOf(places))];
  const candidates = createMatcher(entries, faq.set).candidates(text, locale);
  const finding = createFaq(entries, faq.set).find(text, locale, systemClock.now());
  const verdict = { answer: 'answers', offer: 'offers a choice', miss: 'does not know' }[finding.band];
  console.log(`"${text}" (${locale}): the bot ${styleText('bold', verdict)}\n`);
  for (const one of candidates.slice(0, 5)) {
    console.log(`${one.score.toFixed(2)}  ${styleText('bold', one.id)}`);
    console.log(`      nearest phrasing: ${one.phrasing}`);
    const facts = `likeness ${one.likeness.toFixed(2)}, ahead by ${one.margin.toFixed(2)}, words known ${one.coverage.toFixed(2)}`;
    console.log(styleText('dim', `      ${facts}; met on: ${one.words.join(', ') || 'letters only'}`));
  }
  if (values.json)
    console.log(JSON.stringify({ text, locale, ...finding, candidates: candidates.slice(0, 5) }));
  return 0;
}
