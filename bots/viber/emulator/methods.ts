/** The methods of the REST API: what they check, what they do, which status they answer with. */
import { createHash } from 'node:crypto';
import type { Callbacks } from './callbacks.ts';
import { asFields, badData, checkMessage, checkWelcome, missingData, readObject } from './check-message.ts';
import type { Answer, Fields } from './check-message.ts';
import {
  chatOf,
  extensionOf,
  keepFile,
  keepMessage,
  show,
  type Chat,
  type ShownMessage,
  type ViberButton,
  type World,
} from './world.ts';

/** What the methods work on. */
export interface Account {
  world: World;
  callbacks: Callbacks;
  /** The bytes behind an address on this machine; null: they cannot be had. */
  download(url: string): Promise<Buffer | null>;
}

export type Method = (account: Account, fields: Fields, bytes: number) => Answer | Promise<Answer>;

const BROADCAST_MAX = 300;
const ONLINE_MAX = 100;
const DETAILS_MS = 12 * 3_600_000;
const DETAILS_TIMES = 2;
/** What may be left out; messages and subscriptions come always. */
const FILTERED = ['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started'];

const OK: Answer = { status: 0, status_message: 'ok' };
const TOO_MANY: Answer = { status: 12, status_message: 'tooManyRequests' };

export const METHODS: Record<string, Method> = {
  set_webhook: setWebhook,
  get_account_info: getAccountInfo,
  send_message: sendMessage,
  broadcast_message: broadcast,
  get_user_details: getUserDetails,
  get_online: getOnline,
};

/** Registers the webhook after it has answered a signed call with 200. */
async function setWebhook({ world, callbacks }: Account, fields: Fields): Promise<Answer> {
  const { url, event_types: types } = fields;
  if (typeof url !== 'string') return missingData('url');
  if (url === '') {
    world.webhook = null;
    return { ...OK, event_types: [] };
  }
  const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
  if (!url.startsWith('https://') && !isLoopback) return { status: 1, status_message: 'invalidUrl' };
  if (types !== undefined && !isListOf(types, [...FILTERED, 'message', 'webhook']))
    return badData('event_types');
  if (!(await callbacks.probe(url)))
    return { status: 1, status_message: 'invalidUrl: the webhook did not answer 200' };
  world.webhook = url;
  world.eventTypes = Array.isArray(types) ? types.map(String) : FILTERED;
  return { ...OK, event_types: world.eventTypes };
}

function getAccountInfo({ world }: Account): Answer {
  return {
    ...OK,
    id: `pa:${createHash('sha1').update(world.token).digest('hex').slice(0, 16)}`,
    name: world.name,
    uri: world.uri,
    webhook: world.webhook ?? '',
    event_types: world.eventTypes,
    subscribers_count: [...world.chats.values()].filter((chat) => chat.subscribed).length,
  };
}

/** Checks and shows one message; reports delivery or failure afterwards. */
function sendMessage(account: Account, fields: Fields, bytes: number): Answer {
  const { world } = account;
  if (world.webhook === null) return { status: 10, status_message: 'webhookNotSet' };
  const refusal = checkMessage(fields, bytes);
  if (refusal !== null) return refusal;
  const { receiver } = fields;
  if (typeof receiver !== 'string' || receiver === '') return missingData('receiver');
  const chat = world.chats.get(receiver);
  if (chat === undefined) return { status: 5, status_message: 'receiverNotRegistered' };
  if (!chat.subscribed && world.clock.now() > chat.writeUntilMs) {
    return { status: 6, status_message: 'receiverNotSubscribed' };
  }
  chat.writeUntilMs = 0;
  const message = showBotMessage(world, chat, fields);
  void report(account, chat, message);
  return { ...OK, message_token: message.token, chat_hostname: 'SN-CHAT-01_', billing_status: 1 };
}

function broadcast(account: Account, fields: Fields, bytes: number): Answer {
  const { broadcast_list: list, ...message } = fields;
  if (!Array.isArray(list) || list.length === 0) return missingData('broadcast_list');
  if (list.length > BROADCAST_MAX) return badData('broadcast_list is longer than 300');
  const refusal = checkMessage(message, bytes);
  if (refusal !== null) return refusal;
  const failed = list.flatMap((receiver: unknown) => {
    const { status, status_message: words } = sendMessage(account, { ...message, receiver }, bytes);
    return status === 0 ? [] : [{ receiver, status, status_message: words }];
  });
  return { ...OK, message_token: account.world.nextToken(), failed_list: failed };
}

