/**
 * A shop's own answers as its bot knows them: the entries of the FAQ, the phrases that start flows and scripts beside them, and the words
 * of its trade. What another command says better (texts, scripts, templates) never stops one that asks for answers.
 */
import { FLOWS } from '../../flows/registry.ts';
import { loadFaq } from '../content/faq/load-faq.ts';
import type { ContentFinding } from '../content/finding.ts';
import { loadScripts, scriptNames, scriptTriggers } from '../content/scripts/load-scripts.ts';
import { loadShop, type ShopSettings } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { loadTriggers } from '../content/triggers.ts';
import { vocabularyOf } from '../content/vocabulary.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import { lexiconFor, type Lexicon } from '../matcher/lexicon.ts';
import { loadReturnPolicy } from '../returns/load-policy.ts';
import type { ContentPlaces } from './content-places.ts';

export interface OwnAnswers {
  ok: true;
  /** Answers and triggers. */
  entries: FaqEntry[];
  defaultLocale: Locale;
  fallback: readonly Locale[];
  /** Null: the shop wants none. */
  lexicon: Lexicon | null;
}

const FLOW_NAMES = FLOWS.map(({ name }) => name);

export async function readOwnAnswers(
  places: ContentPlaces,
): Promise<OwnAnswers | { ok: false; findings: ContentFinding[] }> {
  const shop = loadShop(places.shopDir);
  if (!shop.ok) return shop;
  const { settings } = shop;
  const faq = loadFaq(places.faqDir, { shop: settings, knownFlows: flowNames(places) });
  if (!faq.ok) return faq;
  const entries = [...faq.set.entries, ...(await triggersOf(places, settings))];
  const { defaultLocale } = faq.set;
  return { ok: true, entries, defaultLocale, fallback: settings.languages, lexicon: ownLexicon(settings) };
}

/** Everything that an answer may lead to by `flow:`. */
export function flowNames({ shopDir }: ContentPlaces): string[] {
  return [...FLOW_NAMES, ...scriptNames(shopDir)];
}

/** Phrases compete with the FAQ; of flows and scripts that cannot be read there are none. */
export async function triggersOf(
  { flowsDir, shopDir }: ContentPlaces,
  shop: ShopSettings,
): Promise<FaqEntry[]> {
  const policy = loadReturnPolicy(shopDir, shop.returns);
  const takesReturns = !policy.ok || policy.policy !== null;
  const around = { languages: shop.languages, slots: shopSlots(shop), knownFlows: FLOW_NAMES };
  const scripts = loadScripts(shopDir, around);
  const own = await loadTriggers(flowsDir, takesReturns ? [] : ['return']).catch(() => []);
  return [...own, ...(scripts.ok ? scriptTriggers(scripts.scripts) : [])];
}

export function ownLexicon(shop: ShopSettings): Lexicon | null {
  return lexiconFor(vocabularyOf(shop));
}
