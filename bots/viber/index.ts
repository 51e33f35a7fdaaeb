/**
 * Viber: the only public file of this folder. Puts verifying, parsing, rendering and sending together as a channel adapter;
 * keeps nothing that a restart would lose and decides nothing about the dialog.
 */
import type { Json } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { localeOfTag } from '../../src/core/locale.ts';
import type {
  ChannelAdapter,
  ChannelFacts,
  Intake as Received,
  WebhookRequest,
} from '../../src/core/ports/channel.ts';
import type { Platform, PlatformDeps } from '../../src/core/ports/platform.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import { isSignedBy } from '../../src/transport/signature.ts';
import { check } from './check.ts';
import { createCall, isWell } from './client.ts';
import { parseViberConfig, VIBER_ENV_KEYS, type ViberConfig } from './config.ts';
import { VIBER_FACTS } from './facts.ts';
import { parseWithLongIntegers } from './long-integers.ts';
import { fetchMedia } from './media.ts';
import { parseCallback, readCallback, visitorOf, type Callback } from './parse.ts';
import { render } from './render.ts';
import { send } from './send.ts';
import { createWebhook } from './webhook.ts';
import { welcomeMessage } from './welcome.ts';

export type { ViberConfig } from './config.ts';

/** The entry for the list of platforms. */
export const viberPlatform: Platform = {
  name: 'viber',
  envKeys: VIBER_ENV_KEYS,
  parse: parseViberConfig,
  create: (config, deps) => createViberAdapter(config as ViberConfig, deps),
};

const WITHOUT_FILES: ChannelFacts = {
  ...VIBER_FACTS,
  media: { ...VIBER_FACTS.media, photoBytesMax: 0, documentBytesMax: 0 },
};

/** An adapter of one account. */
export function createViberAdapter(config: ViberConfig, deps: PlatformDeps): ChannelAdapter {
  const { clock, log, mediaUrl, shopName } = deps;
  const { account, token, apiRoot, webhookUrl, proxy } = config;
  const password = proxy === null ? '' : (URL.parse(proxy)?.password ?? '');
  const http = createHttpClient({
    clock,
    proxy,
    ca: deps.ca ?? null,
    secrets: [token, password],
    trustedOrigin: apiRoot,
  });
  const call = createCall(http, config);
  const webhook = createWebhook({ account, url: webhookUrl, call, clock, log });
  const isOwnHost = createHostCheck(['.viber.com'], apiRoot);
  const registerWebhook = (): void => webhook.register();
  return {
    account,
    // Viber fetches files from an address of ours: without one there are no pictures.
    facts: mediaUrl('') === null ? WITHOUT_FILES : VIBER_FACTS,
    render: (content) => render(content, deps.shopNameIn),
    // Only people whose app is installed can follow it; the https form of it is not there for every account.
    // Only people whose app is installed can follow it; the https form of it is not there for every account.
    contactAddress() {
      const uri = webhook.uri();
      if (uri === null) return null;
      return { url: `viber://pa?chatURI=${encodeURIComponent(uri)}&context={}`, carries: 'start' };
    },
    open: () => webhook.open(),
    async close() {
      const stopped = webhook.stop();
      await http.close();
      await stopped;
    },
    receive: (request) => receive(config, deps, request),
    send: (address, part) => send({ call, mediaUrl, shopName, registerWebhook }, address, part),
    // Bots cannot type here, and a tap wants no answer.
    signal() {},
    fetchMedia: (media, limitBytes) =>
      fetchMedia(http, isOwnHost, media, Math.min(limitBytes, VIBER_FACTS.media.downloadBytesMax)),
    check: () => check(call, config, clock),
    answers: async () => isWell(await call('get_account_info', {})),
  };
}

function receive({ account, token }: ViberConfig, deps: PlatformDeps, request: WebhookRequest): Received {
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
  return { ok: true, updates: event === null ? [] : [{ event, raw }], answer: welcomeOf(callback, deps) };
}

/** Whatever stands in the answer to any other call would be nobody's. */
function welcomeOf(callback: Callback, deps: PlatformDeps): Json {
  const { welcome, shopName, shopNameIn, defaultLocale } = deps;
  const visitor = visitorOf(callback);
  if (visitor === null) return null;
  const locale = localeOfTag(visitor.languageTag) ?? defaultLocale;
  return welcomeMessage(welcome(locale, visitor.name ?? ''), shopNameIn?.(locale) ?? shopName);
}

function parseJson(text: string): unknown {
  try {
    return parseWithLongIntegers(text);
  } catch {
    return undefined;
  }
}
