/** Filling `{{shop.…}}` in FAQ answers when they are loaded. An unknown or unfinished slot is an error. */
import type { Locale } from '../../core/locale.ts';
import type { FindingSink } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { ShopSlots } from '../shop-slots.ts';
import type { Fill } from './answer-markup.ts';

/** A filler for one language. Values are plain text; escaping is the caller's. */
export function slotFiller(slots: ShopSlots, locale: Locale, say: FindingSink): Fill {
  return (text, line) => {
    if (!text.includes('{{') && !text.includes('}}')) return text;
    const filled = text.replace(/\{\{\s*([^{}]*?)\s*\}\}/gu, (whole, name: string) => {
      const value = slots.get(name)?.[locale];
      if (value !== undefined) return value;
      say.error(line, `the slot {{${name}}} is not in shop.yaml`, didYouMean(name, slots.keys()));
      return whole.replaceAll(/[{}]/gu, '');
    });
    if (/\{\{|\}\}/u.test(filled)) {
      say.error(line, 'a slot is not finished', 'write {{shop.phone}} with two brackets on each side');
    }
    return filled;
  };
}
