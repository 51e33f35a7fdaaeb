/** Buttons of the stock-alert flow that work long after it has ended: they speak to the front desk, or lead out. */
import type { FlowButton } from '../../src/core/content.ts';

export const OPERATOR: FlowButton = {
  label: 'stockAlert.button.operator',
  deskEvent: { type: 'command.operator' },
};
export const MENU: FlowButton = { label: 'stockAlert.button.menu', deskEvent: { type: 'command.menu' } };
export const MY_ALERTS: FlowButton = {
  label: 'stockAlert.button.list',
  deskEvent: { type: 'start.flow', flow: 'stock-alert', args: { list: true } },
};

export function alternativesTo(product: string): FlowButton {
  return {
    label: 'stockAlert.button.alternatives',
    deskEvent: { type: 'start.flow', flow: 'product', args: { instead: product } },
  };
}

/** Ends one wish. */
export function endOf(key: string): FlowButton {
  return {
    label: 'stockAlert.button.endThis',
    deskEvent: { type: 'start.flow', flow: 'stock-alert', args: { end: key } },
  };
}
