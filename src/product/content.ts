/**
 * Everything that people edit, read together, checked together and swapped whole: shop.yaml, FAQ, texts, scripts, command
 * words.
 * A set with an error is never used: at the start it stops the start, later the last good one stays live.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHANNEL_FACTS } from '../../bots/channel-facts.ts';
import { FLOWS } from '../../flows/registry.ts';
import type { FaqReader } from '../content/faq/load-faq-aside.ts';
import { loadCommandWords } from '../content/command-words.ts';
import { createTexts } from '../content/create-texts.ts';
import { describeFinding, type ContentFinding } from '../content/finding.ts';
import { createLiveSlots } from '../content/faq/live-slots.ts';
import { createHours } from '../content/hours.ts';
import { loadManners } from '../content/manners.ts';
import { loadTemplates } from '../content/message-templates.ts';
import { loadShop, type ShopSettings } from '../content/shop-settings.ts';
import { createQuietHours } from '../content/quiet-hours.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { scriptTriggers } from '../content/scripts/load-scripts.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import { loadTexts } from '../content/texts.ts';
import { loadTriggers } from '../content/triggers.ts';
import { vocabularyOf } from '../content/vocabulary.ts';
import { systemClock } from '../core/clock.ts';
import { PrilavokError, type ErrorCode } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import type { MessageTemplate } from '../core/message-template.ts';
import type { KeptScript } from '../core/ports/script-store.ts';
import type { QuietHours } from '../core/ports/quiet-hours.ts';
import type { Faq, LiveContent, MenuItem } from '../core/ports/words.ts';
import type { LiveAnswers } from '../editing/desk-parts.ts';
import { createFaqGently, GENERAL, lexiconFor, type Calibration } from '../matcher/index.ts';
import { pausesOf } from './pauses.ts';
import { checkPromised } from '../returns/check-promised.ts';
import { loadReturnPolicy, type ReturnPolicy } from '../returns/load-policy.ts';
import { loadCheckedFaq } from './checked-faq.ts';
import { openScripts } from './scripts.ts';

export interface ContentPlaces {
  faqDir: string;
  shopDir: string;
  flowsDir: string;
  /** Where the checked FAQ is kept between starts; without it nothing is kept. */
  cacheFile?: string;
  /** Given where customers are served while content is read again. */
  aside?: FaqReader;
}

export interface LoadedContent {
  live: LiveContent;
  shop: ShopSettings;
  /** By platform. */
  templates: Record<string, MessageTemplate[]>;
  warnings: ContentFinding[];
  /** The scripts that start now, as their files were. */
  scripts: ReadScript[];
  /** When nothing is said unasked. */
  quiet: QuietHours;
  /** Null: the shop takes no returns in the chat. */
  returns: ReturnPolicy | null;
  /** For the banner. */
  entries: number;
  /** What the live answers were made of, for those who edit them. */
  answers: Pick<LiveAnswers, 'set' | 'triggers' | 'options'>;
}

/**
 * Throws SHOP_INVALID, RETURNS_INVALID, TEMPLATES_INVALID, SCRIPTS_INVALID, FAQ_INVALID or TEXTS_INVALID with every finding: file, line, why, what to do.
 * `kept`: versions of scripts that conversations may stand in.
 * `calibration`: what answers like these have taught of their bands, asked anew for each question.
 * `fallBack`: a broken FAQ is replaced by the last good one of an earlier run, if there is one, and its errors come as warnings.
 */
