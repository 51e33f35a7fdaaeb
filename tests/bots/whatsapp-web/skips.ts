/** What WhatsApp Web has nothing to show for, and why; docs/channels/whatsapp-web.md says the same. */
import type { Skip } from '../support/channel-rig.ts';

export const WHATSAPP_WEB_SKIPS: Partial<Record<Skip, string>> = {
  webhook: 'a paired phone has no webhook: what happens is told inside the process',
  poll: 'a paired phone has one way of intake, its session',
  'server-error': 'WhatsApp Web has no error codes: a failed call is always unknown',
  flood: 'WhatsApp Web never says that we are too fast; it bans the number later',
  blocked: 'WhatsApp tells nobody that they are blocked: the message stays at one tick',
  downloads: 'files come through the page of the paired phone: there is no address that could lead astray',
};
