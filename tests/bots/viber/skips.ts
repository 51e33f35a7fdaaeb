/** What of the common channel tests Viber cannot have, and why; docs/channels.md prints it. */
import type { ChannelContract } from '../support/channel-rig.ts';

export const VIBER_SKIPS: ChannelContract['skips'] = {
  poll: 'Viber knows webhooks only',
  'retry-hint': 'Viber says "too many requests" without a time',
};
