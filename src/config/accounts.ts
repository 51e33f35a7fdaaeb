/**
 * The messengers' settings: TELEGRAM_BOT_TOKEN is account `main`; TELEGRAM_ACCOUNTS=main,opt adds TELEGRAM_OPT_BOT_TOKEN.
 * A set that is begun must be complete: half a bot is never started.
 */
import type { AccountId } from '../core/ids.ts';
import type { EnvKey, Platform } from '../core/ports/platform.ts';
import { commonKeys, readAuthorities, readSwitch } from './account-switch.ts';

/** A checked account; `config` is for its platform's own `create`. */
export interface AccountConfig {
  account: AccountId;
  platform: string;
  config: unknown;
  /** PEM of authorities that this account's connections trust besides the usual ones. */
  ca: string | null;
}

export interface AccountsRead {
  accounts: AccountConfig[];
  problems: Problem[];
  /** Values of secret settings, for the log's redactor. */
  secrets: string[];
  /** Accounts that are set and switched off. */
  off: AccountId[];
  /** Those of them whose settings are whole: what comes for them is known as theirs, and kept for later. */
  resting: Omit<AccountConfig, 'ca'>[];
  /** True when anything at all is set for a messenger, right or wrong. */
  any: boolean;
}

/** `key` is the whole name of a variable; `message` says what is wrong and where to get it. */
export interface Problem {
  key: string;
  message: string;
}

export type Env = Record<string, string | undefined>;

const ACCOUNT_NAME = /^[a-z][a-z0-9]{0,19}$/;
const PLACEHOLDER = /^(<.*>|your[-_ ].*|change[-_ ]?me|x{3,}|\.{3}|…|123456?:abc.*|123:abc)$/i;

/** Reads every platform's accounts out of `values` (empty strings count as missing). */
export function readAccounts(
  values: Env,
  platforms: Record<string, Platform>,
  publicUrl: string | null,
): AccountsRead {
  const read: AccountsRead = { accounts: [], problems: [], secrets: [], off: [], resting: [], any: false };
  for (const platform of Object.values(platforms)) {
    for (const name of accountNames(values, platform, read.problems)) {
      const other = Object.values(platforms).find(
        (one) => prefixOf(one) === `${prefixOf(platform)}${name.toUpperCase()}_`,
      );
      if (other !== undefined) {
        const message = `"${name}" cannot be an account: ${prefixOf(other)}… are the settings of ${other.name}`;
        read.problems.push({ key: `${prefixOf(platform)}ACCOUNTS`, message });
        continue;
      }
      readAccount(values, platform, name, publicUrl, read);
    }
  }
  read.any = knownAccountKeys(values, platforms).some((key) => values[key]);
  return read;
}

/** Every variable name that means something for these platforms with the accounts that `values` lists. */
export function knownAccountKeys(values: Env, platforms: Record<string, Platform>): string[] {
  return Object.values(platforms).flatMap((platform) => [
    `${prefixOf(platform)}ACCOUNTS`,
    ...accountNames(values, platform, []).flatMap((name) =>
      [...platform.envKeys, ...commonKeys(platform)].map((key) => variableOf(platform, name, key.suffix)),
    ),
  ]);
}

export function prefixOf(platform: Platform): string {
  return `${platform.name.toUpperCase().replaceAll('-', '_')}_`;
}

