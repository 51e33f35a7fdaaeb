/** Methods that change what already stands in a chat, and the answer to a tap. */
import { parseFormatted } from './entities.ts';
import { openChat, readCaption, type CallContext } from './methods-send.ts';
import { readReplyMarkup } from './reply-markup.ts';
import { badRequest, type WireMessage } from './wire.ts';
import { nowSeconds, show, type Chat } from './world.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const TAP_TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';
const TAP_LIFE_MS = 150_000;
const DELETE_WITHIN_S = 48 * 3600;
const TEXT_MAX = 4096;

export function editMessageText(call: CallContext): WireMessage {
  const { text, entities } = parseFormatted(call.params.text('text') ?? '', call.params.text('parse_mode'));
  if (text === '') throw badRequest('message text is empty');
  if (text.length > TEXT_MAX) throw badRequest('message is too long');
  return edit(call, (message) => {
    if (message.text === undefined) throw badRequest('there is no text in the message to edit');
    return withMarkup(call, { text, ...(entities.length > 0 ? { entities } : {}) });
  });
}

export function editMessageCaption(call: CallContext): WireMessage {
  const caption = readCaption(call.params);
  return edit(call, () => withMarkup(call, caption));
}

export function editMessageReplyMarkup(call: CallContext): WireMessage {
  return edit(call, ({ text, entities, caption, caption_entities }) =>
    withMarkup(call, {
      ...(text === undefined ? {} : { text }),
      ...(entities === undefined ? {} : { entities }),
      ...(caption === undefined ? {} : { caption }),
      ...(caption_entities === undefined ? {} : { caption_entities }),
    }),
  );
}

export function deleteMessage(call: CallContext): true {
  const chat = openChat(call);
  const message = chat.messages.get(call.params.integer('message_id') ?? 0);
  if (message === undefined) throw badRequest('message to delete not found');
  if (nowSeconds(call.world) - message.date > DELETE_WITHIN_S) throw badRequest("message can't be deleted");
  remove(call, chat, message.message_id);
  return true;
}

export function deleteMessages(call: CallContext): true {
  const chat = openChat(call);
  const ids = call.params.object('message_ids');
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > 100)
    throw badRequest('message identifiers are not specified');
  for (const id of ids) if (typeof id === 'number' && chat.messages.has(id)) remove(call, chat, id);
  return true;
}

export function answerCallbackQuery({ world, bot, params }: CallContext): true {
  const id = params.text('callback_query_id') ?? '';
  const tap = bot.taps.get(id);
  const text = params.text('text');
  if (tap === undefined || tap.answered || world.clock.now() - tap.atMs > TAP_LIFE_MS)
    throw badRequest(TAP_TOO_OLD);
  if (text !== undefined && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  tap.answered = true;
  bot.taps.delete(id);
  const chat = bot.chats.get(tap.personId);
  if (chat !== undefined) {
    const said = text === undefined || text === '' ? {} : { text };
    show(world, bot, chat, { type: 'tap-answered', tapId: id, alert: params.flag('show_alert'), ...said });
  }
  return true;
}

type Editable = Pick<WireMessage, 'text' | 'entities' | 'caption' | 'caption_entities' | 'reply_markup'>;

function edit(call: CallContext, change: (message: WireMessage) => Editable): WireMessage {
  const chat = openChat(call);
  const message = chat.messages.get(call.params.integer('message_id') ?? 0);
  if (message === undefined) throw badRequest('message to edit not found');
  if (message.from.id !== call.bot.me.id) throw badRequest("message can't be edited");
  const changed = change(message);
  if (JSON.stringify(editable(message)) === JSON.stringify(editable(changed))) throw badRequest(NOT_MODIFIED);
  const { text: _t, entities: _e, caption: _c, caption_entities: _ce, reply_markup: _r, ...rest } = message;
  const edited = { ...rest, ...changed, edit_date: nowSeconds(call.world) } as WireMessage;
  chat.messages.set(message.message_id, edited);
  show(call.world, call.bot, chat, { type: 'edit', message: edited });
  return edited;
}

function withMarkup(call: CallContext, content: Editable): Editable {
  const markup = readReplyMarkup(call.params.object('reply_markup'));
  if (markup === null) return content;
  if (markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup.rows.length === 0 ? content : { ...content, reply_markup: { inline_keyboard: markup.rows } };
}

function editable({ text, entities, caption, caption_entities, reply_markup }: Editable): unknown[] {
  return [text ?? null, entities ?? null, caption ?? null, caption_entities ?? null, reply_markup ?? null];
}

function remove({ world, bot }: CallContext, chat: Chat, messageId: number): void {
  chat.messages.delete(messageId);
  show(world, bot, chat, { type: 'delete', messageId });
}
