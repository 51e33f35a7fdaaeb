/** The way in by words to another address, under the rules of all flows. */
import { addressChangeFlow } from '../../flows/address-change/flow.ts';
import { describeFlow } from './support/flow-rules.ts';

// It never waits, so no state of it is ever stored.
describeFlow(addressChangeFlow, { stored: 'none' });
