/** The buttons of the order-status flow. Those that must work long after the flow has ended speak to the front desk. */
import type { FlowButton } from '../../src/core/content.ts';

export const OPERATOR: FlowButton = {
  label: 'orderStatus.button.operator',
  deskEvent: { type: 'command.operator' },
};
export const MENU: FlowButton = { label: 'orderStatus.button.menu', deskEvent: { type: 'command.menu' } };
export const SHARE_PHONE = {
  label: 'orderStatus.button.sharePhone',
  share: 'phone',
} as const satisfies FlowButton;
/** The same with the question for an order's number: where nothing can be shared, the number is the way. */
export const SHARE_PHONE_OR_NUMBER: FlowButton = {
  ...SHARE_PHONE,
  typed: 'orderStatus.cannotShare',
  otherwise: { instead: 'orderStatus.askNumberOrPhone', say: 'orderStatus.askNumber' },
};
export const UNKNOWN_NUMBER: FlowButton = {
  label: 'orderStatus.button.unknownNumber',
  event: { type: 'order.unknown' },
};
export const OTHER_NUMBER: FlowButton = {
  label: 'orderStatus.button.otherNumber',
  event: { type: 'order.another' },
};
export const OTHER_WAY: FlowButton = { label: 'orderStatus.button.otherWay', event: { type: 'order.ways' } };
export const BY_DIGITS: FlowButton = {
  label: 'orderStatus.button.byDigits',
  event: { type: 'order.digits' },
};
export const BY_CODE: FlowButton = { label: 'orderStatus.button.byCode', event: { type: 'order.code' } };
export const CODE_AGAIN: FlowButton = {
  label: 'orderStatus.button.codeAgain',
  event: { type: 'order.code' },
};
export const RETRY: FlowButton = { label: 'orderStatus.button.retry', event: { type: 'order.retry' } };

/** Starts afresh: with the list if there is one to choose from, else with the question for a number. */
export function anotherOrder(listed: boolean): FlowButton {
  const args = listed ? {} : { ask: 'number' };
  return {
    label: 'orderStatus.button.another',
    deskEvent: { type: 'start.flow', flow: 'order-status', args },
  };
}
