/**
 * Everything that people edit, read together, checked together and swapped whole: shop.yaml, FAQ, texts, scripts, command
 * words.
 * A set with an error is never used: at the start it stops the start, later the last good one stays live.
 */
import { join } from 'node:path';
import { FLOWS } from '../../flows/registry.ts';
import { loadCommandWords } from '../content/command-words.ts';
import { createTexts } from '../content/create-texts.ts';
import { describeFinding, type ContentFinding } from '../content/finding.ts';
import { createHours } from '../content/hours.ts';
import { loadTemplates } from '../content/message-templates.ts';
import { loadShop, type ShopSettings } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { scriptTriggers } from '../content/scripts/load-scripts.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import { loadTexts } from '../content/texts.ts';
import { loadTriggers } from '../content/triggers.ts';
import { PrilavokError, type ErrorCode } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { MessageTemplate } from '../core/message-template.ts';
import type { Faq, FaqEntry, LiveContent, MenuItem } from '../core/ports/words.ts';
import { createFaq } from '../matcher/index.ts';
import { loadReturnPolicy, type ReturnPolicy } from '../returns/load-policy.ts';
import { loadCheckedFaq } from './checked-faq.ts';
import { openScripts } from './scripts.ts';

export interface ContentPlaces {
  faqDir: string;
  shopDir: string;
  flowsDir: string;
  /** Where the checked FAQ is kept between starts; without it nothing is kept. */
  cacheFile?: string;
  /** Where earlier versions of scripts are kept; without it there are none. */
  keptScripts?: string;
}

export interface LoadedContent {
  live: LiveContent;
  shop: ShopSettings;
  /** By platform. */
  templates: Record<string, MessageTemplate[]>;
  warnings: ContentFinding[];
  /** The scripts that start now, as their files were. */
  scripts: ReadScript[];
  /** Null: the shop takes no returns in the chat. */
  returns: ReturnPolicy | null;
  /** For the banner. */
  entries: number;
}

/**
 * Throws SHOP_INVALID, RETURNS_INVALID, TEMPLATES_INVALID, SCRIPTS_INVALID, FAQ_INVALID or TEXTS_INVALID with every finding: file, line, why, what to do.
 * `fallBack`: a broken FAQ is replaced by the last good one of an earlier run, if there is one, and its errors come as warnings.
 */
export async function loadContent(places: ContentPlaces, fallBack = false): Promise<LoadedContent> {
  const loaded = loadShop(places.shopDir);
  if (!loaded.ok) throw invalid('SHOP_INVALID', loaded.findings);
  const shop = loaded.settings;
  const approved = loadTemplates(places.shopDir);
  if (!approved.ok) throw invalid('TEMPLATES_INVALID', approved.findings);
  const policy = loadReturnPolicy(places.shopDir, shop.returns);
  if (!policy.ok) throw invalid('RETURNS_INVALID', policy.findings);
  const returns = policy.policy;
  const slots = shopSlots(shop);
  const overridesDir = join(places.shopDir, 'texts');
  const texts = loadTexts({ flowsDir: places.flowsDir, overridesDir }, slots);
  if (!texts.ok) throw invalid('TEXTS_INVALID', texts.findings);
  const around = { languages: shop.languages, slots, knownFlows: FLOWS.map(({ name }) => name) };
  const scripts = openScripts(places.shopDir, around, places.keptScripts);
  if (!scripts.ok) throw invalid('SCRIPTS_INVALID', scripts.findings);
  const { live: liveScripts, flows, texts: withWords } = scripts.scripts;
  const knownFlows = [...around.knownFlows, ...liveScripts.map(({ script }) => script.name)];
  const faq = await loadCheckedFaq(places.faqDir, { shop, knownFlows }, places.cacheFile ?? null, fallBack);
  if (!faq.ok) throw invalid('FAQ_INVALID', faq.findings);
  const triggers = [
    ...(await openTriggers(places.flowsDir, returns !== null)),
    ...scriptTriggers(liveScripts),
  ];
  const entries = [...faq.set.entries, ...triggers];
  const words = await loadCommandWords(join(places.flowsDir, 'front-desk'));
  const { defaultLocale } = faq.set;
  const answers = createFaq(entries, { defaultLocale, fallback: shop.languages });
  const live: LiveContent = {
    texts: createTexts(withWords(texts.catalogue), { languages: shop.languages, slots }),
    faq: answers,
    words,
    hours: createHours(shop),
    menu: menuOf(answers, defaultLocale, returns !== null),
    scripts: flows,
    resend: shop.resend,
  };
  const warnings = [...approved.warnings, ...texts.warnings, ...scripts.warnings, ...faq.warnings];
  const counted = { scripts: liveScripts, entries: faq.set.entries.length };
  return { live, shop, returns, templates: approved.templates, warnings, ...counted };
}

const MENU: MenuItem[] = [
  { label: 'menu.orderStatus', to: { flow: 'order-status' } },
  { label: 'menu.delivery', to: { faq: 'delivery' } },
  { label: 'menu.payment', to: { faq: 'payment' } },
  { label: 'menu.returns', to: { faq: 'returns' } },
  { label: 'menu.channels', to: { command: 'channels' } },
  { label: 'menu.operator', to: { command: 'operator' } },
  { label: 'menu.language', to: { command: 'language' } },
];

/** A flow that this shop does not run must not be started by words. */
async function openTriggers(flowsDir: string, takesReturns: boolean): Promise<FaqEntry[]> {
  const triggers = await loadTriggers(flowsDir);
  return takesReturns ? triggers : triggers.filter(({ id }) => id !== 'flow:return');
}

const TAKES_RETURNS: MenuItem = { label: 'menu.returns', to: { flow: 'return' } };

/** The short menu, without the topics that this shop's FAQ does not have. */
function menuOf(faq: Faq, locale: Locale, returns: boolean): MenuItem[] {
  const items = MENU.map((item) => (returns && item.label === 'menu.returns' ? TAKES_RETURNS : item));
  return items.filter(({ to }) => !('faq' in to) || faq.entry(to.faq, locale) !== null);
}

function invalid(code: ErrorCode, findings: ContentFinding[]): PrilavokError {
  return new PrilavokError(code, findings.map((finding) => describeFinding(finding)).join('\n'));
}
