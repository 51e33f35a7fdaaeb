/** What is wrong with a feed, in plain words for whoever runs the shop: in the log, on the terminal and beside /readyz. */
import type { OfferFault, OfferMend } from './feed-offer.ts';
import type { FeedTrouble } from './read-feed.ts';

/** Why the newest feed is not the live one. */
export type FeedProblem =
  | { kind: 'unreachable'; detail: string; sinceMs: number }
  | { kind: 'refused'; trouble: FeedTrouble; detail: string; sinceMs: number }
  | { kind: 'waiting'; lost: number; before: number; count: number; sinceMs: number };

export const ACCEPT_COMMAND = 'npm run shop:feed -- --accept';

const TROUBLES: Record<FeedTrouble, string> = {
  'not-a-feed': 'What stands at the address of the feed is neither YML nor a Google Merchant feed',
  'too-deep': 'The feed has tags inside one another without end',
  'too-large': 'The feed is too large',
  'too-slow': 'Reading the feed took too long',
  cut: 'The feed ends in the middle: its closing tag is missing',
  empty: 'The feed has no product that can be sold',
  aborted: 'Reading the feed was interrupted',
};

/** One or two sentences; the last one says what holds now and what can be done. */
export function problemWords(problem: FeedProblem, isLive: boolean): string {
  const stays = isLive
    ? 'The last good list stays live'
    : 'There is no earlier list, so no product can be found';
  if (problem.kind === 'unreachable') return `The feed did not come: ${problem.detail}. ${stays}.`;
  if (problem.kind === 'refused') {
    const detail = problem.detail === '' ? '' : ` (there is ${problem.detail})`;
    return `${TROUBLES[problem.trouble]}${detail}. ${stays}.`;
  }
  const { lost, before, count } = problem;
  const share = Math.round((100 * lost) / before);
  return (
    `${lost} of ${before} products (${share}%) are missing from the new feed, which has ${count}. ` +
    `${stays}. If the new one is right: ${ACCEPT_COMMAND}`
  );
}

export const FAULT_WORDS: Record<OfferFault, string> = {
  'no-id': 'has no id, or one longer than 100 characters',
  'no-name': 'has no name',
  'no-price': 'has no price',
  'unclear-price': 'has a price that can be read in two ways',
  'unknown-currency': 'has a currency that does not exist',
  duplicate: 'has an id that another one had before',
  hidden: 'is hidden by the shop',
  'too-many': 'is beyond the largest number that is searched',
};

export const MEND_WORDS: Record<OfferMend, string> = {
  price: 'prices written unusually',
  'name-markup': 'names with markup',
  'name-cut': 'names cut to 200 characters',
  'params-cut': 'lists of parameters cut',
  address: 'addresses without https',
  currency: 'old names of currencies',
};
