/**
 * The only list of platforms. To add one: a folder beside this file with its adapter and emulator, one line here,
 * one test file that runs the channel contract over it. Nothing else in the house knows a platform by name.
 */
import type { Platform } from '../src/core/ports/platform.ts';
import { telegramPlatform } from './telegram/index.ts';
import { viberPlatform } from './viber/index.ts';
import { whatsappPlatform } from './whatsapp/index.ts';
import { whatsappWebPlatform } from './whatsapp-web/index.ts';
import { webchatPlatform } from './webchat/index.ts';

/** Name → settings and factory. */
export const PLATFORMS: Record<string, Platform> = {
  telegram: telegramPlatform,
  viber: viberPlatform,
  whatsapp: whatsappPlatform,
  'whatsapp-web': whatsappWebPlatform,
  webchat: webchatPlatform,
};
