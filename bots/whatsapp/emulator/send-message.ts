/** A message of the shop: checked, counted against the limits, shown on the phone, reported step by step. */
import { createHash } from 'node:crypto';
import { checkMessage, readSchema, type CheckedMessage } from './check-message.ts';
import { GraphError } from './graph-error.ts';
import { statusChange, type Report } from './wire.ts';
import type { Pusher } from './pusher.ts';
import {
  chatOf,
  keepMessage,
  show,
  type BusinessNumber,
  type Chat,
  type ShownButton,
  type ShownMessage,
  type World,
} from './world.ts';

export interface Platform {
  world: World;
  pusher: Pusher;
}

/** Answers `POST /<number>/messages`. Throws GraphError. */
export function sendMessage(platform: Platform, number: BusinessNumber, value: unknown): unknown {
  const { world } = platform;
  if (typeof value === 'object' && value !== null && 'status' in value)
    return markRead(platform, number, value);
  const message = checkMessage(value);
  checkThroughput(world, number);
  const chat = recipientOf(world, number, message);
  checkPair(world, chat);
  const shown = shownOf(world, message);
  accept(platform, chat, shown);
  const { waId, userId } = chat.person;
  return {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: message.to ?? message.recipient,
        ...(message.to === undefined ? {} : { wa_id: waId }),
        user_id: userId,
      },
    ],
    messages: [{ id: shown.id, message_status: 'accepted' }],
  };
}

/** `to` wins where both are given. A number without WhatsApp is refused at once, everything else afterwards. */
function recipientOf(world: World, number: BusinessNumber, { to, recipient }: CheckedMessage): Chat {
  const digits = to?.replace(/\D/g, '');
  if (digits === number.display.replace(/\D/g, ''))
    throw new GraphError(131021, 'Sender and recipient are the same');
  for (const person of world.people.values()) {
    if (digits === undefined ? person.userId === recipient : person.waId === digits) {
      return chatOf(world, number, person.waId);
    }
  }
  throw new GraphError(131026, 'Unable to deliver message: the recipient is not a WhatsApp user');
}

function checkThroughput({ clock, limits }: World, number: BusinessNumber): void {
  const now = clock.now();
  number.recent = number.recent.filter((at) => now - at < 1_000);
  if (number.recent.length >= limits.throughput) {
    throw new GraphError(130429, 'Cloud API message throughput has been reached');
  }
  number.recent.push(now);
}

/** A bucket: bursts are taken and paid back by waiting. */
function checkPair({ clock, limits }: World, { pair }: Chat): void {
  const now = clock.now();
  const gained = Math.floor((now - pair.atMs) / limits.pairRefillMs);
  if (gained > 0) {
    pair.left = Math.min(limits.pairBurst, pair.left + gained);
    pair.atMs += gained * limits.pairRefillMs;
  }
  if (pair.left < 1)
    throw new GraphError(131056, 'Too many messages sent from this number to the same phone number');
  pair.left -= 1;
}

function accept(platform: Platform, chat: Chat, shown: ShownMessage): void {
  const { world } = platform;
  const code = failureOf(world, chat, shown);
  if (code !== null) {
    shown.state = 'failed';
    chat.failNext = null;
    return later(platform, () => report(platform, chat, shown, 'failed', code));
  }
  keepMessage(world, chat, shown);
  later(platform, () => {
    shown.state = 'delivered';
    const steps: Report[] = world.statusOrder === 'usual' ? ['sent', 'delivered'] : ['delivered', 'sent'];
    for (const step of steps) report(platform, chat, shown, step);
    show(world, chat, { type: 'changed', message: shown });
  });
}

/** What turns up only after the call was answered with 200. */
function failureOf({ clock }: World, chat: Chat, { type }: ShownMessage): number | null {
  if (chat.failNext !== null) return chat.failNext;
  if (chat.blocked) return 131026;
  return type !== 'template' && chat.windowUntilMs < clock.now() ? 131047 : null;
}

function later({ world }: Platform, step: () => void): void {
  if (world.statusDelayMs === 0) step();
  else world.clock.after(world.statusDelayMs, step);
}

/** Posts one report about a message. */
export function report(
  { world, pusher }: Platform,
  chat: Chat,
  message: ShownMessage,
  step: Report,
  code?: number,
): void {
  pusher.push(statusChange(world, chat, message, step, code));
}

function markRead({ world }: Platform, number: BusinessNumber, value: object): unknown {
  const read = readSchema.safeParse(value);
  if (!read.success) throw new GraphError(131009, read.error.issues[0]?.message ?? 'is not valid');
  for (const chat of world.chats.values()) {
    const at = chat.messages.findIndex(({ id, from }) => id === read.data.message_id && from === 'person');
    if (chat.number !== number || at < 0) continue;
    for (const message of chat.messages.slice(0, at + 1).filter(({ from }) => from === 'person')) {
      if (message.state === 'read') continue;
      message.state = 'read';
      show(world, chat, { type: 'changed', message });
    }
    if (read.data.typing_indicator !== undefined) show(world, chat, { type: 'typing' });
    return { success: true };
  }
  throw new GraphError(100, 'message_id does not name a message of this number', { subcode: 2494010 });
}

