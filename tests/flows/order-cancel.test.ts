/** The way in by words to cancelling an order, under the rules of all flows. */
import { orderCancelFlow } from '../../flows/order-cancel/flow.ts';
import { describeFlow } from './support/flow-rules.ts';

// It never waits, so no state of it is ever stored.
describeFlow(orderCancelFlow, { stored: 'none' });
