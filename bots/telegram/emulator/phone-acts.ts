/** What a person can do besides writing: files of every kind, albums, reactions, groups. In the wire forms that the API documents. */
import type { WireFile, WireUpdate } from './wire.ts';
import { nowSeconds, userOf, wireChatOf, type Bot, type Chat, type Person, type World } from './world.ts';

/** The smallest thing that begins like a picture. */
export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9]);

type MakeFile = (folder: string, bytes: Uint8Array, name?: string, mime?: string) => WireFile;
type Send = (content: Record<string, unknown>) => WireUpdate | null;
type SendPhoto = (bytes: Uint8Array, caption?: string, extra?: Record<string, unknown>) => WireUpdate | null;

/** Acts return the update they caused; null when the bot did not ask for that kind. */
export interface FileActs {
  voice(bytes?: Uint8Array): WireUpdate | null;
  audio(bytes?: Uint8Array, name?: string): WireUpdate | null;
  video(bytes?: Uint8Array, caption?: string): WireUpdate | null;
  videoNote(bytes?: Uint8Array): WireUpdate | null;
  animation(bytes?: Uint8Array): WireUpdate | null;
  sticker(kind?: 'still' | 'animated' | 'video'): WireUpdate | null;
  venue(title: string, address: string): WireUpdate | null;
}

/** Files that are neither pictures nor documents. */
export function filesOf(file: MakeFile, send: Send): FileActs {
  return {
    voice: (bytes = JPEG) =>
      send({ voice: { ...file('voice', bytes, undefined, 'audio/ogg'), duration: 3 } }),
    audio: (bytes = JPEG, name = 'song.mp3') =>
      send({ audio: { ...file('music', bytes, name, 'audio/mpeg'), duration: 3, title: name } }),
    video: (bytes = JPEG, caption) =>
      send({
        video: { ...file('videos', bytes, 'a.mp4', 'video/mp4'), duration: 3 },
        ...(caption === undefined ? {} : { caption }),
      }),
    videoNote: (bytes = JPEG) =>
      send({ video_note: { ...file('video_notes', bytes), duration: 3, length: 240 } }),
    animation(bytes = JPEG) {
      const stored = file('animations', bytes, 'cat.mp4', 'video/mp4');
      // For clients that know no animations the same file stands there as a document.
      return send({ animation: { ...stored, duration: 3, width: 320, height: 320 }, document: stored });
    },
    sticker(kind = 'still') {
      const moves = { is_animated: kind === 'animated', is_video: kind === 'video' };
      const thumbnail = file('thumbnails', JPEG);
      return send({
        sticker: { ...file('stickers', JPEG), emoji: '👍', type: 'regular', ...moves, thumbnail },
      });
    },
    venue(title, address) {
      const location = { latitude: 55.7558, longitude: 37.6173 };
      return send({ location, venue: { location, title, address } });
    },
  };
}

/** A message for each picture. */
export function sendAlbum(
  world: World,
  photo: SendPhoto,
  pictures: readonly Uint8Array[],
  caption?: string,
): (WireUpdate | null)[] {
  const album = { media_group_id: `1${Math.floor(world.random.fraction() * 1e16)}` };
  return pictures.map((bytes, index) => photo(bytes, index === 0 ? caption : undefined, album));
}

export function react(
  world: World,
  bot: Bot,
  chat: Chat,
  messageId: number,
  emoji: string | null,
): WireUpdate | null {
  const before = chat.reactions.get(messageId);
  if (emoji === null) chat.reactions.delete(messageId);
  else chat.reactions.set(messageId, emoji);
  const list = (one: string | undefined | null): unknown[] =>
    one == null ? [] : [{ type: 'emoji', emoji: one }];
  return bot.updates.push(
    'message_reaction',
    {
      chat: wireChatOf(chat.person),
      message_id: messageId,
      user: userOf(chat.person),
      date: nowSeconds(world),
      old_reaction: list(before),
      new_reaction: list(emoji),
    },
    `chat:${chat.person.id}`,
  );
}

const GROUP = { id: -1001234567890, type: 'supergroup', title: 'Neighbours', is_forum: true };

/** The bot is told that it was added, and gets a message of a topic. Returns the latter. */
export function writeInGroup(world: World, bot: Bot, person: Person, text: string): WireUpdate | null {
  const head = { chat: GROUP, from: userOf(person), date: nowSeconds(world) };
  bot.updates.push(
    'my_chat_member',
    {
      ...head,
      old_chat_member: { status: 'left', user: bot.me },
      new_chat_member: { status: 'member', user: bot.me },
    },
    `member:${GROUP.id}`,
  );
  bot.lastMessageId += 1;
  return bot.updates.push(
    'message',
    { ...head, message_id: bot.lastMessageId, text, message_thread_id: 7, is_topic_message: true },
    `chat:${GROUP.id}`,
  );
}
