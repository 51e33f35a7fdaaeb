/**
 * Keys: the grid below the input field and, by the same keys, the rows of a card. Viber wants PascalCase, six columns filled in
 * each row, and takes a label for a little HTML.
 */
import type { Json, RenderableButton } from '../../src/core/content.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import { LABEL_MAX } from './facts.ts';

/**
 * Stands before a button's token in `ActionBody`. A tap comes back as a text like any other; only this tells it, and whoever
 * types it can do no more than press a button that was offered.
 */
export const BUTTON_PREFIX = 'prilavok:';

export type Key = { [field: string]: Json };

export const COLUMNS = 6;
/** API level at which an app knows keys that share something. */
const SHARE_API = 3;
const ROWS_MAX = 24;
const PAIRED_LABEL_MAX = 14;
const NUMBER_LABEL_MAX = 2;
/** A row shows about two lines of this many characters. */
const ROW_LABEL_MAX = 45;

/** The grid of these buttons; null without any. */
export function keyboardOf(buttons: readonly RenderableButton[]): Key | null {
  if (buttons.length === 0) return null;
  const keys = inGrid(buttons);
  const rows = keys.reduce((sum, key) => sum + (Number(key['Rows']) * Number(key['Columns'])) / COLUMNS, 0);
  // Better a label that is cut than a key that is not there.
  return keyboardWith(rows > ROWS_MAX ? keys.map((key) => ({ ...key, Rows: 1 })) : keys);
}

/** A keyboard of keys that fill their rows. */
export function keyboardWith(keys: Key[]): Key {
  return { Type: 'keyboard', DefaultHeight: false, Buttons: keys };
}

/** The lowest API level that knows all of these buttons. */
export function apiLevelOf(buttons: readonly RenderableButton[]): number {
  return buttons.some(({ kind }) => kind === 'share-phone' || kind === 'share-location') ? SHARE_API : 1;
}

/** Numbers share a row by three or six, short labels by two; anything else has a row to itself. */
function inGrid(buttons: readonly RenderableButton[]): Key[] {
  const keys: Key[] = [];
  let at = 0;
  while (at < buttons.length) {
    const count = sharingFrom(buttons, at);
    for (const button of buttons.slice(at, at + count)) keys.push(toKey(button, COLUMNS / count));
    at += count;
  }
  return keys;
}

/** One key; `columns` of six wide. */
export function toKey(button: RenderableButton, columns: number): Key {
  const { label } = button;
  const common = {
    Columns: columns,
    Rows: columns === COLUMNS && label.length > ROW_LABEL_MAX ? 2 : 1,
    Text: toHtml(label),
    TextSize: 'regular',
  };
  switch (button.kind) {
    // Silent: what goes back is a token, and nobody wants to read it in their own chat.
    case 'reply':
      return { ...common, ActionType: 'reply', ActionBody: `${BUTTON_PREFIX}${button.token}`, Silent: true };
    case 'url': {
      const opens = { ActionType: 'open-url', ActionBody: button.url, OpenURLType: 'external' };
      return { ...common, ...opens, Silent: true };
    }
    case 'share-phone':
      return { ...common, ActionType: 'share-phone', ActionBody: 'phone' };
    case 'share-location':
      return { ...common, ActionType: 'location-picker', ActionBody: 'location' };
  }
}

/** A key that sends its own words, as if they had been typed. */
export function toWordsKey(words: string, columns: number): Key {
  return { Columns: columns, Rows: 1, Text: toHtml(words), ActionType: 'reply', ActionBody: words };
}

/** Plain words as Viber's HTML, cut so that the marks are within the bound too. */
export function toHtml(words: string, max = LABEL_MAX): string {
  for (let limit = Math.min(words.length, max); ; limit -= 10) {
    const html = escapeHtml(truncate(words, Math.max(1, limit)));
    if (html.length <= max || limit <= 1) return html;
  }
}

function sharingFrom(buttons: readonly RenderableButton[], at: number): number {
  const fit = (count: number, max: number): boolean =>
    at + count <= buttons.length && buttons.slice(at, at + count).every(({ label }) => label.length <= max);
  if (fit(6, NUMBER_LABEL_MAX)) return 6;
  if (fit(3, NUMBER_LABEL_MAX)) return 3;
  return fit(2, PAIRED_LABEL_MAX) ? 2 : 1;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