export async function loadContent(
  places: ContentPlaces,
  fallBack = false,
  kept: readonly KeptScript[] = [],
  calibration: () => Calibration = () => GENERAL,
): Promise<LoadedContent> {
  const loaded = loadShop(places.shopDir);
  if (!loaded.ok) throw invalid('SHOP_INVALID', loaded.findings);
  const shop = loaded.settings;
  const approved = loadTemplates(places.shopDir);
  if (!approved.ok) throw invalid('TEMPLATES_INVALID', approved.findings);
  const policy = loadReturnPolicy(places.shopDir, shop.returns);
  if (!policy.ok) throw invalid('RETURNS_INVALID', policy.findings);
  const broken = checkPromised(places.shopDir, shop, systemClock.now());
  if (broken.length > 0) throw invalid('RETURNS_INVALID', broken);
  const returns = policy.policy;
  const slots = shopSlots(shop);
  const texts = loadTexts({ ...places, overridesDir: join(places.shopDir, 'texts') }, slots);
  if (!texts.ok) throw invalid('TEXTS_INVALID', texts.findings);
  const around = { languages: shop.languages, slots, knownFlows: FLOWS.map(({ name }) => name) };
  const scripts = openScripts(places.shopDir, around, kept);
  if (!scripts.ok) throw invalid('SCRIPTS_INVALID', scripts.findings);
  const { live: liveScripts, flows, texts: withWords } = scripts.scripts;
  const knownFlows = [...around.knownFlows, ...liveScripts.map(({ script }) => script.name)];
  const faqOptions = { shop, knownFlows, channels: CHANNEL_FACTS };
  const { aside } = places;
  const faq = await loadCheckedFaq(places.faqDir, faqOptions, places.cacheFile ?? null, {
    fallBack,
    ...(aside && !fallBack ? { aside } : {}),
  });
  if (!faq.ok) throw invalid('FAQ_INVALID', faq.findings);
  const ownTriggers = await loadTriggers(places.flowsDir, returns === null ? ['return'] : []);
  const triggers = [...ownTriggers, ...scriptTriggers(liveScripts)];
  const entries = [...faq.set.entries, ...triggers];
  const words = await loadCommandWords(join(places.flowsDir, 'front-desk'));
  const manners = await loadManners(join(places.flowsDir, 'front-desk'), shop.timeZone);
  const { defaultLocale } = faq.set;
  const vocabulary = vocabularyOf(shop);
  const set = { entries, defaultLocale, fallback: shop.languages, vocabulary };
  const lexicon = lexiconFor(vocabulary);
  const answers = await createFaqGently(entries, { ...set, lexicon, calibration }, pausesOf(systemClock));
  const said = createTexts(withWords(texts.catalogue), { languages: shop.languages, slots });
  const hours = createHours(shop);
  const live: LiveContent = {
    texts: said,
    faq: answers,
    words,
    manners,
    hours,
    liveSlots: createLiveSlots(hours, said),
    menu: menuOf(answers, defaultLocale, shownInMenu(places.shopDir, shop, returns)),
    scripts: flows,
    resend: shop.resend,
    keepsQuestions: shop.questions.keepDays > 0,
  };
  const warnings = [...approved.warnings, ...texts.warnings, ...scripts.warnings, ...faq.warnings];
  const counted = { scripts: liveScripts, entries: faq.set.entries.length, quiet: createQuietHours(shop) };
  const made = { answers: { set, triggers, options: faqOptions }, templates: approved.templates };
  return { live, shop, returns, warnings, ...made, ...counted };
}

const MENU: MenuItem[] = [
  { label: 'menu.orderStatus', to: { flow: 'order-status' } },
  { label: 'menu.delivery', to: { faq: 'delivery' } },
  { label: 'menu.returns', to: { faq: 'returns' } },
  { label: 'menu.pickup', to: { flow: 'pickup' } },
  { label: 'menu.loyalty', to: { flow: 'loyalty' } },
  { label: 'menu.channels', to: { command: 'channels' } },
  { label: 'menu.operator', to: { command: 'operator' } },
  { label: 'menu.language', to: { command: 'language' } },
];

const TAKES_RETURNS: MenuItem = { label: 'menu.returns', to: { flow: 'return' } };
/** In the words of the law, and to be seen for as long as a contract may be withdrawn from. */
const WITHDRAWAL: MenuItem = { label: 'menu.withdraw', to: { flow: 'return' } };

function shownInMenu(
  shopDir: string,
  shop: ShopSettings,
  returns: ReturnPolicy | null,
): Record<string, boolean> {
  return {
    'menu.loyalty': shop.loyalty !== undefined,
    'menu.pickup': existsSync(join(shopDir, 'pickup_points.csv')),
    ...returnsInMenu(returns),
  };
}

function returnsInMenu(policy: ReturnPolicy | null): Record<string, boolean> {
  const twoSteps = policy?.packs.some(({ withdrawal }) => withdrawal === 'two-step') ?? false;
  return { 'flow:return': policy !== null, 'menu.withdraw': twoSteps };
}

/** The short menu, without what this shop does not have: topics of its FAQ, points, places. */
function menuOf(faq: Faq, locale: Locale, has: Record<string, boolean>): MenuItem[] {
  const items = MENU.flatMap((item) => {
    if (item.label !== 'menu.returns' || !has['flow:return']) return [item];
    return has['menu.withdraw'] ? [TAKES_RETURNS, WITHDRAWAL] : [TAKES_RETURNS];
  });
  return items.filter(
    ({ label, to }) => has[label] !== false && (!('faq' in to) || faq.entry(to.faq, locale) !== null),
  );
}

function invalid(code: ErrorCode, findings: ContentFinding[]): PrilavokError {
  const told = findings.map((finding) => describeFinding(finding)).join('\n');
  return new PrilavokError(code, told, { cause: findings });
}
