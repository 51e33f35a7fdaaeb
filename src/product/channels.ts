/**
 * The adapters of this installation: those that are configured, or, in the playground, one Telegram adapter that talks to
 * our own emulator over HTTP exactly as it would talk to Telegram.
 */
import { PLATFORMS } from '../../bots/registry.ts';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import type { Config } from '../config.ts';
import { assert } from '../core/errors.ts';
import type { AccountId } from '../core/ids.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { PlatformDeps } from '../core/ports/platform.ts';

export interface Channels {
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
  /** The emulated messenger of the playground; null with real channels. */
  emulator: TelegramEmulator | null;
}

const PLAYGROUND_ACCOUNT: AccountId = 'telegram:main';

export async function createChannels(config: Config, deps: PlatformDeps): Promise<Channels> {
  if (config.playground) return createPlaygroundChannel(deps);
  const adapters = new Map<AccountId, ChannelAdapter>();
  for (const { account, platform, config: settings } of config.accounts) {
    const known = PLATFORMS[platform];
    assert(known, `platform "${platform}" was checked with the settings`);
    const accounts = config.accounts.filter((one) => one.platform === platform).map((one) => one.config);
    adapters.set(account, known.create(settings, { ...deps, accounts }));
  }
  return { adapters, emulator: null };
}

async function createPlaygroundChannel(deps: PlatformDeps): Promise<Channels> {
  const { startTelegramEmulator } = await import('../../bots/telegram/emulator/index.ts');
  const emulator = await startTelegramEmulator({ clock: deps.clock, random: deps.random });
  const telegram = PLATFORMS['telegram'];
  assert(telegram, 'Telegram is registered');
  const parsed = telegram.parse(
    { BOT_TOKEN: emulator.token, API_ROOT: emulator.apiRoot, MODE: 'poll' },
    { publicUrl: null, account: PLAYGROUND_ACCOUNT },
  );
  assert(parsed.ok, 'the emulator gives a usable token');
  const adapter = telegram.create(parsed.config, deps);
  return { adapters: new Map([[PLAYGROUND_ACCOUNT, adapter]]), emulator };
}
