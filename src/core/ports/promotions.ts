/** The port of what a shop has to offer at the moment: promotions and promo codes for everybody, with their conditions in words. */
import type { LocalText } from '../local-text.ts';
import type { ShopResult } from './shop.ts';

export interface Promotions {
  /** Those that hold at `atMs`, the ones that end first before the others, those without an end last. */
  current(atMs: number, signal: AbortSignal): Promise<ShopResult<Promotion[]>>;
}

/** Times are UTC ms. */
export interface Promotion {
  id: string;
  title: LocalText;
  /** What has to be so for it to hold, in a sentence. */
  conditions: LocalText;
  /** To be typed at the checkout; null: it holds by itself. */
  code: string | null;
  fromMs: number | null;
  untilMs: number | null;
  /** https. */
  url: string | null;
}
