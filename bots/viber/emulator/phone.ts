/** A person's phone with the bot's chat open: what they do becomes callbacks, what the bot does is what they see. */
import { createWaiter, type WaitForMessage } from '../../../src/transport/emulation/wait-for-message.ts';
import type { Callbacks } from './callbacks.ts';
import { showWelcome } from './methods.ts';
import {
  chatOf,
  keepFile,
  keepMessage,
  WELCOME_MS,
  type Chat,
  type PhoneEvent,
  type ShownMessage,
  type ViberButton,
  type World,
} from './world.ts';

export interface Phone {
  readonly chat: Chat;
  /** Opens the chat, perhaps from a deep link. */
  start(context?: string): void;
  text(text: string): void;
  /** Presses a button by its label: of the keyboard, else of the newest carousel. Throws when there is none. */
  tap(label: string): void;
  press(button: ViberButton): void;
  contact(phone?: string, name?: string): void;
  photo(bytes?: Uint8Array, caption?: string): void;
  file(bytes: Uint8Array, name: string): void;
  video(bytes?: Uint8Array): void;
  sticker(): void;
  location(lat?: number, lon?: number): void;
  /** A message with any fields; `silent` is sent along and not shown in the chat. */
  send(message: Record<string, unknown>, silent?: boolean): void;
  /** Looks at the chat: everything delivered is seen. */
  read(): void;
  block(): void;
  unblock(): void;
  /** The next message will be accepted and fail afterwards. */
  failNext(reason?: string): void;
  messages(): ShownMessage[];
  received(): ShownMessage[];
  keyboard(): ViberButton[] | null;
  watch(watcher: (event: PhoneEvent) => void): () => void;
  /** The next message of the bot that fits and was not handed out by this call before; rejects in time. */
  waitForMessage: WaitForMessage<ShownMessage>;
}

/** The phone of one person; `url` is where files of the emulator are. */
export function createPhone(world: World, callbacks: Callbacks, url: string, userId: string): Phone {
  const chat = chatOf(world, userId);
  const push: Push = (event, fields, onReply) =>
    callbacks.push(
      { event, timestamp: world.clock.now(), message_token: world.nextToken(), ...fields },
      onReply,
    );
  const send: Phone['send'] = (message, silent = false) => sendFrom(world, chat, push, message, silent);
  const phone: Phone = {
    chat,
    send,
    ...contents(world, chat, url, send),
    ...standing(world, chat, push),
    tap: (label) => tap(phone, label),
    press: (button) => press(phone, button),
    messages: () => [...chat.messages],
    received: () => chat.messages.filter(({ from }) => from === 'bot'),
    keyboard: () => chat.keyboard,
    watch(watcher) {
      chat.watchers.add(watcher);
      return () => void chat.watchers.delete(watcher);
    },
    waitForMessage: waiterAt(chat),
  };
  return phone;
}

type Push = (event: string, fields: Record<string, unknown>, onReply?: (body: Buffer) => void) => void;

function sendFrom(
  world: World,
  chat: Chat,
  push: Push,
  message: Record<string, unknown>,
  silent: boolean,
): void {
  const user = userOf(chat);
  chat.opened = true;
  chat.blocked = false;
  if (!chat.subscribed) {
    chat.subscribed = true;
    push('subscribed', { user });
  }
  const token = world.nextToken();
  if (!silent) keepMessage(world, chat, { token, from: 'person', ...shownOf(message, world) });
  push('message', { message_token: token, sender: user, message, chat_hostname: 'SN-CHAT-01_', silent });
}

/** A message of the person as their own phone shows it. */
function shownOf(
  message: Record<string, unknown>,
  world: World,
): Omit<ShownMessage, 'number' | 'atMs' | 'token' | 'from'> {
  const { type, text, media, file_name: fileName, location, contact } = message;
  const file = typeof media === 'string' ? media.slice(media.lastIndexOf('/') + 1) : '';
  return {
    type: String(type),
    text: typeof text === 'string' ? text : '',
    ...(world.files.has(file) ? { file } : {}),
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(type === 'location' ? { location: location as { lat: number; lon: number } } : {}),
    ...(type === 'contact' ? { contact: contact as { name: string; phone_number: string } } : {}),
  };
}

