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
import type { PlatformDeps } from '../core/ports/platform.ts';

export interface Channels {
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
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
  config: Pick<Config, 'accounts' | 'playground'>,
  deps: PlatformDeps,
  ownUrl: string,
): Promise<Channels> {
  if (config.playground) return createPlayedChannels(deps, ownUrl);
  const adapters = new Map<AccountId, ChannelAdapter>();
  for (const { account, platform, config: settings } of config.accounts) {
    const accounts = config.accounts.filter((one) => one.platform === platform).map((one) => one.config);
    adapters.set(account, platformOf(platform).create(settings, { ...deps, accounts }));
  }
  return { adapters, emulated: new Map() };
}

async function createPlayedChannels(deps: PlatformDeps, ownUrl: string): Promise<Channels> {
  const adapters = new Map<AccountId, ChannelAdapter>();
  const emulated = new Map<string, EmulatedPlatform>();
  const { clock, random } = deps;
  for (const [name, load] of Object.entries(EMULATORS)) {
    const start = await load();
    const played = await start({ clock, random, ownUrl, first: CUSTOMERS });
    emulated.set(name, played);
    const account: AccountId = `${name}:main`;
    const parsed = platformOf(name).parse(played.settings, { publicUrl: ownUrl, account });
    assert(parsed.ok, `the emulator of ${name} gives usable settings`);
    adapters.set(account, platformOf(name).create(parsed.config, { ...deps, accounts: [parsed.config] }));
  }
  return { adapters, emulated };
}

function platformOf(name: string) {
  const platform = PLATFORMS[name];
  assert(platform, `platform "${name}" is registered`);
  return platform;
}
