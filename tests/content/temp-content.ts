/** A small shop with a small FAQ in a folder of its own, to break in tests. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFaq, type FaqOptions, type LoadedFaq } from '../../src/content/faq/load-faq.ts';
import type { ContentFinding } from '../../src/content/finding.ts';
import { loadShop, type ShopSettings } from '../../src/content/shop-settings.ts';

export const SAMPLE_SHOP = fileURLToPath(new URL('../../data/sample-shop', import.meta.url));

export function sampleShop(): ShopSettings {
  const shop = loadShop(SAMPLE_SHOP);
  if (!shop.ok) throw new Error(JSON.stringify(shop.findings));
  return shop.settings;
}

export interface TempContent {
  dir: string;
  write(path: string, text: string | Uint8Array): string;
  faq(options?: Partial<FaqOptions>): LoadedFaq;
  remove(): void;
}

const GOOD = `## Можно платить наличными? {#cash}

- Оплата наличными
- Принимаете наличные?
- кеш

Да, курьеру.
`;

/** `files` are put below \`faq/\`; by default one good Russian file. */
export function tempContent(
  files: Record<string, string | Uint8Array> = { 'ru/payment.md': GOOD },
): TempContent {
  const dir = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(join(SAMPLE_SHOP, 'shop.yaml'), join(dir, 'shop.yaml'));
  const write = (path: string, text: string | Uint8Array): string => {
    const full = join(dir, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  mkdirSync(join(dir, 'faq'));
  for (const [path, text] of Object.entries(files)) write(join('faq', path), text);
  return {
    dir,
    write,
    faq: (options = {}) =>
      loadFaq(join(dir, 'faq'), {
        shop: sampleShop(),
        knownFlows: ['order-status'],
        locales: ['ru'],
        ...options,
      }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export function findingsOf(loaded: LoadedFaq): ContentFinding[] {
  return loaded.ok ? loaded.warnings : loaded.findings;
}
