/**
 * The page of answers put together: what is live, what was asked, the rows, the folder, the messengers. Before anything reads the
 * answers, a publication that was cut off is settled here.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHANNEL_FACTS } from '../../bots/channel-facts.ts';
import type { Config } from '../config.ts';
import { loadShop, type ShopSettings } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import type { Clock, Random } from '../core/clock.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { FaqInsertable } from '../core/ports/faq-desk.ts';
import type { FaqDraftStore } from '../core/ports/faq-draft-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { QuestionStore } from '../core/ports/question-store.ts';
import type { FaqContent } from '../editing/desk-parts.ts';
import { createFaqDesk, type OpenFaqDesk } from '../editing/faq-desk.ts';
import { createFaqFolder } from '../editing/faq-folder.ts';
import { writeHeldCopy } from '../editing/held-copy.ts';
import { keepMarks } from '../editing/keep-marks.ts';
import { settlePublication } from '../editing/publication.ts';
import type { OpenContent } from './open-content.ts';
import { showContent } from './show-content.ts';

type Places = Pick<Config, 'faqDir' | 'shopDir' | 'editing'>;

export interface FaqGround {
  store: FaqDraftStore &
    Pick<QuestionStore, 'readQuestions' | 'countQuestions' | 'countEntries' | 'lastAsked'>;
  dataDir: string;
  clock: Clock;
  random: Random;
  log: Log;
}

/**
 * Settles what a crash left half-written. Returns the folder that the counter answers from: FAQ_DIR itself or, while files saved by hand
 * wait for somebody, a copy of what was agreed to.
 */
export async function settleAnswers(
  config: Places,
  { store, dataDir, clock, log }: Omit<FaqGround, 'random'>,
): Promise<string> {
  const shop = readShop(config.shopDir);
  const languages = shop?.languages ?? LOCALES;
  const dir = config.faqDir;
  const remake = async (before: string) => {
    // After a crash only.
    const { remakeMarks } = await import('../editing/remake-marks.ts');
    return shop ? remakeMarks(dir, { shop, knownFlows: [] }, before) : before;
  };
  const { git } = config.editing;
  await settlePublication(
    { dir, git, store, keepMarks: () => keepMarks({ dir, remake, log }), log },
    languages,
  );
  if (!config.editing.hold) return dir;
  if ((await store.readFaqFiles()).length === 0) {
    // The first time what is there is what was agreed to.
    const { files } = await createFaqFolder(dir, () => languages).read();
    const texts = files.map(({ path, text }) => ({ path, text }));
    const revision = { atMs: clock.now(), by: null, note: '', gateId: null, changes: [], drafts: [] };
    await store.recordFaqRevision({ ...revision, files: texts, uncommitted: [], publication: false });
  }
  const heldDir = heldCopyIn(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeHeldCopy(heldDir, await store.readFaqFiles());
  return heldDir;
}

export interface FaqDeskHouse extends FaqGround {
  content: OpenContent;
  /** Those that this counter speaks on. */
  platforms(): readonly string[];
}

export function openFaqDesk(config: Places, house: FaqDeskHouse): OpenFaqDesk {
  const { content, platforms, dataDir, store } = house;
  return createFaqDesk({
    ...house,
    dir: config.faqDir,
    heldDir: config.editing.hold ? heldCopyIn(dataDir) : null,
    git: config.editing.git,
    questions: store,
    content: faqContent(content),
    renderAs: (said, locale) => showContent(said, locale, shownPlatforms(platforms())),
    insertable: () => insertable(content, platforms()),
  });
}

function faqContent(content: OpenContent): FaqContent {
  return {
    current() {
      const { answers, shop } = content.current();
      const set = { ...answers.set, calibration: content.teaching.calibration() };
      return { ...answers, set, gate: shop.faqGate };
    },
    trouble: () => content.trouble(),
    reload: () => content.reload(),
    alone: (act) => content.alone(act),
    onLive: (listener) => content.onLive(listener),
  };
}

/** The four that every shop may add, and whatever else it speaks on. */
function shownPlatforms(used: readonly string[]): string[] {
  return [...new Set(['telegram', 'viber', 'whatsapp', 'webchat', ...used])];
}

function insertable(content: OpenContent, used: readonly string[]): FaqInsertable {
  const { answers, live, shop } = content.current();
  const slots = [...shopSlots(shop)].map(([name, value]) => ({ name, value: { ...value } }));
  const flows = answers.options.knownFlows.map((name) => ({
    name,
    title: titleOf(live.texts, name, shop.languages),
  }));
  const platforms = CHANNEL_FACTS.map(({ platform }) => platform);
  return { slots, flows, platforms: [...new Set([...used, ...platforms])] };
}

function titleOf(
  texts: { has(key: string): boolean; text(locale: Locale, key: string): string },
  name: string,
  [first = 'en']: readonly Locale[],
): string {
  const key = `flows.${name}`;
  return texts.has(key) ? texts.text(first, key) : name;
}

function heldCopyIn(dataDir: string): string {
  return join(dataDir, 'faq-agreed');
}

/** Read before the rest of the content, which tells its faults; null: it cannot be used. */
function readShop(shopDir: string): ShopSettings | null {
  const shop = loadShop(shopDir);
  return shop.ok ? shop.settings : null;
}
