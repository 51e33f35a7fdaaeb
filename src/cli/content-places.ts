/**
 * Where the content of a checking command is: `--faq DIR` and `--shop DIR`, else what the settings say, else the folders of
 * this repository. A fault in unrelated settings never stops a check of content.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';

export interface ContentPlaces {
  faqDir: string;
  shopDir: string;
  flowsDir: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export function contentPlaces(given: { faq?: string | undefined; shop?: string | undefined }): ContentPlaces {
  const settings = given.faq !== undefined && given.shop !== undefined ? null : configuredFolders();
  return {
    faqDir: resolve(given.faq ?? settings?.faqDir ?? 'faq'),
    shopDir: resolve(given.shop ?? settings?.shopDir ?? 'data/sample-shop'),
    flowsDir: join(ROOT, 'flows'),
  };
}

function configuredFolders(): { faqDir: string; shopDir: string } | null {
  try {
    return readConfig();
  } catch {
    return null;
  }
}
