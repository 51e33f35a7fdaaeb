/** Cards side by side: Viber's rich media, a row of groups of keys, each group as large as the others. Pure. */
import type { RenderableButton } from '../../src/core/content.ts';
import type { ShownCard } from '../../src/rendering/bubble.ts';
import { plainText } from '../../src/rendering/markup.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import type { ViberMessage } from './body.ts';
import { LABEL_MAX } from './facts.ts';
import { COLUMNS, toHtml, toKey, type Key } from './keyboard.ts';

/** API level at which every app shows a row of cards. */
const RICH_MEDIA_API = 7;
const IMAGE_ROWS = 3;
/** Where there is room; two are the least. */
const WORDS_ROWS = 3;
const GROUP_ROWS_MAX = 7;
const BUTTON_ROWS_MAX = 2;
/** Two rows of two. */
const BUTTONS_MAX = 4;
const NOTHING = { ActionType: 'none', ActionBody: 'none' };
const ALT_MAX = 1_000;

export interface CardRow {
  message: ViberMessage;
  /** Buttons that have no room on their card. */
  left: RenderableButton[];
}

/** One message of cards. */
export function cardsMessage(cards: readonly ShownCard[]): CardRow {
  const imageRows = cards.some(hasImage) ? IMAGE_ROWS : 0;
  const buttonRows = Math.max(...cards.map(({ buttons }) => rowsFor(buttons)));
  const rows = Math.min(GROUP_ROWS_MAX, imageRows + WORDS_ROWS + buttonRows);
  return {
    message: {
      type: 'rich_media',
      min_api_version: RICH_MEDIA_API,
      alt_text: truncate(cards.map(wordsOf).join('\n\n'), ALT_MAX),
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: COLUMNS,
        ButtonsGroupRows: rows,
        BgColor: '#FFFFFF',
        Buttons: cards.flatMap((card) => groupOf(card, rows)),
      },
    },
    left: cards.flatMap(({ title, buttons }) =>
      buttons.slice(BUTTONS_MAX).map((button) => ({ ...button, label: `${title}: ${button.label}` })),
    ),
  };
}

function groupOf(card: ShownCard, rows: number): Key[] {
  const { imageUrl, title, buttons } = card;
  const shown = buttons.slice(0, BUTTONS_MAX);
  const link = shown.find((button) => button.kind === 'url');
  const opens =
    link === undefined
      ? NOTHING
      : { ActionType: 'open-url', ActionBody: link.url, OpenURLType: 'external', Silent: true };
  const image: Key[] = hasImage(card)
    ? [{ Columns: COLUMNS, Rows: IMAGE_ROWS, Image: imageUrl ?? '', ...opens }]
    : [];
  // Every group has to be filled: the words take what picture and buttons leave.
  const left = rows - image.length * IMAGE_ROWS - rowsFor(buttons);
  const all = wordsOf(card);
  const text = all.startsWith(title) ? all.slice(title.length).trim() : all;
  const words: Key[] =
    text === '' || left === 1
      ? [textKey(`<b>${toHtml(title || text || '…', LABEL_MAX - 7)}</b>`, left)]
      : [
          textKey(`<b>${toHtml(title || '…', LABEL_MAX - 7)}</b>`, 1),
          textKey(toHtml(text), left - 1, 'top', 'small'),
        ];
  return [...image, ...words, ...buttonKeys(shown)];
}

function textKey(html: string, rows: number, vertical = 'middle', size = 'regular'): Key {
  const place = { TextHAlign: 'left', TextVAlign: vertical, TextSize: size };
  return { Columns: COLUMNS, Rows: rows, Text: html, ...place, ...NOTHING };
}

/** One or two below each other, more by two in a row. */
function buttonKeys(buttons: readonly RenderableButton[]): Key[] {
  const isPaired = buttons.length > BUTTON_ROWS_MAX;
  return buttons.map((button, index) => {
    const isAlone = !isPaired || (index === buttons.length - 1 && index % 2 === 0);
    return { ...toKey(button, isAlone ? COLUMNS : COLUMNS / 2), Rows: 1 };
  });
}

function rowsFor(buttons: readonly RenderableButton[]): number {
  return Math.min(BUTTON_ROWS_MAX, buttons.length);
}

/** Viber fetches pictures over https alone. */
function hasImage({ imageUrl }: ShownCard): boolean {
  return imageUrl?.startsWith('https://') === true;
}

function wordsOf({ runs }: ShownCard): string {
  return plainText(runs).trim();
}
