/**
 * Viber: the only public file of this folder. Puts verifying, parsing, rendering and sending together as a channel adapter;
 * keeps nothing that a restart would lose and decides nothing about the dialog.
 */
import { LIMITS } from '../../src/core/limits.ts';
import type {
  ChannelAdapter,
  ChannelFacts,
  Finding,
  Intake as Received,
  WebhookRequest,
} from '../../src/core/ports/channel.ts';
import { variableOf, type Platform, type PlatformDeps } from '../../src/core/ports/platform.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import { isSignedBy } from '../../src/transport/signature.ts';
import { createCall, type Call } from './client.ts';
import { parseViberConfig, VIBER_ENV_KEYS, type ViberConfig } from './config.ts';
import { parseWithLongIntegers } from './long-integers.ts';
import { fetchMedia } from './media.ts';
import { parseCallback, readCallback } from './parse.ts';
import { CAPTION_MAX, FILE_BYTES_MAX, PICTURE_BYTES_MAX, render, TEXT_MAX } from './render.ts';
import { send } from './send.ts';
import { createWebhook } from './webhook.ts';

export type { ViberConfig } from './config.ts';

/** The entry for the list of platforms. */
export const viberPlatform: Platform = {
  name: 'viber',
  envKeys: VIBER_ENV_KEYS,
  parse: parseViberConfig,
  create: (config, deps) => createViberAdapter(config as ViberConfig, deps),
};

const FACTS: ChannelFacts = {
  platform: 'viber',
  textMax: TEXT_MAX,
  captionMax: CAPTION_MAX,
  buttonsMax: 24,
  listMax: 0,
  cardsMax: 0,
  buttonLabelMax: 40,
  payloadMax: 250,
  media: {
    photoBytesMax: PICTURE_BYTES_MAX,
    documentBytesMax: FILE_BYTES_MAX,
    downloadBytesMax: FILE_BYTES_MAX,
  },
  receipts: 'read',
  settlesMs: null,
  // After a day without a word from the customer a message costs money; it is not forbidden.
  replyWindowMs: null,
  edit: false,
  typing: false,
  sharePhone: true,
  shareLocation: true,
  chatPauseMs: 0,
  intake: 'webhook',
};

/** An adapter of one account. */
export function createViberAdapter(config: ViberConfig, deps: PlatformDeps): ChannelAdapter {
  const { clock, log, mediaUrl, shopName } = deps;
  const { account, token, apiRoot, webhookUrl, proxy } = config;
  const password = proxy === null ? '' : (URL.parse(proxy)?.password ?? '');
  const http = createHttpClient({ clock, proxy, secrets: [token, password] });
  const call = createCall(http, config);
  const webhook = createWebhook({ account, url: webhookUrl, call, clock, log });
  const isOwnHost = createHostCheck(['.viber.com'], apiRoot);
  const registerWebhook = (): void => webhook.register();
  return {
    account,
    facts: FACTS,
    render,
    open: () => webhook.open(),
    async close() {
      const stopped = webhook.stop();
      await http.close();
      await stopped;
    },
    receive: (request) => receive(config, request),
    send: (address, part) => send({ call, mediaUrl, shopName, registerWebhook }, address, part),
    // Bots cannot type here, and a tap wants no answer.
    signal() {},
    fetchMedia: (media, limitBytes) =>
      fetchMedia(http, isOwnHost, media, Math.min(limitBytes, FACTS.media.downloadBytesMax)),
    check: () => check(call, config),
  };
}

function receive({ account, token }: ViberConfig, request: WebhookRequest): Received {
  const { method, headers, query, body } = request;
  if (method !== 'POST') return { ok: false, status: 405, reason: 'callbacks are posted' };
  if (body.byteLength > LIMITS.webhookBodyBytes) return { ok: false, status: 413, reason: 'body too large' };
  // Viber's own library takes the signature from the query; some gateways in front of bots drop unknown headers.
  const signature = headers['x-viber-content-signature'] ?? query['sig'];
  if (!isSignedBy(token, body, signature))
    return { ok: false, status: 401, reason: 'wrong or missing signature' };
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const callback = readCallback(parseJson(raw));
  if (callback === null) return { ok: false, status: 400, reason: 'not a callback' };
  const event = parseCallback(callback, account);
  // No answer body: it would be taken for a welcome message, and the welcome is the engine's to send.
  return { ok: true, updates: event === null ? [] : [{ event, raw }], answer: null };
}

async function check(call: Call, { account, webhookUrl }: ViberConfig): Promise<Finding[]> {
  const info = await call('get_account_info', {});
  if (!info.ok) {
    const { failure } = info;
    const message =
      failure.kind === 'status'
        ? `Viber answers ${failure.status} ${failure.message}; check ${variableOf(account, 'AUTH_TOKEN')}`
        : `Viber cannot be reached; check the network and ${variableOf(account, 'PROXY')}`;
    return [{ level: 'error', subject: 'token', message }];
  }
  const { name = '?', webhook = '' } = info.answer;
  const where = webhook === '' ? 'are not delivered yet' : `go to another address, ${webhook}`;
  return [
    { level: 'ok', subject: 'token', message: `belongs to ${name}` },
    webhook === webhookUrl
      ? { level: 'ok', subject: 'callbacks', message: `arrive at ${webhook}` }
      : { level: 'warn', subject: 'callbacks', message: `${where}; start the server` },
  ];
}

function parseJson(text: string): unknown {
  try {
    return parseWithLongIntegers(text);
  } catch {
    return undefined;
  }
}
