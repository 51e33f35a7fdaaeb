/** Changes the text of a text area the way a person would, so that the browser's own undo knows of it. */
import type { Chosen } from './answer-marks.ts';

/** `change` hears of the text where the browser will not type by itself. */
export function typeInto(area: HTMLTextAreaElement, wanted: Chosen, change: (text: string) => void): void {
  const { value } = area;
  let head = 0;
  const least = Math.min(value.length, wanted.text.length);
  while (head < least && value[head] === wanted.text[head]) head += 1;
  let tail = 0;
  while (tail < least - head && value.at(-1 - tail) === wanted.text.at(-1 - tail)) tail += 1;
  const words = wanted.text.slice(head, wanted.text.length - tail);
  area.focus();
  if (head < value.length - tail || words !== '') {
    area.setSelectionRange(head, value.length - tail);
    // Deprecated, but no other way keeps the undo of the text area.
    const isTyped =
      words === '' ? document.execCommand('delete') : document.execCommand('insertText', false, words);
    if (!isTyped) change(wanted.text);
  }
  area.setSelectionRange(wanted.from, wanted.to);
}
