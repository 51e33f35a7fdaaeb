/** Russian customers on Telegram around a publication: one asks before and after, one is in the middle of a flow all the while. */
import { expect } from '@jest/globals';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import type { WireMessage } from '../../bots/telegram/emulator/wire.ts';

const PATIENCE_MS = 20_000;
/** From the word that it is published to the customer's screen. */
const LIVE_MS = 2_000;

export function phoneOf(telegram: TelegramEmulator, id: number): Phone {
  const phone = telegram.user(id);
  phone.person.languageCode = 'ru';
  return phone;
}

/** Asks; the first message since that holds `words`. */
export function hear(phone: Phone, text: string, words: RegExp): Promise<WireMessage> {
  const before = phone.received().at(-1)?.message_id ?? 0;
  phone.text(text);
  return phone.waitForMessage(
    ({ text: said = '', message_id: id }) => id > before && words.test(said),
    PATIENCE_MS,
  );
}

/** To be called at once when a publication was answered: what was published is on the phone within two seconds of that. */
export async function hearLive(phone: Phone, text: string, words: RegExp): Promise<WireMessage> {
  const publishedAt = performance.now();
  const answer = await hear(phone, text, words);
  expect(performance.now() - publishedAt).toBeLessThan(LIVE_MS);
  return answer;
}

/** Somebody whose flow waits for the number of an order; `goOn` proves that it still does, and that they get to their orders. */
export async function waitForNumber(
  telegram: TelegramEmulator,
  id: number,
): Promise<{ goOn(): Promise<void> }> {
  const phone = phoneOf(telegram, id);
  phone.person.phone = '79990001001';
  await hear(phone, 'Где мой заказ?', /номер заказа/);
  // The second half of the prompt: it carries the keyboard.
  await phone.waitForMessage(({ text }) => text === '👇', PATIENCE_MS);
  const heard = phone.received().length;
  return {
    async goOn() {
      // Nobody told them anything meanwhile.
      expect(phone.received()).toHaveLength(heard);
      phone.contact();
      await phone.waitForMessage(({ text = '' }) => text.includes('ML-10'), PATIENCE_MS);
    },
  };
}
