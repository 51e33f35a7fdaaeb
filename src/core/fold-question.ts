/** When two questions are the same to people who read many of them: however they were typed. */

/** Lower case, one space between the words, nothing but letters and digits; "" when there is neither. */
export function foldQuestion(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
