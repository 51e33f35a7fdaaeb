/**
 * The adapters of this installation: those that are configured, or, in the playground, one of each messenger that can be
 * played on this machine; those talk to our own emulators over HTTP exactly as they would talk to the platforms.
 */
import { EMULATORS } from '../../bots/emulators.ts';
import { PLATFORMS } from '../../bots/registry.ts';
import type { Config } from '../config.ts';
import { assert } from '../core/errors.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { EmulatedPlatform } from '../core/ports/emulated.ts';
import type { NewPhoneOwner } from '../core/ports/phone.ts';
import type { Platform, PlatformDeps } from '../core/ports/platform.ts';
import { createSwitchable, type Switchable } from './switchable.ts';

export interface Channels {
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
  /** The switch of each of them. */
  switches: ReadonlyMap<AccountId, Switchable>;
  /** The emulated messengers of the playground by name; empty with real channels. */
  emulated: ReadonlyMap<string, EmulatedPlatform>;
}

/** Three customers to begin with, one a language; names and numbers are those of the sample shop, so that orders are found. */
const CUSTOMERS: NewPhoneOwner[] = [
  { name: 'Анна Смирнова', locale: 'ru', number: '79990001001' },
  { name: 'Олена Дем’яненко', locale: 'uk', number: '79990001003' },
  { name: 'Emma Clarke', locale: 'en', number: '447700900111' },
];

/** `ownUrl` is where our server will listen; only emulated platforms are told. */
export async function createChannels(
  config: Pick<Config, 'accounts' | 'resting' | 'playground'>,
  deps: PlatformDeps,
  ownUrl: string,
  platforms: Record<string, Platform> = PLATFORMS,
): Promise<Channels> {
  if (config.playground) return createPlayedChannels(deps, ownUrl);
  const switches = new Map<AccountId, Switchable>();
  for (const { account, platform, config: settings, ca } of config.accounts) {
    const accounts = config.accounts.filter((one) => one.platform === platform).map((one) => one.config);
    const resting = config.resting.filter((one) => one.platform === platform).map((one) => one.config);
    const make = () => platformOf(platform, platforms).create(settings, { ...deps, accounts, resting, ca });
    switches.set(account, createSwitchable(make));
  }
  return { adapters: adaptersOf(switches), switches, emulated: new Map() };
}

async function createPlayedChannels(deps: PlatformDeps, ownUrl: string): Promise<Channels> {
  const switches = new Map<AccountId, Switchable>();
  const emulated = new Map<string, EmulatedPlatform>();
  const { clock, random } = deps;
  for (const [name, load] of Object.entries(EMULATORS)) {
    const start = await load();
    const played = await start({ clock, random, ownUrl, first: CUSTOMERS });
    emulated.set(name, played);
    const account: AccountId = `${name}:main`;
    const parsed = platformOf(name).parse(played.settings, { publicUrl: ownUrl, account });
    assert(parsed.ok, `the emulator of ${name} gives usable settings`);
    const { config } = parsed;
    switches.set(
      account,
      createSwitchable(() => platformOf(name).create(config, { ...deps, accounts: [config] })),
    );
  }
  return { adapters: adaptersOf(switches), switches, emulated };
}

function adaptersOf(switches: ReadonlyMap<AccountId, Switchable>): Channels['adapters'] {
  return new Map([...switches].map(([account, { adapter }]) => [account, adapter]));
}

function platformOf(name: string, platforms = PLATFORMS): Platform {
  const platform = platforms[name];
  assert(platform, `platform "${name}" is registered`);
  return platform;
}
