/** What the flow asks and tells, as keys of the texts files with their slots and buttons. Pure. */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import type { OrderWishAnswer } from '../../src/core/order-answer.ts';
import { MENU, OPERATOR } from '../order-status/buttons.ts';
import type { OrderCareContext, View } from './model.ts';

/** Watches that get a button of their own; the others are ended by their number. */
const LISTED = 5;

const button = (label: string, type: string): FlowButton => ({
  label: `orderCare.button.${label}`,
  event: { type },
});
const CANCEL = button('cancel', 'care.cancel');
const ADDRESS = button('address', 'care.address');
const KEEP = button('keep', 'care.no');
const YES = button('yes', 'care.yes');
const AGAIN = button('again', 'care.again');
const RETRY = button('retry', 'care.retry');

export function askWhat({ context }: View): Prompt {
  const options = possible(context).map((wish) => (wish === 'cancel' ? CANCEL : ADDRESS));
  return question(context, 'orderCare.what', {}, [...options, KEEP, OPERATOR]);
}

/** What can still be changed, in the order of the buttons. */
export function possible({ cancel, address }: OrderCareContext): ('cancel' | 'address')[] {
  return [
    ...(cancel === 'late' ? [] : ['cancel' as const]),
    ...(address === 'late' ? [] : ['address' as const]),
  ];
}

export function askAddress({ context }: View): Prompt {
  return question(context, 'orderCare.askAddress', {}, [KEEP, OPERATOR]);
}

export function askConfirm({ context }: View): Prompt {
  if (context.step === 'address') {
    const slots = { address: context.words };
    return question(context, 'orderCare.confirmAddress', slots, [YES, AGAIN, KEEP, OPERATOR]);
  }
  const key = context.cancel === 'done' ? 'orderCare.confirmCancel' : 'orderCare.confirmCancelWish';
  const asked = question(context, key, {}, [YES, KEEP, OPERATOR]);
  if (!context.paid) return asked;
  return { ...asked, more: [...(asked.more ?? []), { text: 'orderCare.paidBack' }] };
}

export function askWatches({ context }: View): Prompt {
  const shown = context.watches.slice(0, LISTED);
  const stops: FlowButton[] = shown.map(({ number, ticket }) => ({
    label: 'orderCare.button.stop',
    slots: { number },
    event: { type: 'care.unwatch', ticket },
  }));
  const all: FlowButton = {
    label: 'orderCare.button.stopAll',
    event: { type: 'care.unwatch', ticket: '' },
  };
  const lines = context.watches.map(({ number }, at) => `${at + 1}. ${number}`).join('\n');
  return question(context, 'orderCare.watches', { lines }, [
    ...stops,
    ...(context.watches.length > 1 ? [all] : []),
    OPERATOR,
    MENU,
  ]);
}

export function askInTrouble({ context }: View): Prompt {
  return question(context, 'orderCare.down', {}, [RETRY, OPERATOR, MENU]);
}

/** What became of a wish. */
export function wishWords(context: OrderCareContext, answer: OrderWishAnswer): Prompt {
  if (answer.result === 'stale') return staleWords();
  const what = context.step === 'address' ? 'address' : 'cancel';
  const { number, paid } = answer;
  const more = what === 'cancel' && answer.result === 'done' && paid ? [{ text: 'orderCare.moneyBack' }] : [];
  return {
    text: `orderCare.${what}.${answer.result}`,
    slots: { number },
    more,
    buttons: [OPERATOR, MENU],
  };
}

/** A statement about one order, with the ways on. */
export function toldWords(text: string, number: string): Prompt {
  return { text, slots: { number }, buttons: [OPERATOR, MENU] };
}

/** It was too long ago: the order has to be opened anew. */
export function staleWords(): Prompt {
  const again: FlowButton = {
    label: 'orderCare.button.openAgain',
    deskEvent: { type: 'start.flow', flow: 'order-status', args: {} },
  };
  return { text: 'orderCare.stale', buttons: [again, OPERATOR, MENU] };
}

/** The order stays as it is. */
export function keptWords({ number }: OrderCareContext): Prompt {
  return { text: 'orderCare.kept', slots: { number }, buttons: [OPERATOR, MENU] };
}

/** The question itself, after what has to be said first. */
function question(
  { notice, number }: OrderCareContext,
  text: string,
  more: Record<string, Json>,
  buttons: FlowButton[],
): Prompt {
  const slots = { number, ...more };
  if (notice === '') return { text, slots, buttons };
  return { text: notice, slots, more: [{ text, slots }], buttons };
}
