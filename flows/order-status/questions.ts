/** What each state asks, as keys of the texts files with the buttons that fit what is known already. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import {
  BY_CODE,
  BY_DIGITS,
  CODE_AGAIN,
  MENU,
  OPERATOR,
  OTHER_NUMBER,
  OTHER_WAY,
  RETRY,
  SHARE_PHONE,
  SHARE_PHONE_OR_NUMBER,
  UNKNOWN_NUMBER,
} from './buttons.ts';
import { day, listLine } from './card.ts';
import type { OrderStatusContext } from './model.ts';

type View = { context: OrderStatusContext };

export function askNumber({ context }: View): Prompt {
  const text = context.vouched ? 'orderStatus.askNumber' : 'orderStatus.askNumberOrPhone';
  const last: FlowButton[] =
    context.last === ''
      ? []
      : [
          {
            label: 'orderStatus.button.last',
            slots: { number: context.last },
            event: { type: 'order.pick', number: context.last },
          },
        ];
  return question(context, text, [
    ...last,
    ...share(context, SHARE_PHONE_OR_NUMBER),
    UNKNOWN_NUMBER,
    OPERATOR,
  ]);
}

export function askWhich({ context }: View): Prompt {
  const picks: FlowButton[] = context.orders.map((order) => ({
    label: 'orderStatus.button.pick',
    slots: { number: order.number, placed: day(order.placedMs, order) },
    event: { type: 'order.pick', number: order.number },
  }));
  const which = context.wish === '' ? 'orderStatus.which' : 'orderStatus.whichOne';
  const asked = question(context, which, [...picks, OTHER_NUMBER, OPERATOR]);
  const { asOf } = context;
  const aged = asOf === '' ? [] : [{ text: 'orderStatus.asOf', slots: { time: asOf } }];
  return { ...asked, more: [...(asked.more ?? []), ...context.orders.map(listLine), ...aged] };
}

export function askProof({ context }: View): Prompt {
  const code = context.mail ? [BY_CODE] : [];
  // Four digits show how it stands; they change nothing.
  const [text, digits] =
    context.wish === '' ? ['orderStatus.prove', [BY_DIGITS]] : ['orderStatus.proveToChange', []];
  return question(context, text, [...share(context), ...code, ...digits, OTHER_NUMBER, OPERATOR]);
}

export function askDigits({ context }: View): Prompt {
  return question(context, 'orderStatus.askDigits', [OTHER_WAY, OTHER_NUMBER, OPERATOR]);
}

export function askCode({ context }: View): Prompt {
  return question(context, 'orderStatus.askCode', [CODE_AGAIN, OTHER_WAY, OPERATOR]);
}

export function askMore({ context }: View): Prompt {
  const code = context.mail ? [BY_CODE] : [];
  return question(context, 'orderStatus.seeMore', [...share(context), ...code, OTHER_NUMBER, OPERATOR, MENU]);
}

export function askInTrouble({ context }: View): Prompt {
  if (context.trouble === 'blocked') {
    return question(context, 'orderStatus.blocked', [...share(context), OPERATOR, MENU]);
  }
  return question(context, 'orderStatus.down', [RETRY, OPERATOR, MENU]);
}

/** Nobody is asked for what cannot be looked up, only for what helps the person who can. */
export function askToPass({ context }: View): Prompt {
  const { number, wish } = context;
  const text = number === '' ? 'orderStatus.noOrders.ask' : 'orderStatus.noOrders.known';
  const asked = question(context, text, [OPERATOR, MENU]);
  if (context.notice !== '' || wish === '') return asked;
  return { ...asked, text: `orderStatus.noOrders.${wish}`, more: [{ text: asked.text, slots: { number } }] };
}

export function passedOnWords({ number }: OrderStatusContext): Prompt {
  const text = number === '' ? 'orderStatus.noOrders.passed' : 'orderStatus.noOrders.passedNumber';
  return { text, slots: { number } };
}

/** The question itself, after what has to be said first. */
function question(context: OrderStatusContext, text: string, buttons: FlowButton[]): Prompt {
  const slots = { number: context.number };
  if (context.notice === '') return { text, slots, buttons };
  return { text: context.notice, slots, more: [{ text, slots }], buttons };
}

function share(context: OrderStatusContext, button: FlowButton = SHARE_PHONE): FlowButton[] {
  return context.vouched ? [] : [button];
}
