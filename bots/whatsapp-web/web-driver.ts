/**
 * The driver that drives the real WhatsApp Web, by whatsapp-web.js in a Chromium. The library is loaded when a session begins
 * and never before. What it throws is passed on: the callers decide what that means.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, Message } from 'whatsapp-web.js';
import type { Clock } from '../../src/core/clock.ts';
import { PrilavokError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { launchOptions, unlockProfile } from './browser.ts';
import {
  NotBegun,
  type ChatId,
  type Driver,
  type DriverEvent,
  type DriverFile,
  type Outgoing,
} from './driver.ts';
import { isPersonal, readMessageId } from './message-id.ts';
import { recordOf, serialised } from './record.ts';

export interface WebDriverOptions {
  /** Where the browser keeps the pairing; made when it is not there, readable for its owner only. */
  folder: string;
  browser: string;
  proxy: string | null;
  clock: Clock;
  /** In place of web.whatsapp.com: `<version>.html` of a folder; and more arguments for the browser. For tests. */
  standIn?: { folder: string; version: string; args: string[] };
}

type Library = typeof import('whatsapp-web.js');

/** The library, or PACKAGE_MISSING with what to do. */
export async function loadLibrary(): Promise<Library> {
  try {
    const loaded = await import('whatsapp-web.js');
    return loaded.default;
  } catch (cause) {
    throw new PrilavokError(
      'PACKAGE_MISSING',
      'WhatsApp Web needs the package whatsapp-web.js, which is optional and not installed here. ' +
        'Install it with: npm install --include=optional whatsapp-web.js@1.34.7',
      { cause },
    );
  }
}

/** A driver that has not been started. Throws PACKAGE_MISSING. */
export async function createWebDriver(options: WebDriverOptions): Promise<Driver> {
  const { folder, clock, proxy: address, standIn } = options;
  const library = await loadLibrary();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const profile = join(folder, 'session');
  await unlockProfile(profile);
  const proxy = address === null ? null : new URL(address);
  const client = new library.Client({
    authStrategy: keepFolder(new library.LocalAuth({ dataPath: folder })),
    puppeteer: launchOptions(options.browser, proxy, standIn?.args ?? []),
    webVersionCache: standIn ? { type: 'local', path: standIn.folder, strict: true } : { type: 'none' },
    ...(standIn ? { webVersion: standIn.version } : {}),
    ...(proxy?.username
      ? {
          proxyAuthentication: {
            username: decodeURIComponent(proxy.username),
            password: decodeURIComponent(proxy.password),
          },
        }
      : {}),
  });
  let starting: Promise<void> | null = null;
  return {
    async start(tell) {
      listen(client, tell);
      starting = client.initialize();
      await starting;
    },
    stop: () => stop(client, starting, clock),
    async unlink() {
      await client.pupPage?.evaluate("window.require('WAWebSocketModel').Socket.logout()");
    },
    state: () => client.getState(),
    send: (chat, outgoing) => send(library, client, chat, outgoing),
    ...readsOf(client),
  };
}

/** The folder is removed by the session, after the browser has let go of it, and not by the library while it runs. */
function keepFolder<T extends object>(auth: T): T {
  return Object.assign(auth, { logout: async () => {} });
}

function listen(client: Client, tell: (event: DriverEvent) => void): void {
  const update = (told: Record<string, unknown>): void => tell({ kind: 'update', update: told });
  client.on('qr', (code) => tell({ kind: 'qr', code }));
  client.on('ready', () => {
    tell({ kind: 'ready', number: /^\d{5,20}$/.exec(client.info?.wid?.user ?? '')?.[0] ?? null });
    const gone = (reason: string) => (): void => tell({ kind: 'ended', reason });
    client.pupPage?.once('close', gone('the page was closed'));
    client.pupPage?.once('error', gone('the page crashed'));
    client.pupBrowser?.once('disconnected', gone('the browser ended'));
  });
  client.on('disconnected', (reason) => tell({ kind: 'ended', reason }));
  client.on('auth_failure', () => tell({ kind: 'ended', reason: 'LOGOUT' }));
  client.on('message_create', (message) => update({ type: 'message', message: recordOf(message) }));
  client.on('message_edit', (message, body) =>
    update({ type: 'edited', message: { ...recordOf(message), body: String(body) } }),
  );
  client.on('message_ack', (message, ack) => update({ type: 'ack', id: serialised(message.id), ack }));
  client.on('message_revoke_everyone', (after, before) => {
    const key = after.rawData as { protocolMessageKey?: unknown };
    const id = serialised(before?.id) ?? serialised(key.protocolMessageKey) ?? serialised(after.id);
    update({ type: 'revoked', id });
  });
  client.on('message_reaction', (reaction) =>
    update({
      type: 'reaction',
      id: serialised(reaction.id),
      messageId: serialised(reaction.msgId),
      sender: reaction.senderId,
      emoji: reaction.reaction,
      timestamp: reaction.timestamp,
    }),
  );
  client.on('contact_changed', (message, from, to, isContact) => {
    if (isContact) update({ type: 'moved', from, to, timestamp: message.timestamp });
  });
}

