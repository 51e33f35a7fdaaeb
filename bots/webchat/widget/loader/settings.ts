/**
 * What the shop wrote on the script tag, checked: a typing mistake there must not take the chat away, so each wrong value
 * falls back to its default.
 */
import type { ThemeChoice } from '../bridge.ts';

export interface Settings {
  /** Where the chat of this account lives, with a trailing slash. */
  base: string;
  account: string;
  /** A language tag; the page's own when the shop names none. */
  locale: string;
  /** `#rrggbb`; "" when not given. */
  color: string;
  theme: ThemeChoice;
  side: 'left' | 'right';
  /** Pixels from the edges of the window, for shops with bars of their own at the bottom. */
  offset: { x: number; y: number };
  identity: string;
  start: string;
  /** False: the shop has a button of its own and calls `Prilavok.open()`. */
  button: boolean;
}

/** The script's address when it names the account: `…/chat/main/widget.js`. */
const NAMED = /\/chat\/([^/]+)\/[^/]+$/;
const OFFSET = 20;
const LARGEST_OFFSET = 400;

/** `script`: the tag that brought us here. */
export function readSettings(script: HTMLScriptElement): Settings {
  const { dataset } = script;
  const account = dataset['account'] ?? NAMED.exec(script.src)?.[1] ?? 'main';
  return {
    base: baseOf(script.src, account),
    account,
    locale: dataset['locale'] ?? (document.documentElement.lang || navigator.language),
    color: /^#[0-9a-f]{6}$/i.test(dataset['color'] ?? '') ? (dataset['color'] ?? '') : '',
    theme: dataset['theme'] === 'light' || dataset['theme'] === 'dark' ? dataset['theme'] : 'auto',
    side: dataset['position'] === 'left' ? 'left' : 'right',
    offset: { x: pixels(dataset['offsetX']), y: pixels(dataset['offsetY']) },
    identity: dataset['identity'] ?? '',
    start: dataset['start'] ?? '',
    button: dataset['button'] !== 'none',
  };
}

function baseOf(src: string, account: string): string {
  return new URL(NAMED.test(src) ? '.' : `chat/${account}/`, src).href;
}

function pixels(text: string | undefined): number {
  const value = Number(text ?? OFFSET);
  return value >= 0 && value <= LARGEST_OFFSET ? value : OFFSET;
}
