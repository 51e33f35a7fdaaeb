/**
 * The task about places: the nearest to a shared location, or those of a typed city or district, with whether they are open now.
 * Where somebody is is used for this one answer and kept nowhere by it.
 */
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import { localText } from '../core/local-text.ts';
import type { Locale } from '../core/locale.ts';
import type { PickupAnswer, PickupPointView } from '../core/pickup-answer.ts';
import type { ClaimedTask } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { PickupPoint, PickupPoints } from '../core/ports/pickup-points.ts';
import type { ShopResult } from '../core/ports/shop.ts';
import type { TaskHandler, TaskHandlers } from '../core/ports/task.ts';
import { orCutOff } from '../shop/equal-time.ts';
import { namedPoints, nearestPoints } from './find-points.ts';
import { openingNow } from './opening-now.ts';

export interface PickupTasksOptions {
  points: PickupPoints;
  clock: Clock;
  log: Log;
}

type Outcome = Awaited<ReturnType<TaskHandler>>;

const WHERE = z.union([
  z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  z.object({ text: z.string().max(LIMITS.incomingTextChars) }),
]);

/** The handler of `pickup.near`; see core/pickup-answer.ts for what it answers. */
export function createPickupTasks(options: PickupTasksOptions): TaskHandlers {
  return { 'pickup.near': (task, signal) => near(options, task, signal) };
}

async function near(options: PickupTasksOptions, task: ClaimedTask, signal: AbortSignal): Promise<Outcome> {
  const late: ShopResult<PickupPoint[]> = { ok: false, failure: { kind: 'unavailable', detail: 'timeout' } };
  const read = await orCutOff(options.points.all(signal), late, signal);
  if (!read.ok) {
    const { kind, detail } = read.failure;
    options.log.warn(
      { task: task.id, kind, detail: maskDetail(detail) },
      'the shop did not answer about its places',
    );
    return kind === 'unavailable' || kind === 'throttled' ? { retry: kind } : { ok: false, reason: kind };
  }
  if (read.value.length === 0) return answer({ result: 'nowhere' });
  const where = WHERE.parse(task.input);
  const view = { nowMs: options.clock.now(), locale: task.identity.locale };
  return answer('text' in where ? byWords(read.value, where.text, view) : byPlace(read.value, where, view));
}

type View = { nowMs: number; locale: Locale };

function byPlace(
  points: PickupPoint[],
  at: { latitude: number; longitude: number },
  view: View,
): PickupAnswer {
  const sorted = nearestPoints(points, at);
  const close = sorted.filter(({ metres }) => metres <= LIMITS.pickupFarKm * 1_000);
  const shown = close.slice(0, LIMITS.pickupPointsShown);
  if (shown.length > 0) {
    const found = shown.map(({ point, metres }) => toView(point, metres, view));
    return { result: 'found', points: found, locale: view.locale };
  }
  const [first] = sorted;
  const nearest = first ? toView(first.point, first.metres, view) : null;
  return { result: 'far', nearest, cities: citiesOf(points, view.locale), locale: view.locale };
}

function byWords(points: PickupPoint[], text: string, view: View): PickupAnswer {
  const named = namedPoints(points, text).slice(0, LIMITS.pickupPointsShown);
  if (named.length === 0) {
    return { result: 'far', nearest: null, cities: citiesOf(points, view.locale), locale: view.locale };
  }
  return { result: 'found', points: named.map((point) => toView(point, null, view)), locale: view.locale };
}

/** In the order of the shop's own list, which begins with what matters most. */
function citiesOf(points: PickupPoint[], locale: Locale): string[] {
  return [...new Set(points.map(({ city }) => localText(city, locale)))].slice(0, LIMITS.pickupCitiesShown);
}

function toView(point: PickupPoint, metres: number | null, { nowMs, locale }: View): PickupPointView {
  return {
    kind: point.kind,
    name: localText(point.name, locale),
    city: localText(point.city, locale),
    address: localText(point.address, locale),
    metres: metres === null ? null : Math.round(metres),
    opening: openingNow(point, nowMs, locale),
    phone: point.phone,
    mapUrl: point.mapUrl ?? mapOf(point),
  };
}

/** A map that needs no account and tells nobody who is looking until the link is opened. */
function mapOf({ at: { latitude, longitude } }: PickupPoint): string {
  const place = `${latitude}/${longitude}`;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${place}`;
}

function answer(value: PickupAnswer): Outcome {
  return { ok: true, value };
}
