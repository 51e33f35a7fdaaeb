/** What of the common channel tests the web chat cannot have, and why; docs/channels.md prints it. */
import type { ChannelContract } from '../support/channel-rig.ts';

export const WEBCHAT_SKIPS: ChannelContract['skips'] = {
  poll: 'There is nobody to ask for news: visitors write to us directly',
  flood: 'The mailbox is our own and never says that we write too fast',
  files: 'Visitors bring their files to us: nothing is fetched',
  downloads: 'Visitors bring their files to us: nothing is fetched',
};
