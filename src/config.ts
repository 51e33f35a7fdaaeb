/**
 * The environment (and `.env`) turned into checked settings, once, at the start. The only reader of process.env.
 * It reports every problem at once, each with its variable, what is wrong and where to get it; it never lets half a
 * bot start and never repeats the value of a secret.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { PLATFORMS } from '../bots/registry.ts';
import {
  isPlaceholder,
  knownAccountKeys,
  prefixOf,
  readAccounts,
  type AccountConfig,
  type Env,
  type Problem,
} from './config/accounts.ts';
import { readEditingSettings, type EditingSettings } from './config/editing-settings.ts';
import { readFeedSettings, type FeedSettings } from './config/feed-settings.ts';
import { nearest } from './config/nearest.ts';
import { readRerankSettings, type RerankSettings } from './config/rerank-settings.ts';
import { SETTINGS } from './config/settings.ts';
import { codeOf, PrilavokError } from './core/errors.ts';
import { variableOf, type Platform } from './core/ports/platform.ts';
import { LOG_LEVELS, type LogLevel } from './observe/log.ts';

export interface Config {
  host: string;
  /** 0: any free port. */
  port: number;
  /** Without a trailing slash; null: this machine only. */
  publicUrl: string | null;
  /** Absolute paths. */
  dataDir: string;
  faqDir: string;
  shopDir: string;
  editing: EditingSettings;
  /** Who may choose among answers that the matcher is not sure of; null: nobody. */
  rerank: RerankSettings | null;
  /** Where the products come from; null: the embedded shop's own. */
  feed: FeedSettings | null;
  metricsPort: number | null;
  logLevel: LogLevel;
  setupToken: string | null;
  mail: { smtpUrl: string; from: string } | null;
  accounts: AccountConfig[];
  /** Switched off, and set well enough to know what comes for them. */
  resting: Omit<AccountConfig, 'ca'>[];
  /** No messenger is set and only this machine can connect: the emulated phone may be shown. */
  playground: boolean;
  /** Every secret value, for the log's redactor. */
  secrets: string[];
  /** What looks like a slip but stops nobody. */
  warnings: string[];
}

export interface ConfigOptions {
  /** Default `.env` in the working folder; a missing file is no fault. Variables of the process win over it. */
  envFile?: string;
  platforms?: Record<string, Platform>;
}

/** Reads and checks the settings. Throws PrilavokError CONFIG_INVALID that lists every problem. */
export function readConfig(env: Env = process.env, options: ConfigOptions = {}): Config {
  const platforms = options.platforms ?? PLATFORMS;
  const file = readEnvFile(options.envFile ?? '.env');
  const values = merge(file, env);
  const problems: Problem[] = [];
  const check = checker(values, problems);

  const publicUrl = check('PUBLIC_URL', null, readPublicUrl);
  const host = check('HOST', publicUrl ? '0.0.0.0' : '127.0.0.1', readHost);
  const port = check('PORT', 8080, (text) => readPort(text, 0));
  const metricsPort = check('METRICS_PORT', null, (text) => readPort(text, 1));
  const logLevel = check('LOG_LEVEL', 'info', readLogLevel);
  const setupToken = check('PRILAVOK_SETUP_TOKEN', null, readSetupToken);
  const smtpUrl = check('SMTP_URL', null, readSmtpUrl);
  const from = check('MAIL_FROM', null, readSender);
  const shopDir = resolve(values['SHOP_DIR'] ?? 'data/sample-shop');
  const feed = readFeedSettings(check, shopDir);
  const editing = readEditingSettings(check);
  const rerank = readRerankSettings(check, (key, message) => problems.push({ key, message }));
  checkTogether(values, { metricsPort, port }, problems);
  const read = readAccounts(values, platforms, publicUrl);
  problems.push(...read.problems);
  const unread = slips(values, file, platforms);
  // A name of a messenger in our own file that nobody reads, and no messenger set: that bot would silently not start.
  // Beside other faults any such name is told: it may well be the cause of one.
  const isFault = problems.length > 0;
  problems.push(...unread.filter(({ key, ours }) => key in file && (isFault || (ours && !read.any))));
  if (problems.length > 0) throw invalid(problems);

  return {
    host,
    port,
    publicUrl,
    dataDir: resolve(values['DATA_DIR'] ?? 'data/run'),
    faqDir: resolve(values['FAQ_DIR'] ?? 'faq'),
    shopDir,
    editing,
    rerank,
    feed,
    metricsPort,
    logLevel,
    setupToken,
    mail: smtpUrl && from ? { smtpUrl, from } : null,
    accounts: read.accounts,
    resting: read.resting,
    playground: !read.any && isLoopback(host) && publicUrl === null,
    secrets: [...read.secrets, ...SETTINGS.flatMap(({ key, secret }) => (secret && values[key]) || [])],
    warnings: [
      ...unread.map(({ key, message }) => `${key} ${message}`),
      ...read.off.map((account) => `${account} is switched off by ${variableOf(account, 'ENABLED')}`),
      ...exposure(publicUrl, host),
    ],
  };
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readEnvFile(path: string): Env {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw new PrilavokError('CONFIG_INVALID', `The file ${path} cannot be read`, { cause: error });
  }
}

