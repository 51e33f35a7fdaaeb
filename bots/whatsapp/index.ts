/**
 * WhatsApp by the official Cloud API: the only public file of this folder. Puts verifying, parsing, rendering and sending together
 * as a channel adapter; decides nothing about the dialog. What it remembers is small, bounded and may be lost.
 */
import { PrilavokError } from '../../src/core/errors.ts';
import type { ChannelAdapter, ContactAddress } from '../../src/core/ports/channel.ts';
import { variableOf, type Platform, type PlatformDeps } from '../../src/core/ports/platform.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import { numberOf } from './address.ts';
import { check, numberSchema, trouble } from './check.ts';
import { createGraph, isWell, type Graph } from './client.ts';
import { parseWhatsAppConfig, WHATSAPP_ENV_KEYS, type WhatsAppConfig } from './config.ts';
import { factsOf } from './facts.ts';
import { fetchMedia, MEDIA_HOSTS } from './media.ts';
import { createPairRate } from './pair-rate.ts';
import { numbersOf, receive, twinsOf } from './receive.ts';
import { render } from './render.ts';
import { send } from './send.ts';
import { createSignaller } from './signal.ts';
import { createUsageWatch, usageNotes } from './usage.ts';

export type { WhatsAppConfig } from './config.ts';

/** The entry for the list of platforms. */
export const whatsappPlatform: Platform = {
  name: 'whatsapp',
  envKeys: WHATSAPP_ENV_KEYS,
  parse: parseWhatsAppConfig,
  create: (config, deps) => createWhatsAppAdapter(config as WhatsAppConfig, deps),
};

/** An adapter of one number. Throws CONFIG_INVALID when another account has the same number. */
export function createWhatsAppAdapter(config: WhatsAppConfig, deps: PlatformDeps): ChannelAdapter {
  const { clock, random, readMedia, shopName, defaultLocale } = deps;
  const { account, token, apiRoot, phoneNumberId } = config;
  const numbers = numbersOf(config, [...(deps.resting ?? []), ...(deps.accounts ?? [])]);
  refuseTwins(config, deps);
  const facts = factsOf(config);
  const http = createHttpClient({
    clock,
    proxy: config.proxy,
    ca: deps.ca ?? null,
    secrets: secretsOf(config),
    trustedOrigin: config.apiRoot,
  });
  const usage = createUsageWatch(clock, ({ percent }) =>
    deps.log.warn({ account, percent }, 'Meta allows few calls more in this hour'),
  );
  const graph = createGraph(http, config, usage);
  const isOwnHost = createHostCheck(MEDIA_HOSTS, apiRoot);
  const signaller = createSignaller(graph, config);
  const sending = { graph, usage, phoneNumberId, random, readMedia, pairRate: createPairRate() };
  const templates = () => deps.templates?.('whatsapp') ?? [];
  let contact: ContactAddress | null = null;
  return {
    account,
    facts,
    async open() {
      contact = contactOf(await greet(graph, config, deps));
    },
    close: () => http.close(),
    receive(request) {
      const intake = receive(config, deps, numbers, request);
      for (const { event } of intake.ok ? intake.updates : []) {
        if (event.type === 'message' || event.type === 'button')
          signaller.heard(event.address, event.externalId);
      }
      return intake;
    },
    render: (content) => render(content, facts, { templates: templates(), shopName, defaultLocale }),
    send: (address, part, key) => send(sending, address, part, key),
    signal: signaller.signal,
    fetchMedia: (media, limitBytes) =>
      fetchMedia(
        { http, graph, token, phoneNumberId, isOwnHost },
        media,
        Math.min(limitBytes, facts.media.downloadBytesMax),
      ),
    check: () => check(graph, config, templates(), usage),
    answers: async () => isWell(await graph.get(`${phoneNumberId}?fields=id`)),
    contactAddress: () => contact,
    notes: () => usageNotes(usage.now()),
  };
}

function refuseTwins(config: WhatsAppConfig, { accounts = [] }: PlatformDeps): void {
  const [twin] = twinsOf(config, accounts);
  if (twin === undefined) return;
  throw new PrilavokError(
    'CONFIG_INVALID',
    `${variableOf(config.account, 'PHONE_NUMBER_ID')} is the number of ${twin} too: give each account a number of its own`,
  );
}

/**
 * Sees that the token is good and that the app hears of the business account. Only a refused token stops the start: events come
 * by themselves, and what cannot be sent now is sent later. Returns the number as people write it, if Meta said it.
 */
async function greet(graph: Graph, config: WhatsAppConfig, { log }: PlatformDeps): Promise<string | null> {
  const { account, businessId, phoneNumberId } = config;
  const number = await graph.get(`${phoneNumberId}?fields=display_phone_number`);
  if (!number.ok && number.failure.kind === 'graph' && [0, 190].includes(number.failure.code)) {
    throw new PrilavokError(
      'PLATFORM_REFUSED',
      `Meta does not accept the token of ${account}: check ${variableOf(account, 'ACCESS_TOKEN')}`,
    );
  }
  if (!number.ok)
    log.warn({ account, reason: trouble(number.failure, config).message }, 'the number could not be read');
  if (businessId !== null) {
    const subscribed = await graph.post(`${businessId}/subscribed_apps`, {});
    if (!subscribed.ok) log.warn({ account }, 'the app could not be subscribed to its business account');
  }
  return number.ok ? (numberSchema.parse(number.answer).display_phone_number ?? null) : null;
}

/** WhatsApp has no payload that stays unseen: the customer finds the words written and sends them. */
function contactOf(display: string | null): ContactAddress | null {
  const digits = numberOf(display ?? undefined);
  return digits === null ? null : { url: `https://wa.me/${digits}?text={}`, carries: 'text' };
}

function secretsOf({ token, appSecret, verifyToken, proxy }: WhatsAppConfig): string[] {
  const password = proxy === null ? null : URL.parse(proxy)?.password;
  return [token, appSecret, verifyToken, ...(password ? [password] : [])];
}
