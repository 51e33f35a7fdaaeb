/** Cutting a text to a bound without breaking a character: half of an emoji is no text and shows as a box. */

/** At most `max` UTF-16 units of `text`; one less where the last would be half of a character. */
export function clipText(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const isHalf = last >= 0xd8_00 && last <= 0xdb_ff;
  return text.slice(0, isHalf ? max - 1 : max);
}