/** True for a value that was copied from an example and never filled in. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.trim());
}

function readAccount(
  values: Env,
  platform: Platform,
  name: string,
  publicUrl: string | null,
  read: AccountsRead,
): void {
  const own = platform.envKeys.map((key) => ({ key, variable: variableOf(platform, name, key.suffix) }));
  const begun = own.filter(({ variable }) => values[variable]);
  const listed = values[`${prefixOf(platform)}ACCOUNTS`] !== undefined;
  if (begun.length === 0 && !listed) return;
  const problems: Problem[] = [];
  const common = readCommon(values, platform, name, problems);
  const account: AccountId = `${platform.name}:${name}`;
  if (!common.enabled) read.off.push(account);
  const settings: Record<string, string | undefined> = {};
  for (const { key, variable } of own) {
    const value = values[variable] ?? inherited(values, platform, key);
    settings[key.suffix] = value;
    if (value && key.secret) read.secrets.push(value);
    if (value && isPlaceholder(value)) problems.push({ key: variable, message: example(key) });
    else if (!value && key.required)
      problems.push({ key: variable, message: missing(key, begun[0]?.variable) });
  }
  if (problems.length === 0) {
    const parsed = platform.parse(settings, { publicUrl, account });
    if (!common.enabled) {
      if (parsed.ok) read.resting.push({ account, platform: platform.name, config: parsed.config });
    } else if (!parsed.ok) {
      for (const { key, message } of parsed.problems)
        problems.push({ key: variableOf(platform, name, key), message });
    } else if (parsed.config !== null) {
      read.accounts.push({ account, platform: platform.name, config: parsed.config, ca: common.ca });
    }
  }
  // What rests disturbs nobody.
  if (common.enabled) read.problems.push(...problems);
}

function readCommon(
  values: Env,
  platform: Platform,
  name: string,
  problems: Problem[],
): { enabled: boolean; ca: string | null } {
  const valueOf = (suffix: string): { key: string; value: string | undefined } => {
    const known = commonKeys(platform).find((one) => one.suffix === suffix);
    const key = variableOf(platform, name, suffix);
    return { key, value: known && (values[key] ?? inherited(values, platform, known)) };
  };
  const toggle = valueOf('ENABLED');
  const enabled = readSwitch(toggle.value);
  if (enabled === null) problems.push({ key: toggle.key, message: 'must be yes or no' });
  const file = valueOf('CA_FILE');
  if (enabled === false || file.value === undefined) return { enabled: enabled !== false, ca: null };
  const authorities = readAuthorities(file.value);
  if ('ok' in authorities) return { enabled: true, ca: authorities.ok };
  problems.push({ key: file.key, message: authorities.wrong });
  return { enabled: true, ca: null };
}

/** What is not secret (mode, API root) holds for all accounts of a platform unless one, or the platform, says otherwise. */
function inherited(values: Env, platform: Platform, key: EnvKey): string | undefined {
  return (key.inherits ?? !key.secret) ? values[variableOf(platform, 'main', key.suffix)] : undefined;
}

function accountNames(values: Env, platform: Platform, problems: Problem[]): string[] {
  const variable = `${prefixOf(platform)}ACCOUNTS`;
  const list = values[variable];
  if (list === undefined) return ['main'];
  const names: string[] = [];
  for (const name of list.split(',').map((part) => part.trim())) {
    if (name === '') continue;
    if (!ACCOUNT_NAME.test(name)) {
      problems.push({
        key: variable,
        message: `"${name.slice(0, 40)}" is no account name: use 1 to 20 of a-z and 0-9, beginning with a letter`,
      });
    } else if (names.includes(name)) {
      problems.push({ key: variable, message: `"${name}" is listed twice` });
    } else names.push(name);
  }
  const token = platform.envKeys.find(
    (key) => key.required && values[variableOf(platform, 'main', key.suffix)],
  );
  if (token && !names.includes('main')) {
    problems.push({
      key: variable,
      message: `does not list "main", but ${variableOf(platform, 'main', token.suffix)} is set: add main or remove it`,
    });
  }
  return names;
}

function variableOf(platform: Platform, account: string, suffix: string): string {
  const infix = account === 'main' ? '' : `${account.toUpperCase()}_`;
  return `${prefixOf(platform)}${infix}${suffix}`;
}

function missing(key: EnvKey, begunBy: string | undefined): string {
  const because = begunBy ? ` although ${begunBy} is set` : '';
  return sentence(`is missing${because}. ${key.what}.`, key);
}

function example(key: EnvKey): string {
  return sentence(`still has the value of an example. ${key.what}.`, key);
}

function sentence(text: string, key: EnvKey): string {
  return key.where ? `${text} Where to get it: ${key.where}` : text;
}
