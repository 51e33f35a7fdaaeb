/**
 * The live content: loaded at the start, loaded again whenever a file is saved. A broken edit is told in the log with file,
 * line and what to do, and the last good set stays live; a good one replaces everything at once.
 */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { describeFinding } from '../content/finding.ts';
import { localized } from '../content/shop-settings.ts';
import { watchContent } from '../content/watch-content.ts';
import type { Clock } from '../core/clock.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { Log } from '../core/ports/log.ts';
import type { MenuCommand } from '../core/ports/platform.ts';
import { keepScripts } from './kept-scripts.ts';
import { loadContent, type ContentPlaces, type LoadedContent } from './content.ts';

export interface OpenContent {
  current(): LoadedContent;
  shopName(locale: Locale): string;
  /** The bot's command menu in every language. */
  commandMenu(): MenuCommand[];
  /** Reads everything again; false when what is there cannot be used. */
  reload(): Promise<boolean>;
  /** Calls `listener` whenever a new set went live. */
  onLive(listener: () => void): void;
  close(): void;
}

const COMMANDS = ['menu', 'operator', 'language', 'stop'];

export async function openContent(
  config: Pick<Config, 'faqDir' | 'shopDir'>,
  { root, dataDir, clock, log }: { root: string; dataDir: string; clock: Clock; log: Log },
): Promise<OpenContent> {
  const places: ContentPlaces = {
    faqDir: config.faqDir,
    shopDir: config.shopDir,
    flowsDir: join(root, 'flows'),
    cacheFile: join(dataDir, 'faq-checked.json'),
    keptScripts: join(dataDir, 'scripts'),
  };
  // A version is written down before anybody can begin it.
  const load = async (fallBack = false): Promise<LoadedContent> => {
    const loaded = await loadContent(places, fallBack);
    keepScripts(join(dataDir, 'scripts'), loaded.scripts, clock.now());
    return loaded;
  };
  let current = await load(true);
  for (const finding of current.warnings) {
    log[finding.level === 'error' ? 'error' : 'warn']({ step: 'content' }, describeFinding(finding));
  }

  const listeners: (() => void)[] = [];
  const watching = watchContent({
    folders: [places.faqDir, places.shopDir, places.flowsDir],
    load: () => load(),
    use: (set) => {
      current = set;
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
    reload: () => watching.reload(),
    onLive(listener) {
      listeners.push(listener);
    },
    close: () => watching.close(),
  };
}

function describeCommand({ live }: LoadedContent, command: string): MenuCommand {
  const descriptions = LOCALES.map((locale) => [locale, live.texts.text(locale, `commands.${command}`)]);
  return { command, description: Object.fromEntries(descriptions) as Record<Locale, string> };
}
