/** What of the common channel tests Telegram cannot have, and why; docs/channels.md prints it. */
import type { ChannelContract } from '../support/channel-rig.ts';

export const TELEGRAM_SKIPS: ChannelContract['skips'] = {};
