/** The settings of one web chat: from words of the environment to a checked record, and nowhere else. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EnvKey, PlatformConfig, PlatformContext } from '../../src/core/ports/platform.ts';

export interface WebchatConfig {
  account: AccountId;
  /** Origins of the pages that may show the chat: scheme, host and port, as browsers write them. */
  origins: readonly string[];
  /** Our own origin, where the chat's page lives; null: this machine only, under whatever name it is called. */
  publicOrigin: string | null;
  /** Key of the signatures by which the shop vouches for its customers; null: nobody can be vouched for. */
  identitySecret: string | null;
  /** `#rrggbb`. */
  color: string | null;
}

export const WEBCHAT_ENV_KEYS: EnvKey[] = [
  {
    suffix: 'ORIGINS',
    secret: false,
    required: true,
    what: 'Addresses of the sites that show the chat, with comma: https://shop.example,https://www.shop.example',
    where: 'The address bar of the shop, up to the first slash after the name',
  },
  {
    suffix: 'IDENTITY_SECRET',
    secret: true,
    required: false,
    what: 'With it the shop vouches for signed-in customers: 32 to 256 characters, known to its back end only',
    where: 'Make one: openssl rand -hex 32',
  },
  {
    suffix: 'COLOR',
    secret: false,
    required: false,
    what: "Colour of the chat, such as #0a7d55. Default: the chat's own",
    where: '',
  },
];

const ORIGINS_MAX = 50;
const SECRET = /^[\x21-\x7e]{32,256}$/;
const COLOR = /^#[0-9a-f]{6}$/i;

type Problem = { key: string; message: string };

/** Checks the settings; `values` by suffix. */
export function parseWebchatConfig(
  values: Record<string, string | undefined>,
  { publicUrl, account }: PlatformContext,
): PlatformConfig {
  const problems: Problem[] = [];
  const read = (key: string): string | null => values[key]?.trim() || null;
  const origins = readOrigins(read('ORIGINS') ?? '', problems);
  const identitySecret = read('IDENTITY_SECRET');
  if (identitySecret !== null && !SECRET.test(identitySecret)) {
    problems.push({
      key: 'IDENTITY_SECRET',
      message: 'must be 32 to 256 printable characters without spaces',
    });
  }
  const color = read('COLOR');
  if (color !== null && !COLOR.test(color)) {
    problems.push({ key: 'COLOR', message: 'must be a colour such as #0a7d55' });
  }
  if (problems.length > 0) return { ok: false, problems };
  const config: WebchatConfig = {
    account,
    origins,
    publicOrigin: publicUrl === null ? null : new URL(publicUrl).origin,
    identitySecret,
    color: color?.toLowerCase() ?? null,
  };
  return { ok: true, config };
}

function readOrigins(text: string, problems: Problem[]): string[] {
  const origins: string[] = [];
  for (const given of text.split(',').map((part) => part.trim())) {
    if (given === '') continue;
    const origin = originOf(given);
    if (origin === null) {
      const shown = given.slice(0, 80);
      problems.push({ key: 'ORIGINS', message: `"${shown}" is not an address such as https://shop.example` });
    } else if (!origins.includes(origin)) origins.push(origin);
  }
  if (origins.length === 0 && problems.length === 0) {
    problems.push({
      key: 'ORIGINS',
      message: 'names no site: write at least one, such as https://shop.example',
    });
  }
  if (origins.length > ORIGINS_MAX) {
    problems.push({ key: 'ORIGINS', message: `names more than ${ORIGINS_MAX} sites` });
  }
  return origins;
}

/** No wildcards and no paths: each site is named exactly. A slash at the end is forgiven. */
function originOf(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname.includes('*')) return null;
  const rest = url.pathname + url.search + url.hash + url.username + url.password;
  return rest === '/' ? url.origin : null;
}