function shownOf(world: World, message: CheckedMessage): ShownMessage {
  const shown: ShownMessage = {
    id: world.nextId('wamid'),
    number: 0,
    from: 'shop',
    type: message.type,
    text: '',
    atMs: world.clock.now(),
    buttons: [],
    state: 'accepted',
    by: message.to === undefined ? 'recipient' : 'to',
    category: 'service',
  };
  if (message.biz_opaque_callback_data !== undefined) shown.callbackData = message.biz_opaque_callback_data;
  return Object.assign(shown, contentOf(world, message));
}

function contentOf(world: World, message: CheckedMessage): Partial<ShownMessage> {
  switch (message.type) {
    case 'text':
      return { text: message.text.body };
    case 'image':
      return { text: message.image.caption ?? '', media: mediaOf(world, 'image', message.image, null) };
    case 'document': {
      const { document } = message;
      return {
        text: document.caption ?? '',
        media: mediaOf(world, 'document', document, document.filename ?? null),
      };
    }
    case 'location':
      return { location: message.location };
    case 'interactive':
      return { text: message.interactive.body.text, ...buttonsOf(message.interactive) };
    case 'template':
      return templateOf(world, message.template);
  }
}

function mediaOf(
  { media, clock }: World,
  kind: string,
  { id, link }: { id?: string | undefined; link?: string | undefined },
  name: string | null,
): { id: string; kind: string; name: string | null } {
  if (link !== undefined) return { id: createHash('sha256').update(link).digest('hex'), kind, name };
  const stored = media.get(id ?? '');
  if (stored === undefined || stored.untilMs < clock.now())
    throw new GraphError(131009, `${kind}.id is not a media id`);
  const isPicture = /^image\/(jpeg|png)$/.test(stored.mime);
  if (kind === 'image' && !isPicture) throw new GraphError(131053, `${stored.mime} is not shown as an image`);
  return { id: id ?? '', kind, name };
}

type Interactive = Extract<CheckedMessage, { type: 'interactive' }>['interactive'];

function buttonsOf(shown: Interactive): Pick<ShownMessage, 'buttons' | 'opens'> {
  switch (shown.type) {
    case 'button':
      return {
        buttons: shown.action.buttons.map(({ reply }) => ({
          kind: 'reply',
          id: reply.id,
          label: reply.title,
        })),
      };
    case 'list': {
      const rows = shown.action.sections.flatMap((section) => section.rows);
      const buttons = rows.map(({ id, title, description }): ShownButton => ({
        kind: 'row',
        id,
        label: title,
        ...(description === undefined ? {} : { description }),
      }));
      return { buttons, opens: shown.action.button };
    }
    case 'cta_url': {
      const { display_text: label, url } = shown.action.parameters;
      return { buttons: [{ kind: 'link', label, url }] };
    }
    case 'location_request_message':
      return { buttons: [{ kind: 'share-location', label: 'Send location' }] };
    case 'request_contact_info':
      return { buttons: [{ kind: 'share-phone', label: 'Share contact info' }] };
  }
}

function templateOf(
  { templates }: World,
  { name, language, components = [] }: Extract<CheckedMessage, { type: 'template' }>['template'],
): Partial<ShownMessage> {
  const found = templates.find((one) => one.name === name && one.language === language.code);
  if (found?.status === 'PAUSED') throw new GraphError(132015, 'Template is paused due to low quality');
  if (found?.status === 'DISABLED') throw new GraphError(132016, 'Template is disabled');
  if (found?.status !== 'APPROVED')
    throw new GraphError(132001, `template name (${name}) does not exist in ${language.code}`);
  const values = components.flatMap(({ type, parameters }) =>
    type === 'body' ? parameters.map(({ text }) => text) : [],
  );
  const wanted = new Set(found.body.match(/\{\{\d+\}\}/g)).size;
  if (values.length !== wanted) {
    throw new GraphError(
      132000,
      `body: number of localizable_params (${values.length}) does not match (${wanted})`,
    );
  }
  if (values.some((value) => /[\n\t]| {5}/.test(value))) {
    throw new GraphError(
      132012,
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    );
  }
  const text = found.body.replace(/\{\{(\d+)\}\}/g, (_, at: string) => values[Number(at) - 1] ?? '');
  if (text.length > 1024) throw new GraphError(132005, 'Translated text too long');
  return {
    text,
    category: found.category.toLowerCase(),
    buttons: (found.quickReplies ?? []).map((label) => ({ kind: 'quick-reply', label })),
  };
}
