/**
 * What the composition root needs to know of a platform before an adapter exists: which settings it takes, how to check
 * them, how to build it. One such record per platform stands in bots/registry.ts; nothing else lists platforms.
 */
import type { Clock, Random } from '../clock.ts';
import type { AccountId } from '../ids.ts';
import type { Locale } from '../locale.ts';
import type { MessageTemplate } from '../message-template.ts';
import type { ChannelAdapter } from './channel.ts';
import type { HostedDeps } from './hosted.ts';
import type { Log } from './log.ts';

export interface Platform {
  /** Lower case, as in webhooks and account ids: `telegram`. Its settings begin with the same word in capitals. */
  name: string;
  envKeys: EnvKey[];
  /** What whoever switches it on must know; said at every start and by the doctor. */
  risk?: string;
  /** We are this platform ourselves: its adapters need `deps.hosted`. */
  hosted?: true;
  /**
   * Checks the settings of one account; pure. `values` is keyed by suffix (`BOT_TOKEN`); missing and empty are the same.
   * Every problem is reported at once, and never with the value of a secret.
   */
  parse(values: Record<string, string | undefined>, context: PlatformContext): PlatformConfig;
  /** `config` is what this platform's own `parse` returned. Throws PrilavokError when the two do not fit. */
  create(config: unknown, deps: PlatformDeps): ChannelAdapter;
}

/** One setting. Its variable is `TELEGRAM_BOT_TOKEN` for the account `main`, `TELEGRAM_OPT_BOT_TOKEN` for `opt`. */
export interface EnvKey {
  suffix: string;
  secret: boolean;
  what: string;
  /** Where a person gets the value; empty when there is a default. */
  where: string;
  /** `true`: without it there is no account. */
  required: boolean;
  /** Whether further accounts take the value of `main` when they have none. Default: they do unless it is a secret. */
  inherits?: boolean;
}

/** The variable that holds a setting of an account: `TELEGRAM_BOT_TOKEN`, `TELEGRAM_OPT_BOT_TOKEN`. */
export function variableOf(account: AccountId, suffix: string): string {
  const [platform = '', name = ''] = account.toUpperCase().replaceAll('-', '_').split(':');
  return name === 'MAIN' ? `${platform}_${suffix}` : `${platform}_${name}_${suffix}`;
}

export interface PlatformContext {
  /** Where the outside world reaches us, without a trailing slash; null: nowhere, so no webhooks. */
  publicUrl: string | null;
  /** `telegram:main`. */
  account: AccountId;
}

/** `config` null: the settings switch this account off. A problem's `key` is a suffix; its reader makes the whole name. */
export type PlatformConfig =
  { ok: true; config: unknown } | { ok: false; problems: { key: string; message: string }[] };

export interface PlatformDeps {
  clock: Clock;
  random: Random;
  log: Log;
  /** A file of ours that goes to a customer; null: there is none of that name. */
  readMedia(file: string): Promise<{ bytes: Uint8Array; mime: string } | null>;
  /** A public https address of a file of ours, for platforms that fetch it themselves; null: not reachable. */
  mediaUrl(file: string): string | null;
  /** The name customers see where the platform asks for one with each message. */
  shopName: string;
  /** The same in the language of a conversation, where the shop gives it in several. */
  shopNameIn?(locale: Locale): string;
  /** For people whose own language we do not speak. */
  defaultLocale: Locale;
  /** What greets somebody who opens the chat, for platforms that take it in the answer to that very call. */
  welcome(locale: Locale, name: string): Welcome;
  /** The bot's command menu, for platforms that have one; empty: none. */
  menu: MenuCommand[];
  /** For platforms that we are ourselves. Missing: the adapter can be checked and nothing else. */
  hosted?: HostedDeps;
  /** The data folder: an adapter that has to keep something of its own (a paired session) makes a folder in it, 0700. */
  dataDir: string;
  /**
   * The checked settings of every account of this platform, the adapter's own among them: some platforms deliver for several
   * accounts to one address. Missing: there is no other.
   */
  accounts?: readonly unknown[];
  /** The same of accounts that are switched off: their events are told by their account, so that nobody drops them. */
  resting?: readonly unknown[];
  /** PEM of authorities that this account's connections trust besides the usual ones. Missing: none. */
  ca?: string | null;
  /** The shop's approved templates, always the ones that are live. Missing: none. */
  templates?(platform: string): readonly MessageTemplate[];
}

export interface Welcome {
  /** Markup. */
  text: string;
  /** Words to tap instead of typing. Tapped or typed they mean the same, so nothing has to be remembered of them. */
  replies: string[];
}

/** `command` is 1 to 32 of `a-z0-9_`, without the slash. */
export interface MenuCommand {
  command: string;
  description: Record<Locale, string>;
}
