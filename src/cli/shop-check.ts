/**
 * `npm run shop:check`: reads shop.yaml as the server would and says what is wrong and what is allowed. Exit 0: it can go
 * live. `--json`: one JSON object as the last line. `--shop DIR`.
 */
import { styleText } from 'node:util';
import { hoursSummary } from '../content/hours-summary.ts';
import { createHours } from '../content/hours.ts';
import { loadShop, localized, type ShopSettings } from '../content/shop-settings.ts';
import { systemClock } from '../core/clock.ts';
import { contentPlaces } from './content-places.ts';
import { countFindings, printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';

const { values } = readOptions({
  options: { json: { type: 'boolean', default: false }, shop: { type: 'string' }, faq: { type: 'string' } },
});
const places = contentPlaces(values);
const loaded = loadShop(places.shopDir);
const findings = loaded.ok ? loaded.warnings : loaded.findings;

printFindings(findings);
if (loaded.ok) describe(loaded.settings);
const verdict = `${loaded.ok ? 'shop.yaml can go live' : 'shop.yaml cannot be used'}: ${countFindings(findings)}.`;
console.log(styleText(loaded.ok ? 'green' : 'red', verdict));
if (values.json) console.log(JSON.stringify({ ok: loaded.ok, findings }));
process.exitCode = loaded.ok ? 0 : 1;

/** What the settings mean, so that a slip that is no error is seen too. */
function describe(settings: ShopSettings): void {
  const now = systemClock.now();
  const hours = createHours(settings);
  const next = hours.nextOpening(now);
  const open = hours.isOpen(now);
  console.log(
    `${localized(settings.name, 'en', settings.languages)}, ${settings.country}, ${settings.currency}`,
  );
  console.log(`Languages: ${settings.languages.join(' → ')}`);
  console.log(`Hours (${settings.timeZone}): ${hoursSummary(settings, 'en')}`);
  const opening =
    next === null ? 'no opening is planned within a month' : `next opening ${hours.speak(next, now, 'en')}`;
  console.log(open ? `Open now; ${opening}` : `Closed now; ${opening}`);
}
