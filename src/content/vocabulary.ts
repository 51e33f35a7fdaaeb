/** The words of the trade as the matcher reads them, from how they stand in shop.yaml. */
import type { ShopSettings } from './shop-settings.ts';

/** In shop.yaml the words of a pattern stand as people write them; here they are joined by "+", and a list by spaces. */
export function vocabularyOf({ vocabulary }: Pick<ShopSettings, 'vocabulary'>): {
  concepts: boolean;
  words: Record<string, string>;
} {
  const patterns = (words: readonly string[]): string =>
    words.map((written) => written.trim().split(/\s+/u).join('+')).join(' ');
  const words = Object.entries(vocabulary.words).map(([meaning, list]) => [meaning, patterns(list)]);
  return { concepts: vocabulary.concepts, words: Object.fromEntries(words) };
}
