/** The FAQ of this repository with the phrases that start flows, as the matcher gets them. */
import { fileURLToPath } from 'node:url';
import { loadFaq } from '../../src/content/faq/load-faq.ts';
import { loadShop, type ShopSettings } from '../../src/content/shop-settings.ts';
import { loadTriggers } from '../../src/content/triggers.ts';
import type { FaqEntry } from '../../src/core/ports/words.ts';
import { FLOWS } from '../../flows/registry.ts';

const place = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export function ownShop(): ShopSettings {
  const shop = loadShop(place('data/sample-shop'));
  if (!shop.ok) throw new Error(JSON.stringify(shop.findings));
  return shop.settings;
}

export async function ownEntries(): Promise<FaqEntry[]> {
  const faq = loadFaq(place('faq'), { shop: ownShop(), knownFlows: FLOWS.map((flow) => flow.name) });
  if (!faq.ok) throw new Error(JSON.stringify(faq.findings));
  return [...faq.set.entries, ...(await loadTriggers(place('flows')))];
}
