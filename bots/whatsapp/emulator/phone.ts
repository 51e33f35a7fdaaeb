/** A person's phone with the shop's chat open: what they do goes to the webhook, what the shop does is what they see. */
import { createWaiter, type WaitForMessage } from '../../../src/transport/emulation/wait-for-message.ts';
import type { Pusher } from './pusher.ts';
import { createContents, type Contents } from './phone-contents.ts';
import { report, type Platform } from './send-message.ts';
import { echoChange, idUpdateChange, messageChange, preferenceChange } from './wire.ts';
import { chatOf, keepMessage, show, type Chat, type PhoneEvent, type ShownMessage } from './world.ts';

export interface Phone extends Contents {
  readonly chat: Chat;
  /** Presses a button of the newest message that has one of this label. Throws when there is none. */
  tap(label: string): void;
  /** Presses the button at a place of a message; false when nothing comes of it. */
  press(message: ShownMessage, at: number): boolean;
  /** The answer of a button of any message, old or made up. */
  tapId(id: string, title?: string): void;
  /** `emoji` empty: takes it back. The newest message of the shop unless another is named. */
  react(emoji: string, messageId?: string): void;
  /** The newest message of the person unless another is named. */
  edit(text: string, messageId?: string): void;
  revoke(messageId?: string): void;
  /** A new number: a system message, and the change of the id. */
  changeNumber(waId: string): void;
  /** Keeps the number to themselves from here on. */
  hide(username?: string): void;
  /** What the person wants of advertising. */
  prefer(value: 'stop' | 'resume'): void;
  /** Somebody of the shop writes on the phone with the same number. */
  echo(text: string): void;
  /** Looks at the chat: everything delivered is read. */
  read(): void;
  block(): void;
  unblock(): void;
  /** The next message will be accepted and fail afterwards. */
  failNext(code: number): void;
  messages(): ShownMessage[];
  received(): ShownMessage[];
  watch(watcher: (event: PhoneEvent) => void): () => void;
  /** The next message of the shop that fits and was not handed out by this call before; rejects in time. */
  waitForMessage: WaitForMessage<ShownMessage>;
}

/** The phone of one person, in the chat with one number of the shop. */
export function createPhone(platform: Platform, chat: Chat): Phone {
  const contents = createContents(platform, chat);
  return {
    ...contents,
    ...afterwards(platform, chat),
    ...standing(platform, chat),
    chat,
    tap: (label) => tap(chat, contents, label),
    press: (message, at) => press(chat, contents, message, at),
    tapId: (id, title = 'x') => contents.answer('button_reply', { id, title }),
    messages: () => [...chat.messages],
    received: () => chat.messages.filter(({ from }) => from === 'shop'),
    watch(watcher) {
      chat.watchers.add(watcher);
      return () => void chat.watchers.delete(watcher);
    },
    waitForMessage: waiterAt(chat),
  };
}

function tap(chat: Chat, contents: Contents, label: string): void {
  const holder = chat.messages.findLast(({ from, buttons }) => from === 'shop' && hasLabel(buttons, label));
  const button = holder?.buttons.find((one) => one.label === label);
  if (holder === undefined || button === undefined) {
    throw new Error(`no button "${label}" on the phone of ${chat.person.waId}`);
  }
  press(chat, contents, holder, holder.buttons.indexOf(button));
}

function press(chat: Chat, contents: Contents, holder: ShownMessage, at: number): boolean {
  const button = holder.buttons[at];
  if (button === undefined) return false;
  const { id = '', label, description } = button;
  switch (button.kind) {
    case 'reply':
      contents.answer('button_reply', { id, title: label }, holder.id);
      return true;
    case 'row': {
      const row = { id, title: label, ...(description === undefined ? {} : { description }) };
      contents.answer('list_reply', row, holder.id);
      return true;
    }
    case 'quick-reply':
      contents.send(
        { type: 'button', button: { payload: label, text: label }, context: { id: holder.id } },
        label,
      );
      return true;
    case 'share-phone':
      contents.contact({ phone: chat.person.waId, name: chat.person.name, origin: 'contact_request' });
      return true;
    case 'share-location':
      contents.location();
      return true;
    case 'link':
      return false;
  }
}

