/**
 * `npm run shop:check`: reads shop.yaml, returns.yaml, the message templates and the scripts as the server would and says what is wrong and what is
 * allowed. Exit 0: they can go live. `--json`: one JSON object as the last line. `--shop DIR`.
 */
import { styleText } from 'node:util';
import { FLOWS } from '../../flows/registry.ts';
import { hoursSummary } from '../content/hours-summary.ts';
import { createHours } from '../content/hours.ts';
import { loadTemplates } from '../content/message-templates.ts';
import { loadScripts, type LoadedScripts } from '../content/scripts/load-scripts.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import { loadShop, localized, type ShopSettings } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { systemClock } from '../core/clock.ts';
import type { MessageTemplate } from '../core/message-template.ts';
import { checkPromised } from '../returns/check-promised.ts';
import { loadReturnPolicy, type ReturnPolicy } from '../returns/load-policy.ts';
import { contentPlaces } from './content-places.ts';
import { countFindings, printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';

const HELP = `npm run shop:check -- [options]

Reads shop.yaml, returns.yaml, the message templates and the scripts as the server would, and says what is wrong and what is allowed.

  --shop DIR   the shop's folder, instead of SHOP_DIR
  --faq DIR    the answers, instead of FAQ_DIR
  --json       one JSON object as the last line

Exit status: 0 they can go live, 1 they cannot, 2 used wrongly.
For example: npm run shop:check -- --shop data/sample-shop`;

const { values } = readOptions(HELP, {
  options: { json: { type: 'boolean', default: false }, shop: { type: 'string' }, faq: { type: 'string' } },
});
const places = contentPlaces(values);
const loaded = loadShop(places.shopDir);
const approved = loadTemplates(places.shopDir);
const scripts = loaded.ok ? readScripts(loaded.settings) : null;
const policy = loaded.ok ? loadReturnPolicy(places.shopDir, loaded.settings.returns) : null;
const promised = loaded.ok ? checkPromised(places.shopDir, loaded.settings, systemClock.now()) : [];
const findings = [
  ...[loaded, approved, ...(scripts ? [scripts] : [])].flatMap((read) =>
    read.ok ? read.warnings : read.findings,
  ),
  ...(policy?.ok === false ? policy.findings : []),
  ...promised,
];
const isGood =
  loaded.ok && approved.ok && scripts?.ok === true && policy?.ok === true && promised.length === 0;

printFindings(findings);
if (loaded.ok) describe(loaded.settings);
if (approved.ok) describeTemplates(approved.templates);
if (scripts?.ok) describeScripts(scripts.scripts);
if (policy?.ok) describeReturns(policy.policy);
const verdict = `${isGood ? 'The shop can go live' : 'The shop cannot be used as it stands'}: ${countFindings(findings)}.`;
console.log(styleText(isGood ? 'green' : 'red', verdict));
if (values.json) console.log(JSON.stringify({ ok: isGood, findings }));
process.exitCode = isGood ? 0 : 1;

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

function readScripts(settings: ShopSettings): LoadedScripts {
  const { languages } = settings;
  const knownFlows = FLOWS.map(({ name }) => name);
  return loadScripts(places.shopDir, { languages, slots: shopSlots(settings), knownFlows });
}

function describeScripts(read: ReadScript[]): void {
  const shown = read.map(({ script }) => `${script.name} (${Object.keys(script.steps).length} steps)`);
  if (shown.length > 0) console.log(`Scripts: ${shown.join('; ')}`);
}

function describeReturns(terms: ReturnPolicy | null): void {
  if (terms === null) return console.log('Returns: not taken in the chat (there is no returns.yaml)');
  for (const { id, version, changeOfMind } of terms.packs) {
    const days = changeOfMind === null ? 'people decide' : `${changeOfMind.days} days to change one’s mind`;
    console.log(`Returns: pack ${id} ${version}, ${days}`);
  }
}

function describeTemplates(templates: Record<string, MessageTemplate[]>): void {
  for (const [platform, own] of Object.entries(templates)) {
    const shown = own.map(({ name, languages }) => `${name} (${Object.keys(languages).join(', ')})`);
    console.log(`Templates for ${platform}: ${shown.join('; ')}`);
  }
}
