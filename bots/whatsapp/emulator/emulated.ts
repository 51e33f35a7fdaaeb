/** WhatsApp played on this machine: the emulator with phones in people's hands and switches for trouble. */
import type { Clock } from '../../../src/core/clock.ts';
import type { StartEmulated } from '../../../src/core/ports/emulated.ts';
import { playEmulator } from '../../../src/transport/emulation/play-emulator.ts';
import type { WhatsAppEmulator } from './emulator.ts';
import { startWhatsAppEmulator } from './index.ts';
import { createPlaygroundPhones } from './playground-phone.ts';

const VERIFY_TOKEN = 'emulated-verify-token-of-the-playground';
/** Our server begins to listen a moment later. */
const AGAIN_MS = 250;

export const startEmulatedWhatsApp: StartEmulated = async ({ clock, random, ownUrl, first }) => {
  const emulator = await startWhatsAppEmulator({ clock, random });
  const stop = enterWebhook(emulator, clock, `${ownUrl}/webhooks/whatsapp`);
  const played = playEmulator(
    clock,
    { ...emulator, letGo: (order) => void emulator.release({ shuffled: order === 'mixed' }) },
    createPlaygroundPhones(emulator, first),
  );
  return {
    settings: {
      ACCESS_TOKEN: emulator.token,
      PHONE_NUMBER_ID: emulator.phoneNumberId,
      APP_SECRET: emulator.appSecret,
      VERIFY_TOKEN,
      BUSINESS_ID: emulator.businessId,
      API_ROOT: emulator.apiRoot,
    },
    ...played,
    async close() {
      stop();
      await played.close();
    },
  };
};

/** What a person does on Meta's pages: enter the address. Until it answers, customers' words are held. */
function enterWebhook(emulator: WhatsAppEmulator, clock: Clock, url: string): () => void {
  let cancel = (): void => {};
  let isStopped = false;
  const enter = async (): Promise<void> => {
    const isOurs = await emulator.setWebhook(url, VERIFY_TOKEN);
    if (isOurs) emulator.release();
    else if (!isStopped) cancel = clock.after(AGAIN_MS, () => void enter());
  };
  emulator.hold();
  void enter();
  return () => {
    isStopped = true;
    cancel();
  };
}
