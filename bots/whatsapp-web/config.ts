/** The settings of one paired phone: from words of the environment to a checked record, and nowhere else. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EnvKey, PlatformConfig, PlatformContext } from '../../src/core/ports/platform.ts';

export interface WhatsappWebConfig {
  account: AccountId;
  /** Path of a Chromium; null: look in the usual places. */
  chromium: string | null;
  /** The whole URL, with its password; null: none. */
  proxy: string | null;
}

export const WHATSAPP_WEB_ENV_KEYS: EnvKey[] = [
  {
    suffix: 'ENABLED',
    secret: false,
    required: true,
    what: 'yes pairs a phone with WhatsApp Web; read docs/channels/whatsapp-web.md first: numbers get banned',
    where: 'Decide it yourself: yes or no',
  },
  {
    suffix: 'CHROMIUM',
    secret: false,
    required: false,
    what: 'Path of the Chromium that runs WhatsApp Web. Default: the one that is installed',
    where: '',
  },
  {
    suffix: 'PROXY',
    secret: true,
    required: false,
    what: 'URL of an HTTP or SOCKS5 proxy that reaches WhatsApp, such as http://user:password@host:3128',
    where: 'Your network administrator',
  },
];

const YES = /^(yes|true|on|1)$/i;
const NO = /^(no|false|off|0)$/i;

/** Checks the settings; `values` by suffix. */
export function parseWhatsappWebConfig(
  values: Record<string, string | undefined>,
  context: PlatformContext,
): PlatformConfig {
  const problems: { key: string; message: string }[] = [];
  const read = (key: string): string | null => values[key]?.trim() || null;
  const enabled = read('ENABLED') ?? 'no';
  if (NO.test(enabled)) return { ok: true, config: null };
  if (!YES.test(enabled)) problems.push({ key: 'ENABLED', message: 'must be yes or no' });
  const chromium = read('CHROMIUM');
  if (chromium !== null && !chromium.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(chromium)) {
    problems.push({ key: 'CHROMIUM', message: 'must be a whole path, such as /usr/bin/chromium' });
  }
  const proxy = read('PROXY');
  if (proxy !== null && !isProxy(proxy)) {
    problems.push({
      key: 'PROXY',
      message: 'must be an address such as http://host:3128 or socks5://host:1080',
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  const config: WhatsappWebConfig = { account: context.account, chromium, proxy };
  return { ok: true, config };
}

function isProxy(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^(https?|socks[45]):$/.test(url.protocol) && url.hostname !== '';
}
