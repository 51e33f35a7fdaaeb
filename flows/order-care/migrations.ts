/** How stored states of earlier versions of this flow become states of the present one. */
import type { FlowDefinition } from '../../src/core/flow.ts';

export const orderCareVersion = 2;

export const orderCareMigrations: FlowDefinition['migrations'] = {
  // Paying has a flow of its own since, and a wish may be known from the start.
  1: ({ value, context }) => ({
    value,
    context: {
      ...context,
      wish: '',
      step: context['step'] === 'pay' ? 'options' : (context['step'] ?? 'watches'),
    },
  }),
};
