/** Every registered channel with what its page says of it: facts of the adapter, and what its tests leave out. */
import { TELEGRAM_FACTS } from '../../bots/telegram/facts.ts';
import { VIBER_FACTS } from '../../bots/viber/facts.ts';
import { WEBCHAT_FACTS } from '../../bots/webchat/facts.ts';
import { FACTS as WHATSAPP_WEB_FACTS } from '../../bots/whatsapp-web/render.ts';
import { factsOf as whatsappFacts } from '../../bots/whatsapp/facts.ts';
import { TELEGRAM_SKIPS } from '../bots/telegram/skips.ts';
import { VIBER_SKIPS } from '../bots/viber/skips.ts';
import { WEBCHAT_SKIPS } from '../bots/webchat/skips.ts';
import { WHATSAPP_WEB_SKIPS } from '../bots/whatsapp-web/skips.ts';
import { WHATSAPP_SKIPS } from '../bots/whatsapp/skips.ts';
import type { DocumentedChannel } from './channels-page.ts';

/** In the order of bots/registry.ts. */
export const DOCUMENTED_CHANNELS: DocumentedChannel[] = [
  { title: 'Telegram', facts: TELEGRAM_FACTS, intakes: ['webhook', 'poll'], skips: TELEGRAM_SKIPS },
  { title: 'Viber', facts: VIBER_FACTS, intakes: ['webhook'], skips: VIBER_SKIPS },
  { title: 'WhatsApp', facts: whatsappFacts({ typing: false }), intakes: ['webhook'], skips: WHATSAPP_SKIPS },
  { title: 'WhatsApp Web', facts: WHATSAPP_WEB_FACTS, intakes: ['session'], skips: WHATSAPP_WEB_SKIPS },
  { title: 'Web chat', facts: WEBCHAT_FACTS, intakes: ['hosted'], skips: WEBCHAT_SKIPS },
];
