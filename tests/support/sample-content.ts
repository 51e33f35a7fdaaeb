/** The project's own content, loaded once per test file; its Markdown is parsed once for all of them, until a byte of it changes. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LiveContent } from '../../src/core/ports/words.ts';
import { loadContent, type LoadedContent } from '../../src/product/content.ts';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
let loaded: Promise<LoadedContent> | null = null;

export function loadSample(): Promise<LoadedContent> {
  loaded ??= loadContent({
    faqDir: root('faq'),
    shopDir: root('data/sample-shop'),
    flowsDir: root('flows'),
    cacheFile: join(process.env['PRILAVOK_TESTS_KEEP'] ?? tmpdir(), 'prilavok-sample-faq.json'),
  });
  return loaded;
}

export async function sampleContent(): Promise<LiveContent> {
  return (await loadSample()).live;
}
