/**
 * The messengers whose adapters are weighed: settings as their own `parse` takes them, and one real webhook call with its proof. Each
 * platform adds itself at the end.
 */
import { readFileSync } from 'node:fs';
import type { WebhookRequest } from '../../src/core/ports/channel.ts';
import { hmacSha256 } from '../../src/transport/signature.ts';

export interface AdapterCase {
  /** As in the list of platforms. */
  platform: string;
  /** By suffix. */
  settings: Record<string, string>;
  /** A customer's text. */
  incoming: WebhookRequest;
}

const SECRET = 'a-secret-of-32-characters-or-more';
const HEX_SECRET = '0123456789abcdef0123456789abcdef';

export const ADAPTER_CASES: AdapterCase[] = [
  {
    platform: 'telegram',
    settings: {
      BOT_TOKEN: '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      MODE: 'webhook',
      WEBHOOK_SECRET: SECRET,
    },
    incoming: post(recorded('telegram/text'), { 'x-telegram-bot-api-secret-token': SECRET }),
  },
  {
    platform: 'viber',
    settings: { AUTH_TOKEN: SECRET },
    incoming: post(recorded('viber/text'), {
      'x-viber-content-signature': hmacSha256(SECRET, recorded('viber/text')),
    }),
  },
  {
    platform: 'whatsapp',
    settings: {
      TOKEN: SECRET,
      PHONE_NUMBER_ID: '106540000000001',
      APP_SECRET: HEX_SECRET,
      VERIFY_TOKEN: SECRET,
    },
    incoming: post(recorded('whatsapp/text'), {
      'x-hub-signature-256': `sha256=${hmacSha256(HEX_SECRET, recorded('whatsapp/text'))}`,
    }),
  },
];

/** The bytes of a recorded call. */
function recorded(name: string): Buffer {
  return readFileSync(new URL(`../recordings/${name}.json`, import.meta.url));
}

function post(body: Buffer, headers: Record<string, string>): WebhookRequest {
  return { method: 'POST', headers, query: {}, body };
}
