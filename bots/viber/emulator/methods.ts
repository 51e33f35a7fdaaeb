/** The methods of the REST API: what they check, what they do, which status they answer with. */
import { createHash } from 'node:crypto';
import type { Callbacks } from './callbacks.ts';
import { chatOf, keepMessage, show, type Chat, type ViberButton, type World } from './world.ts';

export interface Answer {
  status: number;
  status_message: string;
  [field: string]: unknown;
}

type Fields = Record<string, unknown>;

const TEXT_MAX = 7000;
const CAPTION_MAX = 512;
const REQUEST_BYTES_MAX = 30_000;
const FILE_BYTES_MAX = 50_000_000;
const BUTTONS_MAX = 24;
const SHARE_ACTIONS = new Set(['share-phone', 'location-picker']);
const ACTIONS = new Set(['reply', 'open-url', 'none', ...SHARE_ACTIONS]);

const OK: Answer = { status: 0, status_message: 'ok' };
const badData = (what: string): Answer => ({ status: 3, status_message: `badData: ${what}` });
const missingData = (what: string): Answer => ({ status: 4, status_message: `missingData: ${what}` });

/** Registers the webhook after it has answered a signed call with 200. */
export async function setWebhook(world: World, callbacks: Callbacks, fields: Fields): Promise<Answer> {
  const { url, event_types: types } = fields;
  if (typeof url !== 'string') return missingData('url');
  if (url === '') {
    world.webhook = null;
    return { ...OK, event_types: [] };
  }
  const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
  if (!url.startsWith('https://') && !isLoopback) return { status: 1, status_message: 'invalidUrl' };
  if (!(await callbacks.probe(url)))
    return { status: 1, status_message: 'invalidUrl: the webhook did not answer 200' };
  world.webhook = url;
  world.eventTypes = Array.isArray(types)
    ? types.map(String)
    : ['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started'];
  return { ...OK, event_types: world.eventTypes };
}

/** What the account is. */
export function getAccountInfo(world: World): Answer {
  return {
    ...OK,
    id: `pa:${createHash('sha1').update(world.token).digest('hex').slice(0, 16)}`,
    name: world.name,
    uri: 'prilavok',
    webhook: world.webhook ?? '',
    event_types: world.eventTypes,
    subscribers_count: [...world.chats.values()].filter((chat) => chat.subscribed).length,
  };
}

/** Checks and shows one message; reports delivery or failure afterwards. */
export function sendMessage(world: World, callbacks: Callbacks, fields: Fields, bytes: number): Answer {
  if (world.webhook === null) return { status: 10, status_message: 'webhookNotSet' };
  const refusal = checkMessage(fields, bytes);
  if (refusal !== null) return refusal;
  const { receiver } = fields;
  if (typeof receiver !== 'string' || receiver === '') return missingData('receiver');
  const chat = world.chats.get(receiver);
  if (chat === undefined) return { status: 5, status_message: 'receiverNotRegistered' };
  if (!chat.subscribed && world.clock.now() > chat.welcomeUntilMs) {
    return { status: 6, status_message: 'receiverNotSubscribed' };
  }
  if (!chat.subscribed) chat.welcomeUntilMs = 0;
  const token = showBotMessage(world, chat, fields);
  report(world, callbacks, chat, token);
  return { ...OK, message_token: token, chat_hostname: 'SN-CHAT-01_', billing_status: 1 };
}

/** A message object in the answer to `conversation_started` is the welcome of that person. */
export function showWelcome(world: World, userId: string, body: Buffer): void {
  if (body.length === 0) return;
  const fields = readObject(body.toString());
  if (fields === null || typeof fields['type'] !== 'string' || checkMessage(fields, body.length) !== null)
    return;
  showBotMessage(world, chatOf(world, userId), fields);
}

/** Null: fine. */
function checkMessage(fields: Fields, bytes: number): Answer | null {
  if (bytes > REQUEST_BYTES_MAX) return badData('request too large');
  const sender = fields['sender'];
  const name = typeof sender === 'object' && sender !== null && 'name' in sender ? sender.name : undefined;
  if (typeof name !== 'string' || name === '') return missingData('sender.name');
  if (name.length > 28) return badData('sender.name is longer than 28');
  const version = Number(fields['min_api_version'] ?? 1);
  return (
    checkContent(fields) ??
    (fields['keyboard'] === undefined ? null : checkKeyboard(fields['keyboard'], version))
  );
}

