/** What the stock-alert tasks answer and what their flow understands: plain JSON in the customer's language. */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { Stock } from './ports/shop-catalog.ts';

/** Answer of `alert.look {variant}`, `{sku}`, `{product}`, `{text}`, both (words about that product) or `{}`. */
export type AlertLookAnswer =
  /** One variant that cannot be had now; `waiting`: they wait for it already. */
  | { result: 'one'; product: AlertProduct; variant: AlertVariant; waiting: boolean }
  /** Several that cannot be had now. */
  | { result: 'choose'; product: AlertProduct; variants: AlertVariant[] }
  | { result: 'several'; products: AlertProduct[] }
  /** It can be had now; `variants` are those that can. */
  | { result: 'here'; product: AlertProduct; variants: AlertVariant[] }
  /** Nothing was named, and they wait for something. */
  | { result: 'list'; alerts: AlertLine[] }
  /** `named`: something that the shop does not have; else they have not said yet what. */
  | { result: 'none'; named: boolean }
  /** It was in the catalogue once, or the link is wrong. */
  | { result: 'gone' }
  /** This shop tells nobody. */
  | { result: 'off' };

/** Answer of `alert.subscribe {variant}`. */
export type AlertSubscribeAnswer =
  | { result: 'done' | 'already'; others: AlertCard[]; keepMonths: number; alert: AlertLine | null }
  | { result: 'here'; product: AlertProduct; variants: AlertVariant[] }
  | { result: 'full'; most: number }
  | { result: 'gone' | 'off' };

/** Answer of `alert.list`, and of `alert.cancel {key}` or `{all}` with what is left. */
export type AlertListAnswer = { alerts: AlertLine[]; cancelled: number };

export type AlertProduct = { id: string; title: string; locale: Locale };

/** `name`: size and colour; "" for a product that comes in one kind only. `url`: https. */
export type AlertVariant = {
  id: string;
  name: string;
  state: Stock['state'];
  saleable: number | null;
  price: Pick<Money, keyof Money>;
  url: string | null;
};

export type AlertLine = { key: string; title: string };

/** Something like it that can be had now. */
export type AlertCard = AlertProduct & { price: Pick<Money, keyof Money>; imageUrl: string | null };
