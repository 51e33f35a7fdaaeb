/**
 * The live content: loaded at the start, loaded again whenever a file is saved. A broken edit is told in the log with file,
 * line and what to do, and the last good set stays live; a good one replaces everything at once.
 */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { describeFinding, sinkFor, type ContentFinding } from '../content/finding.ts';
import { loadShop, localized } from '../content/shop-settings.ts';
import { createFaqReader } from '../content/faq/load-faq-aside.ts';
import { watchContent } from '../content/watch-content.ts';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { Log } from '../core/ports/log.ts';
import type { MenuCommand } from '../core/ports/platform.ts';
import type { ScriptStore } from '../core/ports/script-store.ts';
import { toKept } from './kept-scripts.ts';
import { createTeaching, type Teaching } from './teach-answers.ts';
import { loadContent, type ContentPlaces, type LoadedContent } from './content.ts';

export interface OpenContent {
  current(): LoadedContent;
  shopName(locale: Locale): string;
  /** The bot's command menu in every language. */
  commandMenu(): MenuCommand[];
  /** Why what was saved last is not live; null when it is. */
  trouble(): ContentFinding[] | null;
  /** Reads everything again; false when what is there cannot be used. */
  reload(): Promise<boolean>;
  /** Runs while nothing is read: who changes several files that belong together. */
  alone<R>(act: () => Promise<R>): Promise<R>;
  /** Calls `listener` whenever a new set went live. */
  onLive(listener: () => void): void;
  /** Where the bands of the answers lie, and how they do. */
  teaching: Pick<Teaching, 'calibration' | 'learnt' | 'settled'>;
  close(): void;
}

export interface OpenContentDeps {
  /** The folder of package.json. */
  root: string;
  dataDir: string;
  store: ScriptStore;
  clock: Clock;
  log: Log;
}

const COMMANDS = ['menu', 'operator', 'language', 'stop'];

export async function openContent(
  config: Pick<Config, 'faqDir' | 'shopDir'>,
  { root, dataDir, store, clock, log }: OpenContentDeps,
): Promise<OpenContent> {
  const reader = createFaqReader(clock);
  const places: ContentPlaces = {
    faqDir: config.faqDir,
    shopDir: config.shopDir,
    flowsDir: join(root, 'flows'),
    cacheFile: join(dataDir, 'faq-checked.json'),
    aside: reader,
  };
  const teaching = createTeaching({ cacheFile: join(dataDir, 'faq-learnt.json'), clock, log });
  // A version is written down before anybody can begin it.
  let trouble: ContentFinding[] | null = null;
  const load = async (fallBack = false): Promise<LoadedContent> => {
    try {
      const kept = await store.readKeptScripts();
      const loaded = await loadContent(places, fallBack, kept, () => teaching.calibration());
      await store.keepScripts(toKept(loaded.scripts), clock.now());
      return loaded;
    } catch (thrown) {
      trouble = findingsOf(thrown);
      throw thrown;
    }
  };
  let current = await load(true);
  trouble = errorsIn(current);
  teaching.teach(current.answers.set);
  tell(current.warnings, log);

  const listeners: (() => void)[] = [];
  const watching = watchContent({
    folders: [places.faqDir, places.shopDir, places.flowsDir],
    load: () => load(),
    use: (set) => {
      current = set;
      trouble = null;
      teaching.teach(set.answers.set);
      log.info({ step: 'content', entries: set.entries }, 'Content is live');
      for (const listener of listeners) listener();
    },
    clock,
    log,
  });

  return {
    current: () => current,
    shopName: (locale) => localized(current.shop.name, locale, current.shop.languages),
    commandMenu: () => COMMANDS.map((command) => describeCommand(current, command)),
    trouble: () => trouble,
    reload: () => watching.reload(),
    alone: (act) => watching.alone(act),
    onLive: (listener) => void listeners.push(listener),
    teaching,
    close() {
      watching.close();
      teaching.close();
      reader.close();
    },
  };
}

/** With them the answers of an earlier run are live. */
function errorsIn({ warnings }: LoadedContent): ContentFinding[] | null {
  const errors = warnings.filter(({ level }) => level === 'error');
  return errors.length > 0 ? errors : null;
}

function tell(findings: readonly ContentFinding[], log: Log): void {
  for (const finding of findings) {
    log[finding.level === 'error' ? 'error' : 'warn']({ step: 'content' }, describeFinding(finding));
  }
}

/** Of an error that names its findings; any other is a finding itself. */
function findingsOf(thrown: unknown): ContentFinding[] {
  const error = toError(thrown);
  if (Array.isArray(error.cause)) return error.cause as ContentFinding[];
  const findings: ContentFinding[] = [];
  sinkFor('content', findings).error(0, 'content.unread', { reason: error.message });
  return findings;
}

/** What somebody is answered in whose language nobody knows; read before the rest of the content, which tells its faults. */
export function firstLanguage(shopDir: string): Locale {
  const shop = loadShop(shopDir);
  return (shop.ok ? shop.settings.languages[0] : undefined) ?? 'ru';
}

function describeCommand({ live }: LoadedContent, command: string): MenuCommand {
  const descriptions = LOCALES.map((locale) => [locale, live.texts.text(locale, `commands.${command}`)]);
  return { command, description: Object.fromEntries(descriptions) as Record<Locale, string> };
}
