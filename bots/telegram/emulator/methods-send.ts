/** Methods that put a new message into a chat: text, photo, document, location, album; and the typing mark. */
import { parseFormatted } from './entities.ts';
import { readReplyMarkup, type ReplyMarkup } from './reply-markup.ts';
import {
  ApiError,
  asRecord,
  badRequest,
  createParams,
  type Params,
  type WireFile,
  type WireMessage,
} from './wire.ts';
import {
  keepMessage,
  nowSeconds,
  show,
  storeFile,
  wireChatOf,
  type Bot,
  type Chat,
  type World,
} from './world.ts';

export interface CallContext {
  world: World;
  bot: Bot;
  params: Params;
}

const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
const PHOTO_BYTES_MAX = 10_000_000;
const FILE_BYTES_MAX = 50_000_000;

export function sendMessage(call: CallContext): WireMessage {
  const { params } = call;
  const chat = openChat(call);
  const { text, entities } = parseFormatted(params.text('text') ?? '', params.text('parse_mode'));
  if (text === '') throw badRequest('message text is empty');
  if (text.length > TEXT_MAX) throw badRequest('message is too long');
  return post(call, chat, entities.length > 0 ? { text, entities } : { text });
}

export function sendPhoto(call: CallContext): WireMessage {
  const chat = openChat(call);
  const caption = readCaption(call.params);
  const file = readFile(call, 'photo', 'photos', PHOTO_BYTES_MAX);
  return post(call, chat, { photo: photoSizes(file), ...caption });
}

export function sendDocument(call: CallContext): WireMessage {
  const chat = openChat(call);
  const caption = readCaption(call.params);
  return post(call, chat, { document: readFile(call, 'document', 'documents', FILE_BYTES_MAX), ...caption });
}

export function sendLocation(call: CallContext): WireMessage {
  const chat = openChat(call);
  const latitude = call.params.number('latitude');
  const longitude = call.params.number('longitude');
  if (latitude === undefined || longitude === undefined) throw badRequest('latitude or longitude is empty');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    throw badRequest('wrong latitude or longitude specified');
  return post(call, chat, { location: { latitude, longitude } });
}

export function sendMediaGroup(call: CallContext): WireMessage[] {
  const chat = openChat(call);
  const media = call.params.object('media');
  if (!Array.isArray(media) || media.length < 2 || media.length > 10) {
    throw badRequest('there must be from 2 to 10 media in the album');
  }
  const groupId = String(call.bot.lastMessageId + 1);
  const contents = media.map((item: unknown) => albumItem(call, asRecord(item)));
  return contents.map((content) => post(call, chat, { ...content, media_group_id: groupId }));
}

export function sendChatAction(call: CallContext): true {
  const chat = openChat(call);
  const action = call.params.text('action');
  if (action === undefined || !/^(typing|upload_|record_|choose_sticker|find_location)/.test(action)) {
    throw badRequest('wrong parameter action in request');
  }
  show(call.world, call.bot, chat, { type: 'typing' });
  return true;
}

