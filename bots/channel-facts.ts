/**
 * What each platform can do, as data alone: for checks of content and previews, which must not load the platforms themselves. A test holds
 * the list to that of bots/registry.ts.
 */
import type { ChannelFacts } from '../src/core/ports/channel.ts';
import { TELEGRAM_FACTS } from './telegram/facts.ts';
import { VIBER_FACTS } from './viber/facts.ts';
import { WEBCHAT_FACTS } from './webchat/facts.ts';
import { FACTS as WHATSAPP_WEB_FACTS } from './whatsapp-web/render.ts';
import { factsOf } from './whatsapp/facts.ts';

export const CHANNEL_FACTS: readonly ChannelFacts[] = [
  TELEGRAM_FACTS,
  VIBER_FACTS,
  factsOf({ typing: true }),
  WHATSAPP_WEB_FACTS,
  WEBCHAT_FACTS,
];
