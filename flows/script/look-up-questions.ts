/** What a look-up asks the customer by itself, with the words of the flows that show orders. Pure. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import {
  BY_CODE,
  BY_DIGITS,
  CODE_AGAIN,
  OTHER_NUMBER,
  OTHER_WAY,
  SHARE_PHONE,
  SHARE_PHONE_OR_NUMBER,
  UNKNOWN_NUMBER,
} from '../order-status/buttons.ts';
import { day, listLine } from '../order-status/card.ts';
import { WITHOUT } from './look-up-wait.ts';
import { MENU, OPERATOR } from './saying.ts';
import { lookOf, type ScriptContext, type View } from './model.ts';

/** Orders, or products, that are offered: as many as fit under one message with the ways out. */
export const OFFERED = LIMITS.scriptOffered;

export function askOrderNumber({ context }: View): Prompt {
  const known = isKnown(context);
  const text = known ? 'orderStatus.askNumber' : 'orderStatus.askNumberOrPhone';
  const share = known ? [] : [SHARE_PHONE_OR_NUMBER];
  return put(context, { text }, [...share, UNKNOWN_NUMBER, WITHOUT, OPERATOR]);
}

export function askWhichOrder({ context }: View): Prompt {
  const { orders } = lookOf(context);
  const picks: FlowButton[] = orders.map((order) => ({
    label: 'orderStatus.button.pick',
    slots: { number: order.number, placed: day(order.placedMs, order) },
    event: { type: 'order.pick', number: order.number },
  }));
  const lines = orders.map((order, index) => listLine(order, index));
  return put(context, { text: 'orderStatus.which', more: lines }, [
    ...picks,
    OTHER_NUMBER,
    WITHOUT,
    OPERATOR,
  ]);
}

/** `digits`: the last four of the phone are enough. */
export function askProof({ context }: View, digits: boolean): Prompt {
  const { asking, mail } = lookOf(context);
  const share: FlowButton[] = isKnown(context) ? [] : [SHARE_PHONE];
  const code = mail ? [BY_CODE] : [];
  switch (asking) {
    case 'digits':
      return put(context, { text: 'orderStatus.askDigits' }, [OTHER_WAY, WITHOUT, OPERATOR]);
    case 'code':
      return put(context, { text: 'orderStatus.askCode' }, [CODE_AGAIN, OTHER_WAY, WITHOUT, OPERATOR]);
    case 'blocked':
      return put(context, { text: 'orderStatus.blocked' }, [...share, WITHOUT, OPERATOR]);
    case 'ways':
      return put(context, { text: digits ? 'orderStatus.prove' : 'return.prove' }, [
        ...share,
        ...code,
        ...(digits ? [BY_DIGITS] : []),
        OTHER_NUMBER,
        WITHOUT,
        OPERATOR,
      ]);
  }
}

/** Which of the products that the words could mean. */
export function askWhichProduct({ context }: View): Prompt {
  const picks: FlowButton[] = lookOf(context).products.map(({ id, title }) => ({
    label: 'script.button.product',
    slots: { title },
    event: { type: 'script.product', id },
  }));
  return put(context, { text: 'script.whichProduct' }, [...picks, WITHOUT, OPERATOR]);
}

function isKnown({ facts }: ScriptContext): boolean {
  return facts['phoneKnown'] === 'yes';
}

/** The question itself, after what has to be said first. */
function put(context: ScriptContext, { text, more = [] }: Prompt, buttons: FlowButton[]): Prompt {
  const slots = { number: context.facts['orderNumber'] ?? '' };
  if (context.notice === '') return { text, slots, more, buttons };
  const isLost = context.notice.includes('unclear');
  const ways = isLost ? [...buttons, MENU] : buttons;
  return { text: context.notice, slots, more: [{ text, slots }, ...more], buttons: ways };
}
