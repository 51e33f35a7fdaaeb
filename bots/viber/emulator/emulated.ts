/** Viber played on this machine: the emulator with phones in people's hands and switches for trouble. */
import type { StartEmulated } from '../../../src/core/ports/emulated.ts';
import { createTroubles } from '../../../src/transport/emulation/troubles.ts';
import { startViberEmulator } from './index.ts';
import { createPhoneBook } from './playground-phone.ts';

export const startEmulatedViber: StartEmulated = async ({ clock, random, first }) => {
  const emulator = await startViberEmulator({ clock, random });
  const { phones, troubles } = createTroubles(
    clock,
    {
      fail: () => emulator.fault({ method: '*', status: 502, times: Infinity }),
      heal: () => emulator.clearFaults(),
      hold: () => emulator.hold(),
      letGo: (order) => emulator.letGo(order),
      again: () => void emulator.redeliver(1),
    },
    createPhoneBook(emulator, first),
  );
  return {
    settings: { AUTH_TOKEN: emulator.token, API_ROOT: emulator.apiRoot },
    phones,
    troubles,
    close: () => emulator.close(),
  };
};
