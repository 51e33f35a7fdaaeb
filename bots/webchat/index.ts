/**
 * The web chat: the only public file of this folder. A messenger that we are ourselves: browsers talk to `handle`, and what the
 * shop says goes into the visitor's mailbox. Keeps in memory only who is connected now and how fast they go.
 */
import { channelFinding } from '../../src/core/channel-finding.ts';
import type { IncomingMedia } from '../../src/core/content.ts';
import { toError } from '../../src/core/errors.ts';
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  FetchedMedia,
  ChannelFinding,
  HostedAdapter,
  Intake as Received,
  Signal,
  WebhookRequest,
} from '../../src/core/ports/channel.ts';
import type { HostedDeps } from '../../src/core/ports/hosted.ts';
import { variableOf, type Platform, type PlatformDeps } from '../../src/core/ports/platform.ts';
import { tokenHashOf } from './access.ts';
import { parseJson } from './bodies.ts';
import type { Chat } from './chat.ts';
import { parseWebchatConfig, WEBCHAT_ENV_KEYS, type WebchatConfig } from './config.ts';
import { handle } from './handle.ts';
import { WEBCHAT_FACTS } from './facts.ts';
import { createHub } from './hub.ts';
import { createIntake } from './intake.ts';
import { showSeen, showTyping } from './messages.ts';
import { createPaces } from './paces.ts';
import { createUploads } from './uploads.ts';
import { createPages } from './pages.ts';
import { parseMessage } from './parse.ts';
import { render } from './render.ts';
import { send } from './send.ts';

export type { WebchatConfig } from './config.ts';

/** The entry for the list of platforms. */
export const webchatPlatform: Platform = {
  name: 'webchat',
  hosted: true,
  envKeys: WEBCHAT_ENV_KEYS,
  parse: parseWebchatConfig,
  create: (config, deps) => createWebchatAdapter(config as WebchatConfig, deps),
};

/** An adapter of one account. Without `deps.hosted` it can be checked and nothing else. */
export function createWebchatAdapter(config: WebchatConfig, deps: PlatformDeps): HostedAdapter {
  const { hosted } = deps;
  return hosted === undefined ? withoutMailbox(config) : withMailbox(config, deps, hosted);
}

function withMailbox(config: WebchatConfig, deps: PlatformDeps, hosted: HostedDeps): HostedAdapter {
  const { account } = config;
  const { mailbox } = hosted;
  const { clock, log } = deps;
  const chat: Chat = {
    account,
    config,
    deps,
    hosted,
    hub: createHub(clock),
    intake: createIntake({ mailbox, log, sink: () => chat.sink }),
    paces: createPaces(clock),
    uploads: createUploads(),
    pages: createPages(config, hosted.pagesDir),
    sink: null,
  };
  const readVisitor = (address: Address) => mailbox.readVisitor(account, address);
  const sendDeps = {
    account,
    mailbox,
    readMedia: deps.readMedia,
    nowMs: () => clock.now(),
    arrived(address: Address) {
      const visitor = readVisitor(address);
      if (visitor) chat.hub.wake(visitor.id);
    },
  };
  let cancelKeeping = (): void => {};
  const keep = (): void => {
    cancelKeeping = clock.after(LIMITS.housekeepingEveryMs, keep);
    void tidy(chat);
  };
  return {
    account,
    facts: WEBCHAT_FACTS,
    render,
    async open(sink) {
      chat.sink = sink;
      chat.hub.start();
      await chat.intake.handOnLeftOvers(account);
      cancelKeeping = clock.after(LIMITS.housekeepingEveryMs, keep);
    },
    async close() {
      chat.sink = null;
      cancelKeeping();
      chat.hub.stop();
    },
    leave: () => chat.hub.stop(),
    handle: (request, from, mayTakeLong) => handle(chat, request, { from, mayTakeLong }),
    receive: (request) => receive(chat, request),
    send: (address, part, key) => send(sendDeps, address, part, key),
    signal: (address, signal) => showSignal(chat, address, signal),
    fetchMedia: (media, limitBytes) => fetchMedia(media, limitBytes),
    check: () => check(config, chat),
  };
}

