/**
 * The welcome for messengers that show one before the customer has written: the bot's greeting with a few things to ask. It is
 * made without a conversation, so it offers only words that lead to the same place when they are typed.
 */
import { clipText } from '../core/clip-text.ts';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { PlatformDeps } from '../core/ports/platform.ts';
import type { LiveContent, MenuItem } from '../core/ports/words.ts';

/** `content` is asked each time, so that a saved text is live at once. */
export function createWelcome(content: () => LiveContent, clock: Clock): PlatformDeps['welcome'] {
  return (locale, name) => {
    const live = content();
    const first = clipText(name.trim().split(/\s+/)[0] ?? '', LIMITS.nameChars);
    const hello = { text: `desk.hello.${live.manners?.partOfDay(clock.now()) ?? 'day'}` };
    const labels = live.menu
      .filter((item) => leadsThere(live, item, locale, clock.now()))
      .map(({ label }) => live.texts.text(locale, label));
    return {
      text:
        first === ''
          ? live.texts.text(locale, 'desk.greeting', { hello })
          : live.texts.text(locale, 'desk.greetingNamed', { name: first, hello }),
      replies: labels,
    };
  };
}

function leadsThere(
  { texts, words, faq }: LiveContent,
  { label, to }: MenuItem,
  locale: Locale,
  nowMs: number,
): boolean {
  const typed = texts.text(locale, label);
  const command = words.command(typed);
  if ('command' in to && command !== null) return command === to.command;
  if (command !== null) return false;
  const found = faq.find(typed, locale, nowMs);
  if (found.band !== 'answer') return false;
  if ('flow' in to) return found.id === `flow:${to.flow}`;
  return found.id === ('faq' in to ? to.faq : `command:${to.command}`);
}
