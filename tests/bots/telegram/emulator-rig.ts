/** Calls of an emulated bot as any HTTP client makes them, with a clock and a chance of the test's own. */
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { createManualClock, createSeededRandom, type ManualClock } from '../../support/manual-clock.ts';
import { eventually } from '../support/test-deps.ts';

export type Answer = {
  ok: boolean;
  result: never;
  description: string;
  parameters?: { retry_after?: number };
};
export type Updates = { update_id: number; message?: { text: string } }[];

export interface EmulatorRig {
  emulator: TelegramEmulator;
  clock: ManualClock;
  phone: Phone;
  call(method: string, payload?: object): Promise<Answer>;
  updates(payload?: object): Promise<Updates>;
  info(): Promise<Record<string, unknown>>;
  /** How often the webhook was called. */
  deliveries(): number;
  webhookUrl(): string;
  /** Resolves once a long poll is waiting. */
  polling(): Promise<void>;
}

export async function startEmulatorRig(): Promise<EmulatorRig> {
  const clock = createManualClock(1_795_300_000_000);
  const emulator = await startTelegramEmulator({ clock, random: createSeededRandom(7) });
  const call = async (method: string, payload: object = {}): Promise<Answer> => {
    const answer = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return (await answer.json()) as Answer;
  };
  const queue = () => emulator.world.bots.get(emulator.token)!.updates;
  return {
    emulator,
    clock,
    phone: emulator.user(52_001),
    call,
    updates: async (payload = {}) => (await call('getUpdates', payload)).result,
    info: async () => (await call('getWebhookInfo')).result,
    deliveries: () => queue().deliveries().length,
    webhookUrl: () => queue().webhook?.url ?? '',
    polling: () => eventually(() => queue().polling, 'a poll waits'),
  };
}

export function textsOf(list: Updates): (string | undefined)[] {
  return list.map((update) => update.message?.text);
}

export function inline(button: object): object {
  return { inline_keyboard: [[button]] };
}

/** Lets sockets and promises come to rest. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 25));
}
