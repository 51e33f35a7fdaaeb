/** The settings of one WhatsApp number: from words of the environment to a checked record, and nowhere else. */
import type { AccountId } from '../../src/core/ids.ts';
import type { EnvKey, PlatformConfig, PlatformContext } from '../../src/core/ports/platform.ts';

export interface WhatsAppConfig {
  account: AccountId;
  /** Of the system user; speaks for every number of the business account. */
  token: string;
  /** Meta's own id of the number, which is not the number. */
  phoneNumberId: string;
  /** Of the app: signs every webhook call. Numbers with one secret share one webhook address. */
  appSecret: string;
  /** Ours: Meta says it back when it makes sure that the address is ours. */
  verifyToken: string;
  /** The WhatsApp Business Account; null: its subscription and templates are not looked at. */
  businessId: string | null;
  /** Without a trailing slash. */
  apiRoot: string;
  /** `v26.0` */
  apiVersion: string;
  /** Shows that somebody types, at the price that it marks the customer's message as read. */
  typing: boolean;
  webhookUrl: string;
  /** URL of an HTTP proxy for this platform alone. */
  proxy: string | null;
}

export const WHATSAPP_API_ROOT = 'https://graph.facebook.com';
export const WHATSAPP_API_VERSION = 'v26.0';

export const WHATSAPP_ENV_KEYS: EnvKey[] = [
  {
    suffix: 'ACCESS_TOKEN',
    secret: true,
    required: true,
    inherits: true,
    what: 'The access token of a system user with whatsapp_business_messaging and whatsapp_business_management',
    where: 'business.facebook.com: Settings, System users, Generate token, never to expire',
  },
  {
    suffix: 'PHONE_NUMBER_ID',
    secret: false,
    required: true,
    inherits: false,
    what: 'The id of the number, about 15 digits (not the number itself)',
    where: 'developers.facebook.com: the app, WhatsApp, API Setup',
  },
  {
    suffix: 'APP_SECRET',
    secret: true,
    required: true,
    inherits: true,
    what: 'The secret of the app: it signs what Meta sends us',
    where: 'developers.facebook.com: the app, App settings, Basic, App secret',
  },
  {
    suffix: 'VERIFY_TOKEN',
    secret: true,
    required: true,
    inherits: true,
    what: 'A word of yours by which Meta makes sure that the webhook is ours; 16 to 128 of A-Z a-z 0-9 _ -',
    where: 'Make one up (openssl rand -hex 32) and enter the same at the app, WhatsApp, Configuration',
  },
  {
    suffix: 'BUSINESS_ID',
    secret: false,
    required: false,
    what: 'The id of the WhatsApp Business Account; with it the subscription and the templates are looked after',
    where: 'developers.facebook.com: the app, WhatsApp, API Setup',
  },
  {
    suffix: 'TYPING',
    secret: false,
    required: false,
    what: 'yes: show that we type. It also marks the message as read, long before a person has read it. Default: no',
    where: '',
  },
  {
    suffix: 'API_VERSION',
    secret: false,
    required: false,
    what: `Version of the Graph API. Default: ${WHATSAPP_API_VERSION}`,
    where: '',
  },
  {
    suffix: 'API_ROOT',
    secret: false,
    required: false,
    what: `Another server or an emulator. Default: ${WHATSAPP_API_ROOT}`,
    where: '',
  },
  {
    suffix: 'PROXY',
    secret: true,
    required: false,
    inherits: true,
    what: 'URL of an HTTP proxy that reaches Meta, such as http://user:password@host:3128',
    where: 'Your network administrator',
  },
];

/** What each setting has to look like, and how that is said. */
const SHAPES: Record<string, { fits: RegExp; message: string }> = {
  ACCESS_TOKEN: {
    fits: /^[A-Za-z0-9_-]{20,1000}$/,
    message: 'is not an access token: letters and digits, EAA… in front',
  },
  PHONE_NUMBER_ID: {
    fits: /^\d{4,25}$/,
    message: 'must be the id that Meta shows beside the number: digits alone, and not the number itself',
  },
  APP_SECRET: { fits: /^[A-Za-z0-9]{16,128}$/, message: 'is not an app secret: 32 of 0-9 a-f' },
  VERIFY_TOKEN: {
    fits: /^[A-Za-z0-9_-]{16,128}$/,
    message: 'must be 16 to 128 characters of A-Z a-z 0-9 _ -',
  },
  BUSINESS_ID: {
    fits: /^\d{4,25}$/,
    message: 'must be the id of the WhatsApp Business Account: digits alone',
  },
  API_VERSION: { fits: /^v\d{2,3}\.\d$/, message: 'must look like v26.0' },
  TYPING: { fits: /^(yes|no)$/i, message: 'must be yes or no' },
};

type Problem = { key: string; message: string };

/** Checks the settings; `values` by suffix. */
export function parseWhatsAppConfig(
  values: Record<string, string | undefined>,
  { publicUrl, account }: PlatformContext,
): PlatformConfig {
  const problems: Problem[] = [];
  const read = (key: string): string | null => {
    const value = values[key]?.trim() || null;
    const shape = SHAPES[key];
    if (value !== null && shape !== undefined && !shape.fits.test(value))
      problems.push({ key, message: shape.message });
    return value;
  };
  const need = (key: string): string => {
    const value = read(key);
    const { what = '', where = '' } = WHATSAPP_ENV_KEYS.find(({ suffix }) => suffix === key) ?? {};
    if (value === null) problems.push({ key, message: `is missing. ${what}. Where to get it: ${where}` });
    return value ?? '';
  };
  if (publicUrl === null) {
    problems.push({
      key: 'ACCESS_TOKEN',
      message: 'needs PUBLIC_URL: Meta delivers to an https address and nowhere else',
    });
  }
  const name = account.slice(account.indexOf(':') + 1);
  if (name === 'web') {
    const message =
      'belongs to an account named "web", whose settings would be those of WhatsApp Web; name it otherwise';
    problems.push({ key: 'PHONE_NUMBER_ID', message });
  }
  const config: WhatsAppConfig = {
    account,
    token: need('ACCESS_TOKEN'),
    phoneNumberId: need('PHONE_NUMBER_ID'),
    appSecret: need('APP_SECRET'),
    verifyToken: need('VERIFY_TOKEN'),
    businessId: read('BUSINESS_ID'),
    apiRoot: readUrl(read('API_ROOT') ?? WHATSAPP_API_ROOT, 'API_ROOT', problems),
    apiVersion: read('API_VERSION') ?? WHATSAPP_API_VERSION,
    typing: read('TYPING')?.toLowerCase() === 'yes',
    webhookUrl: `${publicUrl}/webhooks/whatsapp${name === 'main' ? '' : `/${name}`}`,
    proxy: readProxy(read('PROXY'), problems),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

function readProxy(text: string | null, problems: Problem[]): string | null {
  return text === null ? null : readUrl(text, 'PROXY', problems);
}

function readUrl(text: string, key: string, problems: Problem[]): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push({ key, message: 'must be an address that begins with https:// or http://' });
  }
  return text.replace(/\/+$/, '');
}
