/** Viber played on this machine: the emulator with phones in people's hands and switches for trouble. */
import type { StartEmulated } from '../../../src/core/ports/emulated.ts';
import { playEmulator } from '../../../src/transport/emulation/play-emulator.ts';
import { startViberEmulator } from './index.ts';
import { createPlaygroundPhones } from './playground-phone.ts';

export const startEmulatedViber: StartEmulated = async ({ clock, random, first }) => {
  const emulator = await startViberEmulator({ clock, random });
  return {
    settings: { AUTH_TOKEN: emulator.token, API_ROOT: emulator.apiRoot },
    ...playEmulator(clock, emulator, createPlaygroundPhones(emulator, first)),
  };
};