/** The door for recorded calls: what `POST messages` would take, without filing it. */
function receive(chat: Chat, { method, headers, body }: WebhookRequest): Received {
  if (method !== 'POST') return { ok: false, status: 405, reason: 'messages are posted' };
  const { mailbox } = chat.hosted;
  const hash = tokenHashOf(headers['authorization']);
  const visitor = hash === null ? null : mailbox.readHolder(chat.account, hash);
  if (visitor === null) return { ok: false, status: 401, reason: 'wrong or missing token' };
  if (body.byteLength > LIMITS.chatBodyBytes) return { ok: false, status: 413, reason: 'body too large' };
  const json = parseJson(body);
  if (!json.ok) return { ok: false, status: 400, reason: 'not JSON' };
  const parsed = parseMessage(visitor, json.value, json.raw, mailbox, chat.deps.clock.now());
  if (!parsed.ok)
    return { ok: false, status: parsed.error === 'not-found' ? 404 : 400, reason: parsed.error };
  return { ok: true, updates: [{ event: parsed.event, raw: json.raw }], answer: null };
}

function showSignal(chat: Chat, address: Address, signal: Signal): void {
  try {
    const visitor = chat.hosted.mailbox.readVisitor(chat.account, address);
    if (visitor === null) return;
    if (signal.kind === 'typing') showTyping(chat, visitor);
    if (signal.kind === 'read') {
      showSeen(chat, visitor, signal.messageId).catch((thrown: unknown) => {
        chat.deps.log.debug({ error: toError(thrown) }, 'a mark could not be shown');
      });
    }
  } catch (thrown) {
    chat.deps.log.debug({ error: toError(thrown) }, 'a signal could not be shown');
  }
}

/** Visitors' files are in our media folder before their message is: there is never anything to fetch. */
async function fetchMedia(_media: IncomingMedia, _limitBytes: number): Promise<FetchedMedia> {
  return { ok: false, reason: 'gone' };
}

async function tidy({ hosted, deps }: Chat): Promise<void> {
  try {
    const { files } = await hosted.mailbox.housekeep(deps.clock.now(), LIMITS.housekeepingRows);
    for (const file of files) await hosted.removeMedia(file);
  } catch (thrown) {
    deps.log.warn({ error: toError(thrown) }, 'the web chat could not be tidied');
  }
}

async function check(config: WebchatConfig, chat: Chat | null): Promise<ChannelFinding[]> {
  const findings: ChannelFinding[] = [];
  const reason = chat?.hosted.mailbox.trouble() ?? null;
  if (reason !== null) findings.push(channelFinding('error', 'mailbox.damaged', { reason }));
  if (chat && !(await chat.pages.built())) findings.push(channelFinding('error', 'pages.unbuilt'));
  const open = config.origins.filter((origin) => origin.startsWith('http:') && !LOOPBACK.test(origin));
  findings.push(
    open.length > 0
      ? channelFinding('warn', 'origins.open', { origins: open.join(', ') })
      : channelFinding('ok', 'origins.are', { origins: config.origins.join(', ') }),
    config.identitySecret === null
      ? channelFinding('ok', 'identity.anonymous', { secret: variableOf(config.account, 'IDENTITY_SECRET') })
      : channelFinding('ok', 'identity.vouched'),
  );
  return findings;
}

const LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

function withoutMailbox(config: WebchatConfig): HostedAdapter {
  const closed = {
    kind: 'retry',
    afterMs: LIMITS.retryFirstMs,
    scope: 'account',
    reason: 'no mailbox',
  } as const;
  return {
    account: config.account,
    facts: WEBCHAT_FACTS,
    render,
    open: async () => {},
    close: async () => {},
    leave() {},
    handle: async () => new Response(null, { status: 503 }),
    receive: () => ({ ok: false, status: 404, reason: 'no mailbox' }),
    send: async () => closed,
    signal() {},
    fetchMedia,
    check: () => check(config, null),
  };
}
