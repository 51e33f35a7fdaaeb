/**
 * The messengers whose adapters are weighed: settings as their own `parse` takes them, and one real webhook call with its proof. Each
 * platform adds itself at the end.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashToken } from '../../bots/webchat/access.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { WebhookRequest } from '../../src/core/ports/channel.ts';
import type { HostedDeps } from '../../src/core/ports/hosted.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { openMailbox } from '../../src/store/webchat/open-mailbox.ts';
import { hmacSha256 } from '../../src/transport/signature.ts';

/** What the page of a paired phone tells: nothing of it is signed, it comes from a browser of our own. */
export interface LinkedUpdate {
  told: unknown;
}

export interface AdapterCase {
  /** As in the list of platforms. */
  platform: string;
  /** By suffix. */
  settings: Record<string, string>;
  /** A customer's text. */
  incoming: WebhookRequest | LinkedUpdate;
  /** What the adapter is given besides, where it needs something of its own. */
  deps?(): Promise<Partial<PlatformDeps>>;
}

const SECRET = 'a-secret-of-32-characters-or-more';
const HEX_SECRET = '0123456789abcdef0123456789abcdef';
const VISITOR_TOKEN = 'a-token-of-forty-three-characters-for-bench';

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
      ACCESS_TOKEN: SECRET,
      PHONE_NUMBER_ID: '106540000000001',
      APP_SECRET: HEX_SECRET,
      VERIFY_TOKEN: SECRET,
    },
    incoming: post(recorded('whatsapp/text'), {
      'x-hub-signature-256': `sha256=${hmacSha256(HEX_SECRET, recorded('whatsapp/text'))}`,
    }),
  },
  {
    platform: 'whatsapp-web',
    settings: { ENABLED: 'yes' },
    incoming: { told: JSON.parse(recorded('whatsapp-web/text').toString()) },
  },
  {
    platform: 'webchat',
    settings: { ORIGINS: 'https://shop.example' },
    incoming: post(recorded('webchat/text'), { authorization: `Bearer ${VISITOR_TOKEN}` }),
    deps: openVisitorsMailbox,
  },
];

/** The bytes of a recorded call. */
function recorded(name: string): Buffer {
  return readFileSync(new URL(`../recordings/${name}.json`, import.meta.url));
}

function post(body: Buffer, headers: Record<string, string>): WebhookRequest {
  return { method: 'POST', headers, query: {}, body };
}

/** A mailbox on a real file with one visitor in it. */
async function openVisitorsMailbox(): Promise<Partial<PlatformDeps>> {
  const folder = mkdtempSync(join(tmpdir(), 'prilavok-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const mailbox = await openMailbox({ file: join(folder, 'm.sqlite'), clock: systemClock, log: silentLog });
  await mailbox.createVisitor({
    account: 'webchat:main',
    address: 'visitor-of-recordings1',
    userId: null,
    name: 'Анна',
    phone: null,
    phoneSigned: false,
    email: null,
    languageTag: 'ru',
    page: null,
    tokenHash: hashToken(VISITOR_TOKEN),
    atMs: 1,
  });
  const hosted: HostedDeps = {
    mailbox,
    saveMedia: async () => ({ ok: false, reason: 'quota' }),
    removeMedia: async () => {},
    desk: () => ({ open: true, opensAtMs: null, timeZone: 'Europe/Moscow' }),
    pagesDir: folder,
    release: 'bench',
    elsewhere: null,
    visitorTypes() {},
  };
  return { hosted };
}