function checkContent(fields: Fields): Answer | null {
  const { type, text, media, size, file_name: fileName, location } = fields;
  switch (type) {
    case undefined:
      return fields['keyboard'] === undefined ? missingData('type') : null;
    case 'text':
      if (typeof text !== 'string' || text === '') return missingData('text');
      return text.length > TEXT_MAX ? badData('text is too long') : null;
    case 'picture':
      if (typeof media !== 'string' || !/^https?:/.test(media)) return missingData('media');
      return typeof text === 'string' && text.length > CAPTION_MAX ? badData('text is too long') : null;
    case 'file':
    case 'video':
      if (typeof media !== 'string' || !/^https?:/.test(media)) return missingData('media');
      if (typeof size !== 'number') return missingData('size');
      if (type === 'file' && typeof fileName !== 'string') return missingData('file_name');
      return size > FILE_BYTES_MAX ? badData('size is too large') : null;
    case 'location': {
      const isPlace =
        typeof location === 'object' && location !== null && 'lat' in location && 'lon' in location;
      return isPlace ? null : missingData('location');
    }
    default:
      return badData(`type ${String(type)}`);
  }
}

function checkKeyboard(keyboard: unknown, version: number): Answer | null {
  const rows = asFields(keyboard)?.['Buttons'];
  if (asFields(keyboard)?.['Type'] !== 'keyboard' || !Array.isArray(rows)) return badData('keyboard');
  if (rows.length === 0 || rows.length > BUTTONS_MAX) return badData('keyboard.Buttons: 1 to 24');
  let filled = 0;
  for (const row of rows) {
    const button = asFields(row);
    const columns = Number(button?.['Columns'] ?? 6);
    const action = textOf(button?.['ActionType']) ?? 'reply';
    if (button === null || !ACTIONS.has(action)) return badData('button.ActionType');
    if (columns < 1 || columns > 6) return badData('button.Columns');
    if (typeof button['ActionBody'] !== 'string' || button['ActionBody'] === '')
      return missingData('button.ActionBody');
    if (typeof button['Text'] !== 'string' || button['Text'] === '') return missingData('button.Text');
    if (button['Text'].length > 250) return badData('button.Text is longer than 250');
    if (SHARE_ACTIONS.has(action) && version < 3)
      return { status: 13, status_message: 'apiVersionNotSupported' };
    filled += columns;
    if (filled > 6) return badData('a row does not fill six columns');
    if (filled === 6) filled = 0;
  }
  return filled === 0 ? null : badData('the last row does not fill six columns');
}

function showBotMessage(world: World, chat: Chat, fields: Fields): string {
  const token = world.nextToken();
  const buttons = asFields(fields['keyboard'])?.['Buttons'];
  const keyboard = Array.isArray(buttons) ? (buttons as ViberButton[]) : null;
  const { type, text, media } = fields;
  chat.keyboard = keyboard;
  keepMessage(world, chat, {
    token,
    from: 'bot',
    type: String(type),
    text: typeof text === 'string' ? text : '',
    atMs: world.clock.now(),
    senderName: textOf(asFields(fields['sender'])?.['name']) ?? '',
    state: 'sent',
    ...(typeof media === 'string' ? { media } : {}),
    ...(keyboard === null ? {} : { keyboard }),
  });
  show(world, chat, { type: 'keyboard', buttons: keyboard });
  return token;
}

function report(world: World, callbacks: Callbacks, chat: Chat, token: string): void {
  const common = { timestamp: world.clock.now(), message_token: token, user_id: chat.userId };
  const message = chat.messages.find((shown) => shown.token === token);
  const reason = chat.failNext;
  chat.failNext = null;
  if (message !== undefined) message.state = reason === null ? 'delivered' : 'failed';
  callbacks.push(
    reason === null ? { event: 'delivered', ...common } : { event: 'failed', ...common, desc: reason },
  );
}

/** A JSON object, or null. */
export function readObject(text: string): Fields | null {
  try {
    return asFields(JSON.parse(text));
  } catch {
    return null;
  }
}

function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
