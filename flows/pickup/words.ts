/** What the pick-up flow says and asks, as keys of the texts files with what fills them. Pure. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { PickupAnswer, PickupPointView } from '../../src/core/pickup-answer.ts';

const OPERATOR: FlowButton = { label: 'pickup.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'pickup.button.menu', deskEvent: { type: 'command.menu' } };
const SHARE: FlowButton = {
  label: 'pickup.button.share',
  share: 'location',
  typed: 'pickup.typed',
};
const ELSEWHERE: FlowButton = {
  label: 'pickup.button.elsewhere',
  deskEvent: { type: 'start.flow', flow: 'pickup', args: {} },
};

export function askWhere({ notice }: { notice: string }): Prompt {
  const asked = { text: 'pickup.where', buttons: [SHARE, MENU] };
  if (notice === '') return asked;
  return { text: notice, more: [{ text: 'pickup.where' }], buttons: [SHARE, OPERATOR, MENU] };
}

export function foundWords(answer: PickupAnswer): Prompt {
  if (answer.result !== 'found') return nowhereWords();
  const { points, locale } = answer;
  return {
    text: points.length === 1 ? 'pickup.one' : 'pickup.several',
    more: points.map((point, index) => line(point, index, locale)),
    buttons: [...points.map(map), ELSEWHERE, MENU],
  };
}

export function farWords(answer: PickupAnswer): Prompt {
  if (answer.result !== 'far') return nowhereWords();
  const { nearest, cities, locale } = answer;
  const where = cities.join(', ');
  const more = nearest ? [line(nearest, 0, locale)] : [];
  return {
    text: nearest ? 'pickup.far' : 'pickup.noSuchPlace',
    slots: { cities: where },
    more,
    buttons: [
      ...(nearest ? [map(nearest, 0)] : []),
      { label: 'pickup.button.again', event: { type: 'pickup.again' } },
      OPERATOR,
      MENU,
    ],
  };
}

export function nowhereWords(): Prompt {
  return { text: 'pickup.nowhere', buttons: [OPERATOR, MENU] };
}

export function downWords(): Prompt {
  return {
    text: 'pickup.down',
    buttons: [{ label: 'pickup.button.retry', event: { type: 'pickup.retry' } }, OPERATOR, MENU],
  };
}

function map({ mapUrl }: PickupPointView, index: number): FlowButton {
  return { label: 'pickup.button.map', slots: { position: index + 1 }, url: mapUrl };
}

function line(
  point: PickupPointView,
  index: number,
  locale: Locale,
): { text: string; slots: Record<string, string | number> } {
  const { name, city, address, metres, opening } = point;
  const slots = {
    position: index + 1,
    name,
    city,
    address,
    distance: metres === null ? '' : distanceOf(metres, locale),
    hour: opening.is === 'open' ? opening.until : opening.is === 'closed' ? opening.at : '',
    day: opening.is === 'closed' ? opening.day : '',
  };
  const away = metres === null ? 'named' : 'near';
  return { text: `pickup.point.${away}.${openingKey(point)}`, slots };
}

function openingKey({ opening }: PickupPointView): string {
  if (opening.is === 'open') return opening.until === '24:00' ? 'always' : 'open';
  if (opening.is === 'closed') return opening.day === '' ? 'closedToday' : 'closed';
  return 'unknown';
}

/** "350 м", "2,4 км", "12 km". */
function distanceOf(metres: number, locale: Locale): string {
  const unit = metres < 950 ? 'meter' : 'kilometer';
  const value = unit === 'meter' ? Math.max(50, Math.round(metres / 50) * 50) : metres / 1_000;
  const maximumFractionDigits = unit === 'kilometer' && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(value);
}