/** What a person can send. */
function contents(world: World, chat: Chat, url: string, send: Phone['send']) {
  const store = (bytes: Uint8Array, name: string): string => `${url}/media/${keepFile(world, bytes, name)}`;
  return {
    text: (text: string) => send({ type: 'text', text }),
    contact: (phone = chat.phone, name = chat.name) =>
      send({ type: 'contact', contact: { name, phone_number: phone, avatar: '' } }),
    photo: (bytes: Uint8Array = Buffer.from('jpeg'), text = '') =>
      send({
        type: 'picture',
        media: store(bytes, 'a.jpg'),
        thumbnail: '',
        text,
        file_name: 'a.jpg',
        size: bytes.length,
      }),
    file: (bytes: Uint8Array, name: string) =>
      send({ type: 'file', media: store(bytes, name), file_name: name, size: bytes.length }),
    video: (bytes: Uint8Array = Buffer.from('mp4')) =>
      send({ type: 'video', media: store(bytes, 'a.mp4'), size: bytes.length, duration: 5 }),
    sticker: () => send({ type: 'sticker', sticker_id: 46_105 }),
    location: (lat = 50.45, lon = 30.52) => send({ type: 'location', location: { lat, lon } }),
  };
}

/** What a person does beside writing. */
function standing(world: World, chat: Chat, push: Push) {
  return {
    start(context = '') {
      chat.opened = true;
      chat.blocked = false;
      if (!chat.subscribed) {
        chat.welcomeUntilMs = world.clock.now() + WELCOME_MS;
        chat.writeUntilMs = chat.welcomeUntilMs;
      }
      const event = { type: 'open', context, user: userOf(chat), subscribed: chat.subscribed };
      push('conversation_started', event, (body) => showWelcome(world, chat.userId, body));
    },
    read() {
      for (const message of chat.messages.filter(({ state }) => state === 'delivered')) {
        message.state = 'seen';
        push('seen', { message_token: message.token, user_id: chat.userId });
      }
    },
    block() {
      if (chat.subscribed) push('unsubscribed', { user_id: chat.userId });
      chat.subscribed = false;
      chat.blocked = true;
      chat.welcomeUntilMs = 0;
      chat.writeUntilMs = 0;
    },
    /** Nobody is told of it: the next message subscribes again. */
    unblock() {
      chat.blocked = false;
    },
    failNext(reason = 'failure description') {
      chat.failNext = reason;
    },
  };
}

function userOf(chat: Chat) {
  return { id: chat.userId, name: chat.name, language: chat.language, country: 'UA', api_version: 10 };
}

function tap(phone: Phone, label: string): void {
  const carousels = phone
    .received()
    .toReversed()
    .map(({ cards = [] }) => cards);
  const button = [phone.keyboard() ?? [], ...carousels]
    .flat()
    .find((candidate) => candidate.ActionType !== 'none' && labelOf(candidate) === label);
  if (button === undefined) throw new Error(`no button "${label}" on the phone of ${phone.chat.userId}`);
  press(phone, button);
}

function press(phone: Phone, { ActionType: action = 'reply', ActionBody: body, Silent }: ViberButton): void {
  if (action === 'reply') phone.send({ type: 'text', text: body }, Silent === true);
  else if (action === 'share-phone') phone.contact();
  else if (action === 'location-picker') phone.location();
}

/** What a button says: its text is a little HTML. */
export function labelOf(button: ViberButton): string {
  return (button.Text ?? '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function waiterAt(chat: Chat): Phone['waitForMessage'] {
  const seen = new Set(chat.messages);
  return createWaiter({
    messages: () => chat.messages,
    isNew: (message) => message.from === 'bot' && !seen.has(message),
    handOut: (message) => void seen.add(message),
    watchers: chat.watchers,
    shown: (event) => (event.type === 'message' ? event.message : null),
    who: () => chat.userId,
  });
}
