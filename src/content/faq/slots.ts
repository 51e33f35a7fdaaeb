/**
 * Slots of answers: `{{shop.…}}` is filled from shop.yaml when the answer is loaded; the few of `LIVE_SLOTS` change while it is live and
 * stay as they are, to be filled whenever the answer is said. An unknown or unfinished slot is an error.
 */
import type { Locale } from '../../core/locale.ts';
import type { FindingSink } from '../finding.ts';
import { nearestOf } from '../nearest.ts';
import type { ShopSlots } from '../shop-slots.ts';

/** Every slot whose value is known only at the moment of the answer; docs/faq-files.md says what each becomes. */
export const LIVE_SLOTS = [
  'shop.hours.today',
  'shop.hours.tomorrow',
  'shop.openNow',
  'shop.nextOpening',
  'desk.replies',
] as const;
export type LiveSlot = (typeof LIVE_SLOTS)[number];

/** Fills slots of a text; the second argument is the line for complaints. */
export type Fill = (text: string, line: number) => string;

const SLOT = /\{\{([^{}]{0,200})\}\}/gu;

/** A filler for one language. Values are plain text; escaping is the caller's. Live slots are kept as `{{name}}`. */
export function slotFiller(slots: ShopSlots, locale: Locale, say: FindingSink): Fill {
  const known = (): string[] => [...slots.keys(), ...LIVE_SLOTS];
  return (text, line) => {
    if (!text.includes('{{') && !text.includes('}}')) return text;
    let lone = text;
    const filled = text.replace(SLOT, (whole, inner: string) => {
      const name = inner.trim();
      lone = lone.replace(whole, '');
      if (isLiveSlot(name)) return `{{${name}}}`;
      const value = slots.get(name)?.[locale];
      if (value !== undefined) return value;
      say.error(line, 'faq.unknown-slot', { slot: name }, nearestOf(name, known()));
      return whole.replaceAll(/[{}]/gu, '');
    });
    if (/\{\{|\}\}/u.test(lone)) say.error(line, 'faq.unfinished-slot');
    return filled;
  };
}

/** The first live slot that a filled text still holds; null: none. */
export function liveSlotIn(text: string): LiveSlot | null {
  for (const [, inner = ''] of text.matchAll(SLOT)) {
    const name = inner.trim();
    if (isLiveSlot(name)) return name;
  }
  return null;
}

/** Puts values where live slots stand. One that begins a sentence begins with a capital letter. */
export function fillLiveSlots(answer: string, value: (slot: LiveSlot) => string): string {
  if (!answer.includes('{{')) return answer;
  return answer.replace(SLOT, (whole, name: string, at: number) => {
    if (!isLiveSlot(name)) return whole;
    const filled = value(name);
    return /(?:^|\n|[.!?…] )[-*_\d. ]*$/u.test(answer.slice(0, at)) ? capital(filled) : filled;
  });
}

function isLiveSlot(name: string): name is LiveSlot {
  return LIVE_SLOTS.some((slot) => slot === name);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
