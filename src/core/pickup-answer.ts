/** What the task about places answers and the pick-up flow understands: plain JSON in the customer's language. */
import type { Locale } from './locale.ts';

/** Answer of `pickup.near {latitude, longitude}` or `{text}`. */
export type PickupAnswer =
  | { result: 'found'; points: PickupPointView[]; locale: Locale }
  /** Nothing near enough, or no such city; `cities`: where there is something. */
  | { result: 'far'; nearest: PickupPointView | null; cities: string[]; locale: Locale }
  /** The shop has no such places at all. */
  | { result: 'nowhere' };

export type PickupPointView = {
  kind: 'shop' | 'pickup';
  name: string;
  city: string;
  address: string;
  /** From where the customer is; null: that is not known. */
  metres: number | null;
  opening: OpeningNow;
  phone: string | null;
  /** https. */
  mapUrl: string;
};

/** `until`, `at`: "20:00" on the point's own clock, "24:00" for round the clock; `day`: "" for today, else "завтра", "в пн". */
export type OpeningNow =
  { is: 'open'; until: string } | { is: 'closed'; at: string; day: string } | { is: 'unknown' };
