/** Reads shop, texts and answers for the check, with everything that they can be held against. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANNEL_FACTS } from '../../../bots/channel-facts.ts';
import { loadCommandWords } from '../../content/command-words.ts';
import { checkFaq } from '../../content/faq/check-faq.ts';
import type { FaqFile } from '../../content/faq/faq-file.ts';
import type { CheckOptions, LastAsked } from '../../content/faq/lint/lint-context.ts';
import { TRANSLATIONS_FILE, writeTranslations } from '../../content/faq/lint/translations.ts';
import { readFaqFolder } from '../../content/faq/read-faq-folder.ts';
import type { ContentFinding } from '../../content/finding.ts';
import { loadManners } from '../../content/manners.ts';
import { shownPath } from '../../content/read-file.ts';
import { loadShop } from '../../content/shop-settings.ts';
import { shopSlots } from '../../content/shop-slots.ts';
import { loadTexts } from '../../content/texts.ts';
import type { FaqEntry } from '../../core/ports/words.ts';
import type { Lexicon } from '../../matcher/lexicon.ts';
import type { ContentPlaces } from '../content-places.ts';
import { flowNames, ownLexicon, triggersOf } from '../own-answers.ts';

export interface LookOptions {
  nowMs: number;
  lastAsked: LastAsked | null;
  /** Ids whose translations are in step by somebody's word; `all` that were changed themselves when empty; null: nothing is written. */
  translated: readonly string[] | null;
}

/** What was found and read; all empty when shop.yaml cannot be used. */
export interface Looked {
  findings: ContentFinding[];
  files: FaqFile[];
  /** Phrases that start flows and scripts. */
  triggers: FaqEntry[];
  /** Null: the shop wants none. */
  lexicon: Lexicon | null;
}

export async function look(places: ContentPlaces, options: LookOptions): Promise<Looked> {
  const shop = loadShop(places.shopDir);
  if (!shop.ok) return { findings: shop.findings, files: [], triggers: [], lexicon: null };
  const triggers = await triggersOf(places, shop.settings);
  const around = { triggers, lexicon: ownLexicon(shop.settings) };
  const overridesDir = join(places.shopDir, 'texts');
  const texts = loadTexts({ flowsDir: places.flowsDir, overridesDir }, shopSlots(shop.settings));
  const findings: ContentFinding[] = [...shop.warnings, ...(texts.ok ? texts.warnings : texts.findings)];
  const { languages } = shop.settings;
  const sources = readFaqFolder(places.faqDir, languages, findings);
  const marks = join(places.faqDir, TRANSLATIONS_FILE);
  const about = {
    shop: shop.settings,
    folder: shownPath(places.faqDir),
    knownFlows: flowNames(places),
    channels: CHANNEL_FACTS,
    nowMs: options.nowMs,
    hears: await hearing(places.flowsDir, shop.settings.timeZone),
    triggers,
    lastAsked: options.lastAsked,
  };
  const before = readMarks(marks);
  const first = checkFaq(sources, { ...about, translations: before }, findings);
  if (options.translated === null) return { ...first, ...around };
  const confirmed = new Set(options.translated);
  const after = writeTranslations(first.files, languages, before, confirmed);
  replace(marks, after);
  return { ...checkFaq(sources, { ...about, translations: after }, findings), ...around };
}

/** What words mean before the FAQ is asked. Lists that cannot be read are told by the check of texts. */
async function hearing(flowsDir: string, timeZone: string): Promise<NonNullable<CheckOptions['hears']>> {
  const dir = join(flowsDir, 'front-desk');
  try {
    const words = await loadCommandWords(dir);
    const manners = await loadManners(dir, timeZone);
    return (text) => {
      const trouble = manners.distress(text);
      if (trouble !== null) return { trouble };
      const answer = words.yesNo(text);
      const command =
        words.command(text) ?? manners.courtesy(text) ?? (answer === null ? null : answer ? 'yes' : 'no');
      return command === null ? null : { command };
    };
  } catch {
    return () => null;
  }
}

function readMarks(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // nobody has confirmed a translation yet
  }
}

function replace(file: string, text: string): void {
  const half = `${file}.${process.pid}.tmp`;
  writeFileSync(half, text);
  renameSync(half, file);
}