/** What a person does to what is already there. */
function afterwards({ world, pusher }: Platform, chat: Chat) {
  const push = (fields: Record<string, unknown>): void =>
    pusher.push(messageChange(world, chat, world.nextId('wamid'), fields));
  const ownLast = (id: string | undefined): ShownMessage => {
    const found = chat.messages.findLast(
      (one) => one.from === 'person' && (id === undefined || one.id === id),
    );
    if (found === undefined) throw new Error('no message of their own');
    return found;
  };
  return {
    react(emoji: string, messageId = chat.messages.findLast(({ from }) => from === 'shop')?.id) {
      const message = chat.messages.find(({ id }) => id === messageId);
      if (message !== undefined) message.reaction = emoji;
      const taken = emoji === '' ? {} : { emoji };
      push({ type: 'reaction', reaction: { message_id: messageId, ...taken } });
    },
    edit(text: string, messageId?: string) {
      const message = ownLast(messageId);
      message.text = text;
      message.edited = true;
      show(world, chat, { type: 'changed', message });
      const edited = { type: 'text', text: { body: text } };
      push({ type: 'edit', edit: { original_message_id: message.id, message: edited } });
    },
    revoke(messageId?: string) {
      const message = ownLast(messageId);
      message.revoked = true;
      show(world, chat, { type: 'changed', message });
      push({ type: 'revoke', revoke: { original_message_id: message.id } });
    },
  };
}

/** What a person does beside writing. */
function standing(platform: Platform, chat: Chat) {
  const { world, pusher } = platform;
  const { person } = chat;
  return {
    changeNumber: (waId: string) => changeNumber(platform, chat, waId),
    hide(username = 'anna_k') {
      person.hidden = true;
      person.username = username;
    },
    prefer: (value: 'stop' | 'resume') => pusher.push(preferenceChange(world, chat, value)),
    echo(text: string) {
      const id = world.nextId('wamid');
      keepMessage(world, chat, {
        id,
        from: 'shop',
        type: 'text',
        text,
        atMs: world.clock.now(),
        buttons: [],
        state: 'sent',
      });
      pusher.push(echoChange(world, chat, id, text));
    },
    read() {
      for (const message of chat.messages) {
        if (message.from !== 'shop' || message.state !== 'delivered') continue;
        message.state = 'read';
        report(platform, chat, message, 'read');
      }
    },
    block() {
      chat.blocked = true;
    },
    unblock() {
      chat.blocked = false;
    },
    failNext(code: number) {
      chat.failNext = code;
    },
  };
}

/** The chat goes on under the new number; the platform tells of it twice. */
function changeNumber(
  { world, pusher }: { world: Platform['world']; pusher: Pusher },
  chat: Chat,
  waId: string,
): void {
  const { person, number } = chat;
  const { waId: oldWaId, userId: previous, name } = person;
  const { userId } = chatOf(world, number, waId).person;
  const change = messageChange(world, chat, world.nextId('wamid'), {
    type: 'system',
    system: {
      type: 'user_changed_number',
      body: `User ${name} changed from ${oldWaId} to ${waId}`,
      wa_id: waId,
      user_id: userId,
      previous_user_id: previous,
    },
  });
  world.people.delete(oldWaId);
  world.chats.delete(`${number.id}/${previous}`);
  Object.assign(person, { waId, userId });
  world.people.set(waId, person);
  world.chats.set(`${number.id}/${userId}`, chat);
  pusher.push(change);
  pusher.push(idUpdateChange(world, chat, previous));
}

function hasLabel(buttons: ShownMessage['buttons'], label: string): boolean {
  return buttons.some((button) => button.label === label);
}

function waiterAt(chat: Chat): Phone['waitForMessage'] {
  const seen = new Set(chat.messages);
  return createWaiter({
    messages: () => chat.messages,
    isNew: (message) => message.from === 'shop' && !seen.has(message),
    handOut: (message) => void seen.add(message),
    watchers: chat.watchers,
    shown: (event) => (event.type === 'message' ? event.message : null),
    who: () => chat.person.waId,
  });
}
