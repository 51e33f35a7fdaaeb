/** A person's phone with the bot's chat open: what they do becomes callbacks, what the bot does is what they see. */
import type { Callbacks } from './callbacks.ts';
import { showWelcome } from './methods.ts';
import {
  chatOf,
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
  /** Presses a button of the keyboard by its label. Throws when there is none. */
  tap(label: string): void;
  contact(phone?: string, name?: string): void;
  photo(bytes?: Uint8Array, caption?: string): void;
  file(bytes: Uint8Array, name: string): void;
  location(lat?: number, lon?: number): void;
  /** A message with any fields. */
  send(message: Record<string, unknown>): void;
  /** Looks at the chat: everything delivered is seen. */
  read(): void;
  block(): void;
  /** The next message will be accepted and fail afterwards. */
  failNext(reason?: string): void;
  messages(): ShownMessage[];
  received(): ShownMessage[];
  keyboard(): ViberButton[] | null;
  watch(watcher: (event: PhoneEvent) => void): () => void;
  /** The next message of the bot that fits and was not handed out by this call before; rejects in time. */
  waitForMessage(fits?: (message: ShownMessage) => boolean, timeoutMs?: number): Promise<ShownMessage>;
}

const WAIT_MS = 5_000;

/** The phone of one person; `url` is where files of the emulator are. */
export function createPhone(world: World, callbacks: Callbacks, url: string, userId: string): Phone {
  const chat = chatOf(world, userId);
  const push: Push = (event, fields, onReply) =>
    callbacks.push(
      { event, timestamp: world.clock.now(), message_token: world.nextToken(), ...fields },
      onReply,
    );
  const send = (message: Record<string, unknown>): void => sendFrom(world, chat, push, message);
  const phone: Phone = {
    chat,
    send,
    ...contents(world, chat, url, send),
    ...standing(world, chat, push),
    tap: (label) => tap(phone, label),
    messages: () => [...chat.messages],
    received: () => chat.messages.filter(({ from }) => from === 'bot'),
    keyboard: () => chat.keyboard,
    watch(watcher) {
      chat.watchers.add(watcher);
      return () => void chat.watchers.delete(watcher);
    },
    waitForMessage: createWaiter(chat),
  };
  return phone;
}

type Push = (event: string, fields: Record<string, unknown>, onReply?: (body: Buffer) => void) => void;

function sendFrom(world: World, chat: Chat, push: Push, message: Record<string, unknown>): void {
  const user = userOf(chat);
  if (!chat.subscribed) {
    chat.subscribed = true;
    push('subscribed', { user });
  }
  const text = typeof message['text'] === 'string' ? message['text'] : '';
  const token = world.nextToken();
  keepMessage(world, chat, {
    token,
    from: 'person',
    type: String(message['type']),
    text,
    atMs: world.clock.now(),
  });
  push('message', {
    message_token: token,
    sender: user,
    message,
    chat_hostname: 'SN-CHAT-01_',
    silent: false,
  });
}

/** What a person can send. */
function contents(world: World, chat: Chat, url: string, send: Phone['send']) {
  const store = (bytes: Uint8Array): string => {
    const name = `${world.files.size + 1}.bin`;
    world.files.set(name, Buffer.from(bytes));
    return `${url}/media/${name}`;
  };
  return {
    text: (text: string) => send({ type: 'text', text }),
    contact: (phone = chat.phone, name = chat.name) =>
      send({ type: 'contact', contact: { name, phone_number: phone, avatar: '' } }),
    photo: (bytes: Uint8Array = Buffer.from('jpeg'), text = '') =>
      send({
        type: 'picture',
        media: store(bytes),
        thumbnail: '',
        text,
        file_name: 'a.jpg',
        size: bytes.length,
      }),
    file: (bytes: Uint8Array, name: string) =>
      send({ type: 'file', media: store(bytes), file_name: name, size: bytes.length }),
    location: (lat = 50.45, lon = 30.52) => send({ type: 'location', location: { lat, lon } }),
  };
}

/** What a person does beside writing. */
function standing(world: World, chat: Chat, push: Push) {
  return {
    start(context = '') {
      if (!chat.subscribed) chat.welcomeUntilMs = world.clock.now() + WELCOME_MS;
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
      chat.welcomeUntilMs = 0;
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
  const button = phone.keyboard()?.find((candidate) => labelOf(candidate) === label);
  if (button === undefined) throw new Error(`no button "${label}" on the phone of ${phone.chat.userId}`);
  if (button.ActionType === 'reply') phone.text(button.ActionBody);
  else if (button.ActionType === 'share-phone') phone.contact();
  else if (button.ActionType === 'location-picker') phone.location();
}

/** What a button says: its text is a little HTML. */
export function labelOf(button: ViberButton): string {
  return button.Text.replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function createWaiter(chat: Chat): Phone['waitForMessage'] {
  const seen = new Set(chat.messages);
  return (fits = () => true, timeoutMs = WAIT_MS) =>
    new Promise((resolve, reject) => {
      const take = (message: ShownMessage): boolean => {
        if (message.from !== 'bot' || seen.has(message) || !fits(message)) return false;
        seen.add(message);
        resolve(message);
        return true;
      };
      if (chat.messages.some(take)) return;
      // The wall's time, not the world's: a test that waits for real sockets must not hang when its clock stands still.
      const timer = setTimeout(() => {
        chat.watchers.delete(watcher);
        reject(new Error(`no message for ${chat.userId} within ${timeoutMs} ms`));
      }, timeoutMs);
      const watcher = (event: PhoneEvent): void => {
        if (event.type !== 'message' || !take(event.message)) return;
        clearTimeout(timer);
        chat.watchers.delete(watcher);
      };
      chat.watchers.add(watcher);
    });
}