function getUserDetails({ world }: Account, { id }: Fields): Answer {
  const chat = typeof id === 'string' ? world.chats.get(id) : undefined;
  if (chat === undefined) return { status: 5, status_message: 'receiverNotRegistered' };
  const since = world.clock.now() - DETAILS_MS;
  chat.detailsAtMs = chat.detailsAtMs.filter((atMs) => atMs > since);
  if (chat.detailsAtMs.length >= DETAILS_TIMES) return TOO_MANY;
  chat.detailsAtMs.push(world.clock.now());
  const user = { id: chat.userId, name: chat.name, language: chat.language, country: 'UA', api_version: 10 };
  return { ...OK, message_token: world.nextToken(), user };
}

function getOnline({ world }: Account, { ids }: Fields): Answer {
  if (!Array.isArray(ids) || ids.length > ONLINE_MAX) return badData('ids');
  const users = ids.map((id: unknown) => {
    const isOn = world.chats.get(String(id))?.subscribed === true;
    return {
      id,
      online_status: isOn ? 0 : 3,
      online_status_message: isOn ? 'online' : 'tryLater',
    };
  });
  return { ...OK, users };
}

/** A message object in the answer to `conversation_started` is the welcome of that person. */
export function showWelcome(world: World, userId: string, body: Buffer): void {
  if (body.length === 0) return;
  const fields = readObject(body.toString());
  const chat = chatOf(world, userId);
  const note = (outcome: string): void =>
    world.calls.push({ method: 'welcome', params: fields ?? {}, atMs: world.clock.now(), outcome });
  if (fields === null || typeof fields['type'] !== 'string') return note('not a message');
  const refusal =
    'receiver' in fields ? badData('receiver: a welcome has none') : checkWelcome(fields, body.length);
  if (refusal !== null) return note(refusal.status_message);
  if (chat.subscribed || world.clock.now() > chat.welcomeUntilMs) return note('nobody to welcome');
  chat.welcomeUntilMs = 0;
  if (world.onlyWelcome) chat.writeUntilMs = 0;
  showBotMessage(world, chat, fields).state = 'delivered';
  note('ok');
}

function showBotMessage(world: World, chat: Chat, fields: Fields): ShownMessage {
  const keyboard = buttonsIn(fields['keyboard']);
  const cards = buttonsIn(fields['rich_media']);
  const { type, text, media, file_name: fileName, location, contact, alt_text: altText } = fields;
  chat.keyboard = keyboard;
  const message = keepMessage(world, chat, {
    token: world.nextToken(),
    from: 'bot',
    type: String(type),
    text: textOf(text) ?? '',
    senderName: textOf(asFields(fields['sender'])?.['name']) ?? '',
    state: 'sent',
    ...(typeof media === 'string' ? { media } : {}),
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(type === 'location' ? { location: location as { lat: number; lon: number } } : {}),
    ...(type === 'contact' ? { contact: contact as { name: string; phone_number: string } } : {}),
    ...(keyboard === null ? {} : { keyboard }),
    ...(cards === null ? {} : { cards }),
    ...(typeof altText === 'string' ? { altText } : {}),
  });
  show(world, chat, { type: 'keyboard', buttons: keyboard });
  return message;
}

/** The person's app gets the file, and then it is delivered; or it cannot have the file, and then it has failed. */
async function report(account: Account, chat: Chat, message: ShownMessage): Promise<void> {
  const { world, callbacks } = account;
  const reason = chat.failNext ?? (await fetchFor(account, chat, message));
  chat.failNext = null;
  message.state = reason === null ? 'delivered' : 'failed';
  const common = { timestamp: world.clock.now(), message_token: message.token, user_id: chat.userId };
  callbacks.push(
    reason === null ? { event: 'delivered', ...common } : { event: 'failed', ...common, desc: reason },
  );
}

/** Only addresses on this machine are asked: nothing here reaches the network. Returns why it failed. */
async function fetchFor(
  { world, download }: Account,
  chat: Chat,
  message: ShownMessage,
): Promise<string | null> {
  const { media } = message;
  if (media === undefined || !media.startsWith('http://')) return null;
  const bytes = await download(media);
  if (bytes === null) return 'the media could not be fetched';
  message.file = keepFile(world, bytes, message.fileName ?? `media${extensionOf(media) ?? ''}`);
  show(world, chat, { type: 'message', message });
  return null;
}

function buttonsIn(value: unknown): ViberButton[] | null {
  const buttons = asFields(value)?.['Buttons'];
  return Array.isArray(buttons) ? (buttons as ViberButton[]) : null;
}

function isListOf(value: unknown, known: string[]): boolean {
  return Array.isArray(value) && value.every((one) => known.includes(String(one)));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
