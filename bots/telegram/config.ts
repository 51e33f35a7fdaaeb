/** The settings of one Telegram account: from words of the environment to a checked record, and nowhere else. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EnvKey, PlatformConfig, PlatformContext } from '../../src/core/ports/platform.ts';

export interface TelegramConfig {
  account: AccountId;
  token: string;
  /** Without a trailing slash. */
  apiRoot: string;
  mode: 'webhook' | 'poll';
  /** Both are set in webhook mode. */
  webhookUrl: string | null;
  webhookSecret: string | null;
  /** URL of an HTTP proxy for this platform alone. */
  proxy: string | null;
}

export const TELEGRAM_API_ROOT = 'https://api.telegram.org';

export const TELEGRAM_ENV_KEYS: EnvKey[] = [
  {
    suffix: 'BOT_TOKEN',
    secret: true,
    required: true,
    what: 'The token of the bot, such as 123456789:AA…',
    where: 'Write /newbot to @BotFather in Telegram',
  },
  {
    suffix: 'MODE',
    secret: false,
    required: false,
    what: 'How updates arrive: webhook or poll. Default: webhook when PUBLIC_URL is set, else poll',
    where: '',
  },
  {
    suffix: 'WEBHOOK_SECRET',
    secret: true,
    required: false,
    what: 'Required for webhook: proves that a call comes from Telegram; 16 to 256 of A-Z a-z 0-9 _ -',
    where: 'Make one up: openssl rand -hex 32',
  },
  {
    suffix: 'API_ROOT',
    secret: false,
    required: false,
    what: `Another Bot API server or an emulator. Default: ${TELEGRAM_API_ROOT}`,
    where: '',
  },
  {
    suffix: 'PROXY',
    secret: true,
    required: false,
    what: 'URL of an HTTP proxy that reaches Telegram, such as http://user:password@host:3128',
    where: 'Your network administrator',
  },
];

const TOKEN = /^\d{3,}:[\w-]{30,}$/;
const SECRET = /^[A-Za-z0-9_-]{16,256}$/;

type Problem = { key: string; message: string };

/** Checks the settings; `values` by suffix. */
export function parseTelegramConfig(
  values: Record<string, string | undefined>,
  context: PlatformContext,
): PlatformConfig {
  const problems: Problem[] = [];
  const read = (key: string): string | null => values[key]?.trim() || null;
  const token = read('BOT_TOKEN');
  if (token === null)
    problems.push({ key: 'BOT_TOKEN', message: 'is missing; @BotFather gives one for /newbot' });
  else if (!TOKEN.test(token)) {
    problems.push({
      key: 'BOT_TOKEN',
      message: 'is not a bot token; it looks like 123456789:AA… (35 characters)',
    });
  }
  const mode = read('MODE') ?? (context.publicUrl === null ? 'poll' : 'webhook');
  if (mode !== 'webhook' && mode !== 'poll')
    problems.push({ key: 'MODE', message: 'must be webhook or poll' });
  const webhookSecret = read('WEBHOOK_SECRET');
  if (mode === 'webhook') problems.push(...webhookProblems(webhookSecret, context));
  const apiRoot = readUrl(read('API_ROOT') ?? TELEGRAM_API_ROOT, 'API_ROOT', problems);
  const proxyText = read('PROXY');
  const proxy = proxyText === null ? null : readUrl(proxyText, 'PROXY', problems);
  if (problems.length > 0 || token === null) return { ok: false, problems };
  const config: TelegramConfig = {
    account: context.account,
    token,
    apiRoot,
    mode: mode === 'webhook' ? 'webhook' : 'poll',
    webhookUrl: mode === 'webhook' ? webhookUrlOf(context) : null,
    webhookSecret: mode === 'webhook' ? webhookSecret : null,
    proxy,
  };
  return { ok: true, config };
}

function webhookProblems(secret: string | null, { publicUrl }: PlatformContext): Problem[] {
  const problems: Problem[] = [];
  if (secret === null) {
    problems.push({
      key: 'WEBHOOK_SECRET',
      message:
        'is required for webhook: without it anybody could speak for Telegram; openssl rand -hex 32 makes one',
    });
  } else if (!SECRET.test(secret)) {
    problems.push({ key: 'WEBHOOK_SECRET', message: 'must be 16 to 256 characters of A-Z a-z 0-9 _ -' });
  }
  if (publicUrl === null) {
    problems.push({
      key: 'MODE',
      message: 'webhook needs PUBLIC_URL, the https address that Telegram can reach',
    });
  }
  return problems;
}

function webhookUrlOf({ publicUrl, account }: PlatformContext): string | null {
  if (publicUrl === null) return null;
  const name = account.slice(account.indexOf(':') + 1);
  return `${publicUrl}/webhooks/telegram${name === 'main' ? '' : `/${name}`}`;
}

function readUrl(text: string, key: string, problems: Problem[]): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push({ key, message: 'must be an address that begins with https:// or http://' });
  }
  return text.replace(/\/+$/, '');
}
