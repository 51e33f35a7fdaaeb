/**
 * Which places are meant: the nearest to where somebody is, or those of the city or district that they typed, word forms and
 * typos and all. Pure.
 */
import type { GeoPoint } from '../core/content.ts';
import { LIMITS } from '../core/limits.ts';
import type { LocalText } from '../core/local-text.ts';
import type { PickupPoint } from '../core/ports/pickup-points.ts';
import { placeWords, sameWord } from '../shop/place-words.ts';

export interface NearPoint {
  point: PickupPoint;
  metres: number;
}

/** Nearest first. */
export function nearestPoints(points: readonly PickupPoint[], from: GeoPoint): NearPoint[] {
  return points
    .map((point) => ({ point, metres: metresBetween(from, point.at) }))
    .toSorted((a, b) => a.metres - b.metres);
}

/** The points that the words name, best first; empty when they name none. A district or a street beats a city. */
export function namedPoints(points: readonly PickupPoint[], text: string): PickupPoint[] {
  const asked = placeWords(text.slice(0, LIMITS.productTextChars));
  if (asked.length === 0) return [];
  return points
    .map((point) => ({ point, score: scoreOf(point, asked) }))
    .filter(({ score }) => score > 0)
    .toSorted(
      (a, b) => b.score - a.score || Number(b.point.kind === 'shop') - Number(a.point.kind === 'shop'),
    )
    .map(({ point }) => point);
}

function scoreOf({ city, near, address, name }: PickupPoint, asked: readonly string[]): number {
  const meets = (text: LocalText | null) => {
    const own = text ? Object.values(text).flatMap((words) => placeWords(words)) : [];
    return asked.some((word) => own.some((one) => sameWord(word, one)));
  };
  const inCity = meets(city) ? 1 : 0;
  const isNear = meets(near) ? 3 : 0;
  const inStreet = meets(address) ? 2 : 0;
  return inCity + Math.max(isNear, inStreet, meets(name) ? 1 : 0);
}

const EARTH_M = 6_371_000;

function metresBetween(a: GeoPoint, b: GeoPoint): number {
  const rad = Math.PI / 180;
  const across = Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2;
  const along = Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  const part = across + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * along;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}
