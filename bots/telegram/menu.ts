/** Registers the bot's command menu, once per language. A menu is a convenience: its failure is logged, nothing more. */
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { MenuCommand } from '../../src/core/ports/platform.ts';
import type { Call } from './client.ts';

/** People whose language is not ours see the menu of `defaultLocale`. */
export async function registerMenu(
  call: Call,
  menu: MenuCommand[],
  defaultLocale: Locale,
  log: Log,
): Promise<void> {
  if (menu.length === 0) return;
  for (const locale of [null, ...LOCALES]) {
    const commands = menu.map(({ command, description }) => ({
      command,
      description: description[locale ?? defaultLocale],
    }));
    const outcome = await call('setMyCommands', {
      commands,
      ...(locale === null ? {} : { language_code: locale }),
    });
    if (outcome.ok) continue;
    log.warn({ locale, reason: outcome.failure.kind }, 'the command menu could not be registered');
    return;
  }
}
