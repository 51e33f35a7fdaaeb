/** The settings of one Viber account: from words of the environment to a checked record, and nowhere else. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EnvKey, PlatformConfig, PlatformContext } from '../../src/core/ports/platform.ts';

export interface ViberConfig {
  account: AccountId;
  /** Also the key that webhook calls are signed with. */
  token: string;
  /** Without a trailing slash. */
  apiRoot: string;
  webhookUrl: string;
  /** URL of an HTTP proxy for this platform alone. */
  proxy: string | null;
}

export const VIBER_API_ROOT = 'https://chatapi.viber.com';

export const VIBER_ENV_KEYS: EnvKey[] = [
  {
    suffix: 'AUTH_TOKEN',
    secret: true,
    required: true,
    what: 'The authentication token of the bot',
    where: "The bot's edit screen in Viber; new bots need a contract with Viber or a partner",
  },
  {
    suffix: 'API_ROOT',
    secret: false,
    required: false,
    what: `Another server or an emulator. Default: ${VIBER_API_ROOT}`,
    where: '',
  },
  {
    suffix: 'PROXY',
    secret: true,
    required: false,
    what: 'URL of an HTTP proxy that reaches Viber, such as http://user:password@host:3128',
    where: 'Your network administrator',
  },
];

const TOKEN = /^[\w-]{16,128}$/;

type Problem = { key: string; message: string };

/** Checks the settings; `values` by suffix. */
export function parseViberConfig(
  values: Record<string, string | undefined>,
  { publicUrl, account }: PlatformContext,
): PlatformConfig {
  const problems: Problem[] = [];
  const read = (key: string): string | null => values[key]?.trim() || null;
  const token = read('AUTH_TOKEN');
  if (token === null)
    problems.push({ key: 'AUTH_TOKEN', message: "is missing; it stands on the bot's edit screen" });
  else if (!TOKEN.test(token))
    problems.push({ key: 'AUTH_TOKEN', message: 'is not a token: letters, digits and dashes' });
  if (publicUrl === null) {
    problems.push({
      key: 'AUTH_TOKEN',
      message: 'needs PUBLIC_URL: Viber delivers to an https address and nowhere else',
    });
  }
  const apiRoot = readUrl(read('API_ROOT') ?? VIBER_API_ROOT, 'API_ROOT', problems);
  const proxyText = read('PROXY');
  const proxy = proxyText === null ? null : readUrl(proxyText, 'PROXY', problems);
  if (problems.length > 0 || token === null || publicUrl === null) return { ok: false, problems };
  const name = account.slice(account.indexOf(':') + 1);
  const webhookUrl = `${publicUrl}/webhooks/viber${name === 'main' ? '' : `/${name}`}`;
  const config: ViberConfig = { account, token, apiRoot, webhookUrl, proxy };
  return { ok: true, config };
}

function readUrl(text: string, key: string, problems: Problem[]): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push({ key, message: 'must be an address that begins with https:// or http://' });
  }
  return text.replace(/\/+$/, '');
}
