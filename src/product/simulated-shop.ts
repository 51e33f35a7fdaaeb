/** Made-up answers of a shop for a script that is played: what the one who plays has chosen, in the words of the real tasks. */
import type { FlowEvent, Json } from '../core/content.ts';
import type { HoursAnswer } from '../core/hours-answer.ts';
import type { Locale } from '../core/locale.ts';
import type { OrderFindAnswer, OrderListAnswer, OrderSummary } from '../core/order-answer.ts';
import type { PlayedWorld } from '../core/ports/script-desk.ts';
import type { Texts } from '../core/ports/words.ts';
import type { ProductCard, ProductFindAnswer } from '../core/product-answer.ts';
import type { ReturnTermsAnswer } from '../core/return-answer.ts';

export interface SimulatedView {
  world: PlayedWorld;
  texts: Texts;
  language: Locale;
  nowMs: number;
  timeZone: string;
}

const DAY = 24 * 60 * 60_000;
const NUMBER = '1007';

/** What the task `kind` brings: the event for the machine, and a word for the one who plays. */
export function answerOf(
  kind: string,
  input: Record<string, Json>,
  view: SimulatedView,
): { event: FlowEvent; result: string } {
  const { world } = view;
  const failed = { event: { type: `task.${kind}.failed`, reason: 'unavailable' }, result: 'down' };
  const done = (value: object) => ({
    // Answers go through the store as JSON, so they are JSON here.
    event: { type: `task.${kind}.done`, value: JSON.parse(JSON.stringify(value)) as Json },
    result: 'result' in value ? String(value.result) : 'found',
  });
  if (kind === 'shop.hours') return done(hours(view));
  if (kind === 'catalog.find') return world.product === 'down' ? failed : done(product(input, view));
  if (world.order === 'down') return failed;
  if (kind === 'order.list') return done(list(view));
  if (kind === 'order.sendCode') return done({ result: 'sent' });
  if (kind === 'order.find' || kind === 'return.terms') return done(order(kind, input, view));
  return failed;
}

function hours({ world, texts, language }: SimulatedView): HoursAnswer {
  return { open: world.open, opens: world.open ? '' : texts.text(language, 'script.sample.opens') };
}

function list(view: SimulatedView): OrderListAnswer {
  if (!view.world.phoneKnown) return { result: 'proof-needed' };
  return {
    result: 'list',
    orders: view.world.order === 'notFound' ? [] : [summary(NUMBER, view)],
    only: null,
    asOf: '',
  };
}

function order(
  kind: 'order.find' | 'return.terms',
  { number, proof }: Record<string, Json>,
  view: SimulatedView,
): OrderFindAnswer | ReturnTermsAnswer {
  const { world, nowMs, language: locale, timeZone } = view;
  const isProved = world.phoneKnown || JSON.stringify(proof) !== '{"by":"none"}';
  if (!isProved) return { result: 'proof-needed', mail: true };
  if (world.order === 'notFound') return { result: 'not-found', mail: true };
  const own = typeof number === 'string' && number !== '' ? number : NUMBER;
  if (kind === 'order.find') {
    return { result: 'found', order: { ...summary(own, view), level: 'brief', asOf: '' } };
  }
  const late = world.order === 'late';
  const untilMs = nowMs + (late ? -3 : 3) * DAY;
  const law = view.texts.text(locale, 'script.sample.law');
  return {
    result: 'found',
    terms: { number: own, inTime: late ? 'no' : 'yes', untilMs, law, locale, timeZone },
  };
}

function summary(number: string, { world, nowMs, language: locale, timeZone }: SimulatedView): OrderSummary {
  const late = world.order === 'late';
  return {
    number,
    state: 'shipped',
    placedMs: nowMs - 6 * DAY,
    promisedMs: nowMs + (late ? -2 : 2) * DAY,
    late,
    timeZone,
    locale,
  };
}

function product(input: Record<string, Json>, view: SimulatedView): ProductFindAnswer {
  if (view.world.product === 'notFound') return { result: 'none' };
  const isOther = 'instead' in input;
  const title = isOther ? view.texts.text(view.language, 'script.sample.other') : wordsIn(input);
  return {
    result: 'product',
    product: card(isOther ? 'other' : 'own', title, isOther ? 190_000 : 290_000, view),
  };
}

function wordsIn({ text }: Record<string, Json>): string {
  return typeof text === 'string' ? text : '';
}

function card(id: string, title: string, minor: number, view: SimulatedView): ProductCard {
  const { language: locale, timeZone, texts } = view;
  return {
    id,
    title,
    locale,
    timeZone,
    price: { minor, currency: 'RUB' },
    isFrom: false,
    was: null,
    url: null,
    imageUrl: null,
    variants: [{ id: '', name: '', state: 'in', saleable: 4 }],
    moreVariants: 0,
    canBeHad: true,
    alternatives: true,
    facts: {
      category: null,
      rating: { stars: 4.8, count: 57 },
      bought: 420,
      certificates: texts.text(locale, 'script.sample.certificates'),
      warrantyMonths: 12,
    },
    asOfMs: null,
  };
}
