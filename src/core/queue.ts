/** How long a customer will probably wait: an honest estimate, rounded up. */
import type { Priority } from './conversation.ts';
import type { DeskFacts } from './ports/engine-store.ts';

/** Until cases have been closed here, one is taken to last this long. */
const FIRST_GUESS_MS = 5 * 60_000;

export interface WaitEstimate {
  /** 1: next in line. */
  position: number;
  minutes: number;
  /** People who are at the desk now. */
  available: number;
}

/** For somebody who joins the queue now in this band, or who has `ahead` conversations before them. */
export function estimateWait(desk: DeskFacts, place: { joins: Priority } | { ahead: number }): WaitEstimate {
  const ahead = 'ahead' in place ? place.ahead : countUpTo(desk, place.joins);
  const available = desk.operators.filter((operator) => operator.available).length;
  const free = desk.operators.some((operator) => operator.available && operator.load < operator.maxLoad);
  const handleMs = desk.handleMs ?? FIRST_GUESS_MS;
  const turns = free ? ahead : ahead + 1;
  const minutes = Math.max(1, Math.ceil((turns * handleMs) / Math.max(1, available) / 60_000));
  return { position: ahead + 1, minutes, available };
}

function countUpTo(desk: DeskFacts, band: Priority): number {
  let count = 0;
  for (const [priority, waiting] of Object.entries(desk.waiting))
    if (Number(priority) <= band) count += waiting;
  return count;
}
