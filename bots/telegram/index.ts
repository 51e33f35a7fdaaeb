/**
 * Telegram: the only public file of this folder. Puts verifying, parsing, rendering and sending together as a channel adapter;
 * keeps nothing that a restart would lose and decides nothing about the dialog.
 */
import type { Json } from '../../src/core/content.ts';
import { PrilavokError, toError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  ChannelAdapter,
  EventSink,
  IncomingUpdate,
  Intake as Received,
  WebhookRequest,
} from '../../src/core/ports/channel.ts';
import { variableOf, type Platform, type PlatformDeps } from '../../src/core/ports/platform.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';
import { sameSecret } from '../../src/transport/signature.ts';
import { check, readUsername } from './check.ts';
import { createCall, isWell } from './client.ts';
import { parseTelegramConfig, TELEGRAM_ENV_KEYS, type TelegramConfig } from './config.ts';
import { TELEGRAM_FACTS } from './facts.ts';
import { setUp, setWebhook, startPolling, startWebhook, type Intake } from './intake.ts';
import { fetchMedia } from './media.ts';
import { registerMenu } from './menu.ts';
import { parseUpdate, readUpdate } from './parse.ts';
import { render } from './render.ts';
import { createSignaller, send } from './send.ts';

export type { TelegramConfig } from './config.ts';

/** The entry for the list of platforms. */
export const telegramPlatform: Platform = {
  name: 'telegram',
  envKeys: TELEGRAM_ENV_KEYS,
  parse: parseTelegramConfig,
  create: (config, deps) => createTelegramAdapter(config as TelegramConfig, deps),
};

/** An adapter of one account. Throws CONFIG_INVALID when a webhook has no secret. */
export function createTelegramAdapter(config: TelegramConfig, deps: PlatformDeps): ChannelAdapter {
  const { clock, log } = deps;
  const { account, token, apiRoot, proxy } = config;
  assertSecret(config);
  const http = createHttpClient({
    clock,
    proxy,
    ca: deps.ca ?? null,
    secrets: secretsOf(config),
    trustedOrigin: apiRoot,
  });
  const call = createCall(http, { apiRoot, token });
  const poll = createCall(http, { apiRoot, token, timeoutMs: LIMITS.longPollMs + LIMITS.sendTimeoutMs });
  const intakes: Intake[] = [];
  let username: string | null = null;
  const introduce = async (): Promise<void> => {
    username = (await readUsername(call)) ?? username;
  };
  return {
    account,
    facts: { ...TELEGRAM_FACTS, intake: config.mode },
    render,
    send: (address, part) => send({ call, log, readMedia: deps.readMedia }, address, part),
    signal: createSignaller(call, log),
    fetchMedia: (media, limitBytes) => fetchMedia({ http, call, apiRoot, token }, media, limitBytes),
    check: () => check(call, http, config, clock),
    answers: async () => isWell(await call('getMe', {})),
    contactAddress: () =>
      username === null ? null : { url: `https://t.me/${username}?start={}`, carries: 'start' },
    receive: (request) => receive(config, deps, request),
    async open(sink) {
      const started = (intake: Intake): void => {
        intakes.push(intake);
        // Only now is it known that Telegram can be reached and takes the token.
        void introduce();
      };
      intakes.push(await openIntake(config, deps, { call, poll }, sink, started));
      void registerMenu(call, deps.menu, deps.defaultLocale, log);
    },
    async close() {
      // In this order: a poll under way ends with its connection, and the loop sees that it shall not go on.
      const stopped = intakes.splice(0).map((intake) => intake.stop());
      await http.close();
      await Promise.all(stopped);
    },
  };
}

type Calls = Record<'call' | 'poll', ReturnType<typeof createCall>>;

function openIntake(
  config: TelegramConfig,
  deps: PlatformDeps,
  { call, poll }: Calls,
  sink: EventSink,
  started: (intake: Intake) => void,
): Promise<Intake> {
  const { account, webhookUrl, webhookSecret } = config;
  const { clock, log } = deps;
  const intake = { account, clock, log, call };
  if (webhookUrl !== null && webhookSecret !== null) {
    const webhook = { url: webhookUrl, secret: webhookSecret };
    return setUp(
      intake,
      () => setWebhook(call, webhook),
      () => started(startWebhook(intake, webhook)),
    );
  }
  const parse = (updates: unknown[]): IncomingUpdate[] =>
    updates.flatMap((update) => toIncoming(config, deps, update, JSON.stringify(update)));
  return setUp(
    intake,
    () => call('deleteWebhook', {}),
    () => started(startPolling({ ...intake, poll, parse }, sink)),
  );
}

function receive(config: TelegramConfig, deps: PlatformDeps, request: WebhookRequest): Received {
  const { method, headers, body } = request;
  if (method !== 'POST') return { ok: false, status: 405, reason: 'updates are posted' };
  if (config.webhookSecret === null) return { ok: false, status: 404, reason: 'this account polls' };
  if (!sameSecret(headers['x-telegram-bot-api-secret-token'], config.webhookSecret)) {
    return { ok: false, status: 401, reason: 'wrong or missing secret' };
  }
  if (body.byteLength > LIMITS.webhookBodyBytes) return { ok: false, status: 413, reason: 'body too large' };
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const update = parseJson(raw);
  if (readUpdate(update) === null) return { ok: false, status: 400, reason: 'not an update' };
  return { ok: true, updates: toIncoming(config, deps, update, raw), answer: null };
}

/** One update that we stumble over must not hold up the chat behind it: it is logged and left. */
function toIncoming(
  { account }: TelegramConfig,
  { clock, log }: PlatformDeps,
  value: unknown,
  raw: string,
): IncomingUpdate[] {
  const update = readUpdate(value);
  if (update === null) return [];
  try {
    const event = parseUpdate(update, account, clock.now());
    return event === null ? [] : [{ event, raw }];
  } catch (error) {
    log.error({ account, updateId: update.id, error: toError(error) }, 'an update could not be parsed');
    return [];
  }
}

function assertSecret({ account, mode, webhookUrl, webhookSecret }: TelegramConfig): void {
  if (mode !== 'webhook') return;
  if (webhookSecret === null || webhookSecret === '' || webhookUrl === null) {
    throw new PrilavokError(
      'CONFIG_INVALID',
      `${account} takes a webhook but has no secret or no address: set ${variableOf(account, 'WEBHOOK_SECRET')} and PUBLIC_URL`,
    );
  }
}

function secretsOf({ token, webhookSecret, proxy }: TelegramConfig): string[] {
  const password = proxy === null ? '' : (URL.parse(proxy)?.password ?? '');
  return [token, webhookSecret ?? '', password];
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