/** Empty means not set, so that a line of `.env` can be emptied instead of removed. */
function merge(file: Env, env: Env): Env {
  const values: Env = {};
  for (const source of [file, env]) {
    for (const [key, value] of Object.entries(source)) {
      if (value?.trim()) values[key] = value.trim();
    }
  }
  return values;
}

type Parsed<T> = { ok: T } | { wrong: string };

function checker(values: Env, problems: Problem[]) {
  return <T, D>(key: string, otherwise: D, read: (text: string) => Parsed<T>): T | D => {
    const text = values[key];
    if (text === undefined) return otherwise;
    const parsed: Parsed<T> = isPlaceholder(text)
      ? { wrong: 'still has the value of an example' }
      : read(text);
    if ('ok' in parsed) return parsed.ok;
    problems.push({ key, message: parsed.wrong });
    return otherwise;
  };
}

function checkTogether(
  values: Env,
  { metricsPort, port }: { metricsPort: number | null; port: number },
  problems: Problem[],
): void {
  if (values['SMTP_URL'] && !values['MAIL_FROM']) {
    problems.push({
      key: 'MAIL_FROM',
      message: 'is missing although SMTP_URL is set: who shall the letters be from?',
    });
  }
  if (values['MAIL_FROM'] && !values['SMTP_URL']) {
    problems.push({
      key: 'SMTP_URL',
      message: 'is missing although MAIL_FROM is set: which server sends the letters?',
    });
  }
  if (metricsPort !== null && metricsPort === port) {
    problems.push({ key: 'METRICS_PORT', message: 'must differ from PORT' });
  }
}

function readPublicUrl(text: string): Parsed<string> {
  const wrong = { wrong: 'must be an address such as https://help.example.com, without a path' };
  if (!URL.canParse(text)) return wrong;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return wrong;
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return wrong;
  return { ok: url.origin };
}

function readHost(text: string): Parsed<string> {
  return /^[A-Za-z0-9.:_-]{1,253}$/.test(text)
    ? { ok: text }
    : { wrong: 'must be an IP address or a host name, such as 127.0.0.1' };
}

function readPort(text: string, least: 0 | 1): Parsed<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port >= least && port <= 65_535
    ? { ok: port }
    : { wrong: `must be a whole number from ${least} to 65535` };
}

function readLogLevel(text: string): Parsed<LogLevel> {
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  return level ? { ok: level } : { wrong: `must be one of ${LOG_LEVELS.join(', ')}` };
}

function readSetupToken(text: string): Parsed<string> {
  return /^[A-Za-z0-9_-]{16,200}$/.test(text)
    ? { ok: text }
    : { wrong: 'must be 16 to 200 of A-Z a-z 0-9 _ -: it opens the door to the first admin account' };
}

function readSmtpUrl(text: string): Parsed<string> {
  return /^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname
    ? { ok: text }
    : { wrong: 'must be an address such as smtps://user:password@mail.example.com' };
}

function readSender(text: string): Parsed<string> {
  return /^[^\r\n]*\S+@\S+[^\r\n]*$/.test(text)
    ? { ok: text }
    : { wrong: 'must be a mail address such as Shop <help@example.com>' };
}

/** Names that nobody reads: all unknown ones of `.env`, and in the environment those that begin like ours. */
function slips(values: Env, file: Env, platforms: Record<string, Platform>): (Problem & { ours: boolean })[] {
  const known = [...SETTINGS.map(({ key }) => key), ...knownAccountKeys(values, platforms)];
  const prefixes = Object.values(platforms).map(prefixOf);
  return Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = nearest(key, known);
      const message = `is not a setting and is ignored${meant ? `; did you mean ${meant}?` : ''}`;
      return { key, message, ours: prefixes.some((prefix) => key.startsWith(prefix)) };
    })
    .filter(({ key, ours }) => ours || key in file || key.startsWith('PRILAVOK_'));
}

function exposure(publicUrl: string | null, host: string): string[] {
  if (publicUrl?.startsWith('http:') && !isLoopback(new URL(publicUrl).hostname)) {
    return ['PUBLIC_URL is http: passwords and messages travel in the clear; use https'];
  }
  if (publicUrl === null && !isLoopback(host)) {
    return [
      'HOST lets other machines connect without PUBLIC_URL: set PUBLIC_URL to the https address they use',
    ];
  }
  return [];
}

function invalid(problems: Problem[]): PrilavokError {
  const lines = problems.map(({ key, message }) => `  ${key}: ${message}`);
  return new PrilavokError(
    'CONFIG_INVALID',
    `The settings cannot be used as they are:\n${lines.join('\n')}\nEach setting is explained in .env.example.`,
  );
}
