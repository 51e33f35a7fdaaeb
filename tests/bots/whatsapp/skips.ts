/** What of the common channel tests WhatsApp cannot have, and why; docs/channels.md prints it. */
import type { ChannelContract } from '../support/channel-rig.ts';

export const WHATSAPP_SKIPS: ChannelContract['skips'] = {
  poll: 'WhatsApp knows webhooks only',
  'retry-hint': 'WhatsApp says "too many" by a code, without a time',
};
