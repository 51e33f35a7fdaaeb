/** Telegram played on this machine: the emulator with phones in people's hands and switches for trouble. */
import type { StartEmulated } from '../../../src/core/ports/emulated.ts';
import { playEmulator } from '../../../src/transport/emulation/play-emulator.ts';
import { startTelegramEmulator } from './index.ts';
import { createPlaygroundPhones } from './playground-phone.ts';

export const startEmulatedTelegram: StartEmulated = async ({ clock, random, first }) => {
  const emulator = await startTelegramEmulator({ clock, random });
  return {
    settings: { BOT_TOKEN: emulator.token, API_ROOT: emulator.apiRoot, MODE: 'poll' },
    ...playEmulator(clock, emulator, createPlaygroundPhones(emulator, first)),
  };
};
