/** The project's own content, loaded once per test file. */
import { fileURLToPath } from 'node:url';
import type { LiveContent } from '../../src/core/ports/words.ts';
import { loadContent, type LoadedContent } from '../../src/product/content.ts';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
let loaded: Promise<LoadedContent> | null = null;

export function loadSample(): Promise<LoadedContent> {
  loaded ??= loadContent({ faqDir: root('faq'), shopDir: root('data/sample-shop'), flowsDir: root('flows') });
  return loaded;
}

export async function sampleContent(): Promise<LiveContent> {
  return (await loadSample()).live;
}
