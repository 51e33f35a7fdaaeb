/** The port of the places where customers can come: the shop's own counters and the points that hand orders out. */
import type { GeoPoint } from '../content.ts';
import type { LocalText } from '../local-text.ts';
import type { ShopResult } from './shop.ts';

export interface PickupPoints {
  /** At most `LIMITS.pickupPoints`. */
  all(signal: AbortSignal): Promise<ShopResult<PickupPoint[]>>;
}

export interface PickupPoint {
  id: string;
  /** `shop`: goods can be seen and bought there. */
  kind: 'shop' | 'pickup';
  name: LocalText;
  city: LocalText;
  /** Districts and stations that people say instead of a street. */
  near: LocalText | null;
  address: LocalText;
  at: GeoPoint;
  /** Monday first, in the point's own time zone; null: it is not known. */
  hours: OpeningWeek | null;
  /** IANA. */
  timeZone: string;
  phone: string | null;
  /** https; null: a map of the address will do. */
  mapUrl: string | null;
}

/** Seven days; an empty one is closed. */
export type OpeningWeek = OpeningRange[][];

/** Minutes from local midnight; `toMin` above 1440 ends on the next day. */
export interface OpeningRange {
  fromMin: number;
  toMin: number;
}
