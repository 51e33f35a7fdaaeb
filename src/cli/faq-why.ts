/**
 * `npm run faq:why -- "text"`: what the bot would answer to these words and why: candidates, scores, the phrasing that met.
 * `--locale ru|uk|en`, `--json`, `--faq DIR`, `--shop DIR`.
 */
import { styleText } from 'node:util';
import { systemClock } from '../core/clock.ts';
import { isLocale } from '../core/locale.ts';
import { createFaq } from '../matcher/create-faq.ts';
import { createMatcher } from '../matcher/create-matcher.ts';
import { learn } from '../matcher/learn.ts';
import { contentPlaces } from './content-places.ts';
import { readOwnAnswers } from './own-answers.ts';
import { printFindings } from './print-findings.ts';
import { readOptions, wrongUse } from './read-options.ts';

const HELP = `npm run faq:why -- "words of a customer" [options]

What the bot would answer to these words, and why: candidates, scores, the phrasing that met.

  --locale ru|uk|en   the language of the conversation; the shop's first one unless given
  --faq DIR           the answers, instead of FAQ_DIR
  --shop DIR          the shop's folder, instead of SHOP_DIR
  --json              one JSON object as the last line

Exit status: 0 looked, 1 the answers or the shop cannot be read, 2 used wrongly.
For example: npm run faq:why -- "где мой заказ" --locale ru`;

const { values, positionals } = readOptions(HELP, {
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
  if (text.trim() === '') wrongUse(HELP, 'The words of a customer are missing.');
  const places = contentPlaces(values);
  const own = await readOwnAnswers(places);
  if (!own.ok) {
    printFindings(own.findings);
    return 1;
  }
  const locale = isLocale(values.locale) ? values.locale : own.defaultLocale;
  const { entries } = own;
  const { calibration } = learn(entries, own);
  const options = { ...own, calibration: () => calibration };
  const matcher = createMatcher(entries, options);
  const candidates = matcher.candidates(text, locale);
  const readAs = matcher.readAs(text, locale);
  const finding = createFaq(entries, options).find(text, locale, systemClock.now());
  const verdict = { answer: 'answers', offer: 'offers a choice', miss: 'does not know' }[finding.band];
  console.log(`"${text}" (${locale}): the bot ${styleText('bold', verdict)}`);
  const bands = `answers from ${calibration.answer.toFixed(2)} on, offers from ${calibration.offer.toFixed(2)} on`;
  console.log(styleText('dim', readAs === null ? bands : `${bands}; read as: ${readAs}`));
  console.log('');
  for (const one of candidates.slice(0, 5)) {
    console.log(`${one.score.toFixed(2)}  ${styleText('bold', one.id)}`);
    console.log(`      nearest phrasing: ${one.phrasing}`);
    const facts = `explains ${one.fit.toFixed(2)}, ahead by ${one.margin.toFixed(2)}, words known ${one.coverage.toFixed(2)}`;
    const concepts = one.concepts.map((concept) => own.lexicon?.nameOf(concept, locale) ?? concept);
    const met = [...one.words, ...concepts.map((concept) => `«${concept}»`)].join(', ');
    console.log(styleText('dim', `      ${facts}; met on: ${met || 'letters only'}`));
  }
  if (values.json)
    console.log(JSON.stringify({ text, locale, ...finding, candidates: candidates.slice(0, 5) }));
  return 0;
}