async function stop(client: Client, starting: Promise<void> | null, clock: Clock): Promise<void> {
  if (starting === null) return;
  let isSettled = false;
  const settled = starting.then(
    () => (isSettled = true),
    () => (isSettled = true),
  );
  client.removeAllListeners();
  // A page that closes is a navigation to the library, which then looks for WhatsApp in it.
  Object.assign(client, { inject: async () => {} });
  // Nothing can be closed before there is something: the browser is started with a time limit of its own.
  while (!client.pupBrowser && !isSettled) await new Promise<void>((next) => void clock.after(20, next));
  const child = client.pupBrowser?.process() ?? null;
  const cancel = clock.after(LIMITS.connectTimeoutMs, () => child?.kill('SIGKILL'));
  try {
    await client.destroy();
    await settled;
  } finally {
    cancel();
    if (child !== null && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

async function send(library: Library, client: Client, chat: ChatId, outgoing: Outgoing) {
  if (!client.pupPage || client.pupPage.isClosed()) throw new NotBegun('the page is closed');
  // Sending must not mark the chat as read: only a person who looks at it does.
  const plain = { sendSeen: false, linkPreview: false, parseVCards: false, waitUntilMsgSent: true };
  const sent = await carryOut(library, client, chat, outgoing, plain);
  const id = serialised(sent?.id);
  return id === undefined ? null : { id };
}

function carryOut(
  { MessageMedia, Location }: Library,
  client: Client,
  chat: ChatId,
  outgoing: Outgoing,
  plain: object,
): Promise<Message | undefined> {
  switch (outgoing.do) {
    case 'text':
      return client.sendMessage(chat, outgoing.text, plain);
    case 'location':
      return client.sendMessage(chat, new Location(outgoing.latitude, outgoing.longitude), plain);
    case 'file': {
      const { bytes, mime, name } = outgoing.file;
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
      return client.sendMessage(chat, new MessageMedia(mime, data, name, bytes.byteLength), {
        ...plain,
        caption: outgoing.caption,
        sendMediaAsDocument: outgoing.asDocument,
      });
    }
  }
}

function readsOf(client: Client): Omit<Driver, 'start' | 'stop' | 'unlink' | 'state' | 'send'> {
  return {
    async typing(chat) {
      await (await client.getChatById(chat)).sendStateTyping();
    },
    async markRead(chat) {
      await client.sendSeen(chat);
    },
    async recent(chat, limit) {
      const found = await client.getChatById(chat);
      if (!found) return null;
      return (await found.fetchMessages({ limit })).map(recordOf);
    },
    async chatsSince(sinceMs, limit) {
      const chats = await client.getChats();
      return chats
        .map(({ id, timestamp }) => ({ id: serialised(id) ?? '', atMs: timestamp * 1000 }))
        .filter(({ id, atMs }) => isPersonal(id) && atMs >= sinceMs)
        .toSorted((a, b) => b.atMs - a.atMs)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    async aliases(chat) {
      const [known] = await client.getContactLidAndPhone([chat]);
      const ids: (string | undefined)[] = [known?.lid, known?.pn];
      return ids.filter((id) => id !== undefined).filter((id) => id !== chat && isPersonal(id));
    },
    file: (messageId, limitBytes) => readFile(client, messageId, limitBytes),
  };
}

async function readFile(
  client: Client,
  messageId: string,
  limitBytes: number,
): Promise<DriverFile | 'too-large' | null> {
  if (readMessageId(messageId) === null) return null;
  const message = await client.getMessageById(messageId);
  if (!message?.hasMedia) return null;
  const claimed = (message.rawData as { size?: unknown }).size;
  // The file comes as one text through the page: one that is too large must not even begin to.
  if (typeof claimed === 'number' && claimed > limitBytes) return 'too-large';
  const media = await message.downloadMedia();
  if (!media) return null;
  const bytes = Buffer.from(media.data, 'base64');
  if (bytes.byteLength > limitBytes) return 'too-large';
  return { bytes, mime: media.mimetype, name: media.filename ?? null };
}
