/**
 * How updates reach us: a long poll of our own, or a webhook that is registered and looked after. A poll confirms updates only
 * after the sink has them on disk; what the sink refuses comes again. A dead network delays intake, it never ends it.
 */
import type { Clock } from '../../src/core/clock.ts';
import { PrilavokError, toError } from '../../src/core/errors.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { EventSink, IncomingUpdate } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import { createPause, pauseMs, type Pause } from '../../src/transport/pause.ts';
import type { Call, CallFailure, CallOutcome } from './client.ts';

export interface Intake {
  /** Waits for the loop to end; the caller closes the connections first, which ends a poll under way. */
  stop(): Promise<void>;
}

export interface IntakeDeps {
  account: AccountId;
  clock: Clock;
  log: Log;
  /** For everything but the poll itself. */
  call: Call;
}

/** What a shop's counter needs; group and channel kinds are not even sent to us. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
];

/** An empty answer that came this fast did not wait as it was asked to. */
const TOO_FAST_MS = 100;

/** Polls until stopped. `parse` makes events of the raw updates of one answer. */
export function startPolling(
  deps: IntakeDeps & { poll: Call; parse(updates: unknown[]): IncomingUpdate[] },
  sink: EventSink,
): Intake {
  const pause = createPause(deps.clock);
  const running = pollLoop(deps, sink, pause);
  return {
    async stop() {
      pause.end();
      await running;
    },
  };
}

async function pollLoop(
  deps: IntakeDeps & { poll: Call; parse(updates: unknown[]): IncomingUpdate[] },
  sink: EventSink,
  pause: Pause,
): Promise<void> {
  const { clock, poll } = deps;
  let offset = 0;
  let failures = 0;
  while (!pause.ended) {
    const startedAt = clock.monotonic();
    const outcome = await poll('getUpdates', {
      ...(offset === 0 ? {} : { offset }),
      limit: 100,
      timeout: LIMITS.longPollMs / 1000,
      allowed_updates: ALLOWED_UPDATES,
    });
    if (pause.ended) return;
    const updates = outcome.ok && Array.isArray(outcome.result) ? outcome.result : null;
    const taken =
      updates === null ? (reportPollFailure(deps, outcome), false) : await store(deps, sink, updates);
    failures = taken ? 0 : failures + 1;
    if (!taken || updates === null) await pause.wait(Math.max(pauseMs(failures), askedPauseMs(outcome)));
    else if (updates.length > 0) offset = nextOffset(updates, offset);
    else {
      // All before is confirmed. Without an offset the next poll is right even if the platform starts ids anew.
      offset = 0;
      if (clock.monotonic() - startedAt < TOO_FAST_MS) await pause.wait(pauseMs(1));
    }
  }
}

async function store(
  { parse, log, account }: IntakeDeps & { parse(updates: unknown[]): IncomingUpdate[] },
  sink: EventSink,
  updates: unknown[],
): Promise<boolean> {
  const events = parse(updates);
  if (events.length === 0) return true;
  try {
    await sink(events);
    return true;
  } catch (error) {
    log.warn({ account, error: toError(error) }, 'updates could not be stored; they will be fetched again');
    return false;
  }
}

function reportPollFailure({ log, account }: IntakeDeps, outcome: CallOutcome): void {
  const failure: CallFailure = outcome.ok
    ? { kind: 'unknown', reason: 'not a list of updates' }
    : outcome.failure;
  if (failure.kind !== 'api') log.warn({ account, reason: failure.reason }, 'poll failed; trying again');
  else if (failure.code === 409) {
    log.warn({ account, reason: failure.description }, 'another program polls this bot, or a webhook is set');
  } else if (failure.code === 401 || failure.code === 404) {
    log.error({ account, reason: failure.description }, 'the bot token is not accepted; trying again');
  } else log.warn({ account, reason: failure.description }, 'poll refused; trying again');
}

/** What a 429 asks for; 0 otherwise. */
function askedPauseMs(outcome: CallOutcome): number {
  const seconds = !outcome.ok && outcome.failure.kind === 'api' ? (outcome.failure.retryAfterS ?? 0) : 0;
  return Math.min(seconds * 1000, LIMITS.retryAfterMs);
}

function nextOffset(updates: unknown[], offset: number): number {
  const last: unknown = updates.at(-1);
  const id =
    typeof last === 'object' && last !== null && 'update_id' in last ? Number(last.update_id) : Number.NaN;
  return Number.isSafeInteger(id) ? id + 1 : offset;
}

/** Registers the webhook, again and again until it stands, then sees every few minutes that it still does. */
export function startWebhook(deps: IntakeDeps, webhook: { url: string; secret: string }): Intake {
  const pause = createPause(deps.clock);
  const running = webhookLoop(deps, webhook, pause);
  return {
    async stop() {
      pause.end();
      await running;
    },
  };
}

async function webhookLoop(
  deps: IntakeDeps,
  webhook: { url: string; secret: string },
  pause: Pause,
): Promise<void> {
  const { call, log, account } = deps;
  await pause.wait(LIMITS.webhookCheckMs);
  while (!pause.ended) {
    const info = await call('getWebhookInfo', {});
    if (pause.ended) return;
    if (info.ok && urlOf(info.result) !== webhook.url) {
      log.warn({ account }, 'the webhook was taken away or changed; registering it again');
      await setWebhook(call, webhook);
    }
    await pause.wait(LIMITS.webhookCheckMs);
  }
}

/** One registration. Updates that wait at the platform are kept. */
export function setWebhook(
  call: Call,
  { url, secret }: { url: string; secret: string },
): Promise<CallOutcome> {
  return call('setWebhook', {
    url,
    secret_token: secret,
    allowed_updates: ALLOWED_UPDATES,
    max_connections: 40,
  });
}

/**
 * Does a step of set-up until it succeeds. A refusal is thrown at the first try, when a person is looking; a dead network
 * lets the start go on and is tried again behind it. `onDone` runs after the success, unless stopped before.
 */
export async function setUp(
  deps: IntakeDeps,
  step: () => Promise<CallOutcome>,
  onDone: () => void,
): Promise<Intake> {
  const first = await step();
  if (first.ok) {
    onDone();
    return { stop: async () => {} };
  }
  if (first.failure.kind === 'api' && first.failure.code < 500 && first.failure.code !== 429) {
    throw new PrilavokError('PLATFORM_REFUSED', refusal(deps.account, first.failure));
  }
  const pause = createPause(deps.clock);
  const retrying = (async () => {
    for (let failures = 1; !pause.ended; failures += 1) {
      deps.log.warn({ account: deps.account }, 'the platform cannot be reached; trying again');
      await pause.wait(pauseMs(failures));
      if (pause.ended) return;
      const outcome = await step();
      if (!outcome.ok) continue;
      if (!pause.ended) onDone();
      return;
    }
  })();
  return {
    async stop() {
      pause.end();
      await retrying;
    },
  };
}

function refusal(account: AccountId, { code, description }: CallFailure & { kind: 'api' }): string {
  if (code === 401 || code === 404) {
    const variable = variableOf(account, 'BOT_TOKEN');
    return `Telegram does not accept the token of ${account}: check ${variable}, or ask @BotFather for a new one`;
  }
  return `Telegram refused the webhook of ${account}: ${description}. Check PUBLIC_URL: https, port 443, 80, 88 or 8443`;
}

function urlOf(info: unknown): string | null {
  return typeof info === 'object' && info !== null && 'url' in info && typeof info.url === 'string'
    ? info.url
    : null;
}
