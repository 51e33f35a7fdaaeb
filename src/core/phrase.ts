/**
 * Words for the shop's own people that must be said in several languages, as a code with values: a terminal says them in English by
 * one table, the console in the operator's language by another. Pure.
 */

export type PhraseValues = Record<string, string | number>;

/** `values` fill the `{slots}` of the words that stand for `code`. */
export interface Phrase {
  code: string;
  values: PhraseValues;
}

/**
 * A text with its slots filled; braces that name no value stay as they are. `percent` comes with its sign, which languages write
 * differently.
 */
export function fillPhrase(text: string, values: PhraseValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return name === 'percent' ? `${value}%` : String(value);
  });
}
