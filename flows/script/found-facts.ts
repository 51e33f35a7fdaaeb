/** What a look-up found → the facts that a script can say and compare, written for the reader of its language. Pure. */
import { longDate } from '../../src/core/long-date.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { HoursAnswer } from '../../src/core/hours-answer.ts';
import type { FullOrderCard, OrderFindAnswer } from '../../src/core/order-answer.ts';
import type { ProductCard } from '../../src/core/product-answer.ts';
import type { ReturnTermsAnswer } from '../../src/core/return-answer.ts';
import type { ScriptFact } from '../../src/core/script.ts';
import { day } from '../order-status/card.ts';

type Facts = Record<string, ScriptFact>;

export function orderFacts(answer: OrderFindAnswer): Facts {
  if (answer.result !== 'found') return {};
  const { order: card } = answer;
  return {
    orderNumber: card.number,
    orderState: card.state,
    orderPlaced: day(card.placedMs, card),
    orderLate: card.late ? 'yes' : 'no',
    orderAsOf: card.asOf,
    orderPromised: card.promisedMs === null ? '' : day(card.promisedMs, card),
    // After four digits of the phone nothing else may be told.
    ...(card.level === 'full' ? wholeFacts(card) : {}),
  };
}

function wholeFacts(card: FullOrderCard): Facts {
  const parcel = card.parcels.find(({ number }) => number !== null);
  return {
    orderExpected: card.expectedMs === null ? '' : day(card.expectedMs, card),
    orderTotal: formatMoney(card.total, card.locale),
    orderParcel: parcel ? [parcel.carrier, parcel.number].filter(Boolean).join(', ') : '',
  };
}

export function termFacts(answer: ReturnTermsAnswer): Facts {
  if (answer.result !== 'found') return {};
  const { number, inTime, untilMs, law, locale, timeZone } = answer.terms;
  return {
    orderNumber: number,
    returnInTime: inTime,
    returnLaw: law,
    returnUntil: untilMs === null ? '' : longDate(untilMs, locale, timeZone),
  };
}

export function productFacts(card: ProductCard): Facts {
  const { facts, locale, timeZone, asOfMs } = card;
  const here = card.variants.filter(({ name, state }) => name !== '' && state === 'in');
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const score = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    product: card.title,
    productPrice: formatMoney(card.price, locale),
    productStock: stockOf(card),
    productVariants: here.map(({ name }) => name).join('; '),
    productCategory: facts.category ?? '',
    productWas: card.was === null ? '' : formatMoney(card.was, locale),
    productRating: facts.rating === null ? '' : score.format(facts.rating.stars),
    productRatings: facts.rating?.count ?? '',
    productBought: facts.bought ?? '',
    productCertificates: facts.certificates ?? '',
    productWarranty: facts.warrantyMonths ?? '',
    productAsOf: asOfMs === null ? '' : time.format(asOfMs),
  };
}

export function otherFacts(card: ProductCard): Facts {
  return {
    other: card.title,
    otherPrice: formatMoney(card.price, card.locale),
    otherStock: stockOf(card),
  };
}

export function hoursFacts({ open, opens }: HoursAnswer): Facts {
  return { shopOpen: open ? 'yes' : 'no', shopOpens: opens };
}

/** The best of what its variants have. */
function stockOf({ variants }: ProductCard): string {
  const states = variants.map(({ state }) => state);
  if (states.includes('in')) return 'in';
  if (states.includes('preorder') || states.includes('backorder')) return 'later';
  return states.includes('unknown') ? 'unknown' : 'out';
}
