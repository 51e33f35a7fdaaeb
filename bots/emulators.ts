/**
 * The messengers that can be played on this machine, in the order in which the playground shows them. Each is loaded when
 * it is started: an installation with real channels loads none.
 */
import type { StartEmulated } from '../src/core/ports/emulated.ts';

/** Platform name → how to load it. */
export const EMULATORS: Record<string, () => Promise<StartEmulated>> = {
  telegram: async () => (await import('./telegram/emulator/emulated.ts')).startEmulatedTelegram,
  viber: async () => (await import('./viber/emulator/emulated.ts')).startEmulatedViber,
  whatsapp: async () => (await import('./whatsapp/emulator/emulated.ts')).startEmulatedWhatsApp,
  webchat: async () => (await import('./webchat/emulator/emulated.ts')).startEmulatedWebchat,
};
