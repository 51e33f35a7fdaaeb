/**
 * Registers the webhook and sees every few minutes that it still stands. While Viber registers, it calls the webhook and wants
 * 200: the server must be up before. Without a webhook nobody can write to the bot and nothing can be sent.
 */
import type { Clock } from '../../src/core/clock.ts';
import { PrilavokError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { createPause, pauseMs, type Pause } from '../../src/transport/pause.ts';
import type { Call, CallOutcome, ViberAnswer } from './client.ts';

export interface Webhook {
  /** Registers; throws PLATFORM_REFUSED when Viber does not accept the token, goes on trying behind it otherwise. */
  open(): Promise<void>;
  /** Asks for one more registration soon; many asks are one. */
  register(): void;
  /** What stands in deep links for the bot; null: not known yet. */
  uri(): string | null;
  stop(): Promise<void>;
}

/** All that there are. `message` cannot be filtered out; without `failed` a lost message would look delivered. */
export const EVENT_TYPES = [
  'delivered',
  'seen',
  'failed',
  'subscribed',
  'unsubscribed',
  'conversation_started',
  'message',
];
const INVALID_TOKEN = 2;

/** The webhook of one account, not registered yet. */
export function createWebhook(deps: {
  account: AccountId;
  url: string;
  call: Call;
  clock: Clock;
  log: Log;
}): Webhook {
  const pause = createPause(deps.clock);
  let watching: Promise<void> = Promise.resolve();
  let registering: Promise<unknown> | null = null;
  const wishes = { url: deps.url, event_types: EVENT_TYPES, send_name: true, send_photo: true };
  // What Viber made of our wishes: it may leave out kinds that it does not count among those to be filtered.
  let confirmed: string[] = [];
  const registerOnce = async (): Promise<CallOutcome> => {
    const outcome = await deps.call('set_webhook', wishes);
    if (outcome.ok) confirmed = outcome.answer.event_types ?? [];
    return outcome;
  };
  let uri: string | null = null;
  const stands = (info: ViberAnswer): boolean => {
    const { webhook, event_types: types } = info;
    uri = info.uri ?? uri;
    return webhook === deps.url && (types === undefined || confirmed.every((type) => types.includes(type)));
  };
  const introduce = async (): Promise<void> => {
    const info = await deps.call('get_account_info', {});
    if (info.ok) uri = info.answer.uri ?? null;
  };
  return {
    async open() {
      const first = await registerOnce();
      if (!first.ok && first.failure.kind === 'status' && first.failure.status === INVALID_TOKEN) {
        throw new PrilavokError(
          'PLATFORM_REFUSED',
          `Viber does not accept the token of ${deps.account}: check ${variableOf(deps.account, 'AUTH_TOKEN')}`,
        );
      }
      watching = introduce().then(() => watch(deps, pause, { register: registerOnce, stands }, first.ok));
    },
    uri: () => uri,
    register() {
      registering ??= registerOnce().finally(() => {
        registering = null;
      });
    },
    async stop() {
      pause.end();
      await watching;
    },
  };
}

async function watch(
  { account, call, log }: { account: AccountId; call: Call; log: Log },
  pause: Pause,
  { register, stands }: { register(): Promise<CallOutcome>; stands(info: ViberAnswer): boolean },
  isRegistered: boolean,
): Promise<void> {
  let failures = isRegistered ? 0 : 1;
  while (!pause.ended) {
    if (failures > 0) log.warn({ account }, 'the webhook could not be registered; trying again');
    await pause.wait(failures > 0 ? pauseMs(failures) : LIMITS.webhookCheckMs);
    if (pause.ended) return;
    if (failures === 0) {
      const info = await call('get_account_info', {});
      if (!info.ok || stands(info.answer)) continue;
      log.warn({ account }, 'the webhook was taken away or changed; registering it again');
    }
    failures = (await register()).ok ? 0 : failures + 1;
  }
}
