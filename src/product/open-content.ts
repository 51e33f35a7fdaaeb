/**
 * The live content: loaded at the start, loaded again whenever a file is saved. A broken edit is told in the log with file,
 * line and what to do, and the last good set stays live; a good one replaces everything at once.
 */
import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { describeFinding } from '../content/finding.ts';
import { localized } from '../content/shop-settings.ts';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { Log } from '../core/ports/log.ts';
import type { MenuCommand } from '../core/ports/platform.ts';
import { loadContent, type ContentPlaces, type LoadedContent } from './content.ts';

export interface OpenContent {
  current(): LoadedContent;
  shopName(locale: Locale): string;
  /** The bot's command menu in every language. */
  commandMenu(): MenuCommand[];
  /** Reads everything again; false when what is there cannot be used. */
  reload(): Promise<boolean>;
  close(): void;
}

const COMMANDS = ['menu', 'operator', 'language', 'stop'];

export async function openContent(
  config: Pick<Config, 'faqDir' | 'shopDir'>,
  { root, clock, log }: { root: string; clock: Clock; log: Log },
): Promise<OpenContent> {
  const places: ContentPlaces = {
    faqDir: config.faqDir,
    shopDir: config.shopDir,
    flowsDir: join(root, 'flows'),
  };
  let current = await loadContent(places);
  for (const warning of current.warnings) log.warn({ step: 'content' }, describeFinding(warning));

  const reload = async (): Promise<boolean> => {
    try {
      current = await loadContent(places);
      log.info({ step: 'content', entries: current.entries }, 'Content is live');
      return true;
    } catch (thrown) {
      for (const line of toError(thrown).message.split('\n')) log.error({ step: 'content' }, line);
      log.error({ step: 'content' }, 'Content was not changed; the last good set stays live');
      return false;
    }
  };
  const watching = watchFolders(Object.values(places), clock, () => void reload());

  return {
    current: () => current,
    shopName: (locale) => localized(current.shop.name, locale, current.shop.languages),
    commandMenu: () => COMMANDS.map((command) => describeCommand(current, command)),
    reload,
    close: watching,
  };
}

function describeCommand({ live }: LoadedContent, command: string): MenuCommand {
  const descriptions = LOCALES.map((locale) => [locale, live.texts.text(locale, `commands.${command}`)]);
  return { command, description: Object.fromEntries(descriptions) as Record<Locale, string> };
}

/** An editor writes a file in several steps: the reload waits until the folder has been quiet for a moment. */
function watchFolders(folders: string[], clock: Clock, onQuiet: () => void): () => void {
  let cancel: (() => void) | null = null;
  const touched = () => {
    cancel?.();
    cancel = clock.after(LIMITS.contentQuietMs, onQuiet);
  };
  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    try {
      watchers.push(watch(folder, { recursive: true }, touched).on('error', touched));
    } catch {
      // A folder that cannot be watched (a network mount) is read again at the next start.
    }
  }
  return () => {
    cancel?.();
    for (const watcher of watchers) watcher.close();
  };
}
