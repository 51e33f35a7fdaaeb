/** Settings of the product in journeys whose messengers call it: at an address known beforehand, aimed at their emulators. */
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import type { WhatsAppEmulator } from '../../bots/whatsapp/emulator/emulator.ts';
import { freePort } from './free-port.ts';

export type Settings = Record<string, string>;

/** Long enough to be taken as a webhook's secret. */
export const SECRET = 'a-secret-of-32-characters-or-more';
export const WHATSAPP_VERIFY_TOKEN = 'a-verify-token-of-ours-0123456789';

/** A port of its own on loopback, given out as the public address; Telegram calls there too. */
export async function webhookSettings(): Promise<Settings> {
  const port = await freePort();
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
  };
}

export function viberSettings({ token, apiRoot }: ViberEmulator): Settings {
  return { VIBER_AUTH_TOKEN: token, VIBER_API_ROOT: apiRoot };
}

/** Without `WHATSAPP_BUSINESS_ID`, which only templates need. */
export function whatsappSettings({ token, phoneNumberId, appSecret, apiRoot }: WhatsAppEmulator): Settings {
  return {
    WHATSAPP_ACCESS_TOKEN: token,
    WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN,
    WHATSAPP_API_ROOT: apiRoot,
  };
}
