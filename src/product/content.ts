/**
 * Everything that people edit, read together, checked together and swapped whole: shop.yaml, FAQ, texts, command words.
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
import { loadTexts } from '../content/texts.ts';
import { loadTriggers } from '../content/triggers.ts';
import { PrilavokError, type ErrorCode } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { MessageTemplate } from '../core/message-template.ts';
import type { Faq, LiveContent, MenuItem } from '../core/ports/words.ts';
import { createFaq } from '../matcher/index.ts';
import { loadCheckedFaq } from './checked-faq.ts';

export interface ContentPlaces {
  faqDir: string;
  shopDir: string;
  flowsDir: string;
  /** Where the checked FAQ is kept between starts; without it nothing is kept. */
  cacheFile?: string;
}

export interface LoadedContent {
  live: LiveContent;
  shop: ShopSettings;
  /** By platform. */
  templates: Record<string, MessageTemplate[]>;
  warnings: ContentFinding[];
  /** For the banner. */
  entries: number;
}

/**
 * Throws SHOP_INVALID, TEMPLATES_INVALID, FAQ_INVALID or TEXTS_INVALID with every finding: file, line, why, what to do. `fallBack`: a broken
 * FAQ is replaced by the last good one of an earlier run, if there is one, and its errors come as warnings.
 */
export async function loadContent(places: ContentPlaces, fallBack = false): Promise<LoadedContent> {
  const loaded = loadShop(places.shopDir);
  if (!loaded.ok) throw invalid('SHOP_INVALID', loaded.findings);
  const shop = loaded.settings;
  const approved = loadTemplates(places.shopDir);
  if (!approved.ok) throw invalid('TEMPLATES_INVALID', approved.findings);
  const slots = shopSlots(shop);
  const overridesDir = join(places.shopDir, 'texts');
  const texts = loadTexts({ flowsDir: places.flowsDir, overridesDir }, slots);
  if (!texts.ok) throw invalid('TEXTS_INVALID', texts.findings);
  const knownFlows = FLOWS.map(({ name }) => name);
  const faq = await loadCheckedFaq(places.faqDir, { shop, knownFlows }, places.cacheFile ?? null, fallBack);
  if (!faq.ok) throw invalid('FAQ_INVALID', faq.findings);
  const entries = [...faq.set.entries, ...(await loadTriggers(places.flowsDir))];
  const words = await loadCommandWords(join(places.flowsDir, 'front-desk'));
  const { defaultLocale } = faq.set;
  const answers = createFaq(entries, { defaultLocale, fallback: shop.languages });
  const live: LiveContent = {
    texts: createTexts(texts.catalogue, { languages: shop.languages, slots }),
    faq: answers,
    words,
    hours: createHours(shop),
    menu: menuOf(answers, defaultLocale),
    resend: shop.resend,
  };
  const warnings = [...approved.warnings, ...texts.warnings, ...faq.warnings];
  return { live, shop, templates: approved.templates, warnings, entries: faq.set.entries.length };
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

/** The short menu, without the topics that this shop's FAQ does not have. */
function menuOf(faq: Faq, locale: Locale): MenuItem[] {
  return MENU.filter(({ to }) => !('faq' in to) || faq.entry(to.faq, locale) !== null);
}

function invalid(code: ErrorCode, findings: ContentFinding[]): PrilavokError {
  return new PrilavokError(code, findings.map((finding) => describeFinding(finding)).join('\n'));
}