/** The chat that `chat_id` names, if the bot may write to it now. */
export function openChat({ world, bot, params }: CallContext): Chat {
  const id = params.text('chat_id');
  if (id === undefined || id === '') throw badRequest('chat_id is empty');
  const chat = bot.chats.get(Number(id));
  if (chat === undefined || !chat.started) throw badRequest('chat not found');
  if (world.people.get(chat.person.id)?.deactivated)
    throw new ApiError(403, 'Forbidden: user is deactivated');
  if (chat.blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
  return chat;
}

/** Reads `caption`, with its own limit. */
export function readCaption(params: Params): {
  caption?: string;
  caption_entities?: WireMessage['entities'] & object;
} {
  const { text, entities } = parseFormatted(params.text('caption') ?? '', params.text('parse_mode'));
  if (text.length > CAPTION_MAX) throw badRequest('message caption is too long');
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

function post(call: CallContext, chat: Chat, content: Record<string, unknown>): WireMessage {
  const { world, bot, params } = call;
  const markup = readReplyMarkup(params.object('reply_markup'));
  const replyTo = repliedMessage(call, chat);
  bot.lastMessageId += 1;
  const message: WireMessage = {
    message_id: bot.lastMessageId,
    from: bot.me,
    chat: wireChatOf(chat.person),
    date: nowSeconds(world),
    ...(replyTo === undefined ? {} : { reply_to_message: replyTo }),
    ...content,
    ...(markup?.kind === 'inline' && markup.rows.length > 0
      ? { reply_markup: { inline_keyboard: markup.rows } }
      : {}),
  };
  keepMessage(world, chat, message);
  show(world, bot, chat, { type: 'message', message });
  changeKeyboard(call, chat, markup);
  return message;
}

function changeKeyboard({ world, bot }: CallContext, chat: Chat, markup: ReplyMarkup | null): void {
  if (markup?.kind === 'keyboard') chat.keyboard = { rows: markup.rows, oneTime: markup.oneTime };
  else if (markup?.kind === 'remove') chat.keyboard = null;
  else return;
  show(world, bot, chat, { type: 'keyboard', rows: chat.keyboard?.rows ?? null });
}

function repliedMessage({ params }: CallContext, chat: Chat): WireMessage | undefined {
  const reply = asRecord(params.object('reply_parameters'));
  const id = reply?.['message_id'] ?? params.integer('reply_to_message_id');
  if (typeof id !== 'number') return undefined;
  const message = chat.messages.get(id);
  const lenient =
    reply?.['allow_sending_without_reply'] === true || params.flag('allow_sending_without_reply');
  if (message === undefined && !lenient) throw badRequest('message to be replied not found');
  return message;
}

function readFile(call: CallContext, field: string, folder: string, bytesMax: number): WireFile {
  const { world, bot, params } = call;
  const given = params.text(field);
  const attached = given?.startsWith('attach://') ? given.slice('attach://'.length) : field;
  const upload = params.file(attached);
  if (upload !== undefined) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    if (upload.bytes.length > bytesMax) throw new ApiError(413, 'Request Entity Too Large');
    return wireFile(storeFile(world, bot, folder, upload));
  }
  if (given === undefined || given === '') throw badRequest(`there is no ${field} in the request`);
  const stored = bot.files.get(given);
  if (stored !== undefined) return wireFile(stored);
  if (/^https?:\/\//.test(given)) return fetchedFile(call, given, folder);
  throw badRequest('wrong remote file identifier specified: Wrong string length');
}

/** The platform would fetch the address; offline a small picture stands in, and only names that lead nowhere fail. */
function fetchedFile({ world, bot }: CallContext, url: string, folder: string): WireFile {
  const host = URL.parse(url)?.hostname ?? '';
  if (host === 'localhost' || /^[\d.]+$/.test(host) || host.startsWith('[') || host.endsWith('.invalid')) {
    throw badRequest('failed to get HTTP URL content');
  }
  return wireFile(
    storeFile(world, bot, folder, { bytes: PLACEHOLDER, name: 'picture.gif', mime: 'image/gif' }),
  );
}

const PLACEHOLDER = Buffer.from('R0lGODlhAQABAIAAAJmZmQAAACwAAAAAAQABAAACAkQBADs=', 'base64');

/** A stored file as messages carry it. */
export function wireFile(stored: ReturnType<typeof storeFile>): WireFile {
  return {
    file_id: stored.id,
    file_unique_id: stored.uniqueId,
    file_size: stored.bytes.length,
    ...(stored.name === undefined ? {} : { file_name: stored.name }),
    ...(stored.mime === undefined ? {} : { mime_type: stored.mime }),
  };
}

/** A photo comes in several sizes, the largest last; only that one is real here. */
export function photoSizes(file: WireFile): WireFile[] {
  const { file_name: _name, mime_type: _mime, ...bare } = file;
  const thumbnail = {
    file_id: `${file.file_id}_s`,
    file_unique_id: `${file.file_unique_id}s`,
    file_size: 1_100,
  };
  return [
    { ...thumbnail, width: 90, height: 67 },
    { ...bare, width: 1280, height: 960 },
  ];
}

function albumItem(call: CallContext, item: Record<string, unknown> | null): Record<string, unknown> {
  if (item === null) throw badRequest("can't parse InputMedia: object expected");
  const params = createParams(item, {});
  const source: CallContext = { ...call, params: { ...call.params, text: (name) => params.text(name) } };
  const file = readFile(
    source,
    'media',
    'photos',
    item['type'] === 'photo' ? PHOTO_BYTES_MAX : FILE_BYTES_MAX,
  );
  return {
    ...(item['type'] === 'photo' ? { photo: photoSizes(file) } : { document: file }),
    ...readCaption(params),
  };
}
