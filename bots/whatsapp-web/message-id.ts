/**
 * The ids of WhatsApp Web, `<from me>_<chat>_<own part>`. The chat in it changes when WhatsApp begins to call a person by
 * another id, the own part does not: so the chat is left out of the id by which we know a message.
 */

export interface MessageId {
  fromMe: boolean;
  chat: string;
  /** `in.3EB0…` or `out.3EB0…`: the same for a message however its chat is called. */
  key: string;
}

const WHOLE = /^(true|false)_([^_\s]{1,80}@[a-z.]{2,20})_([0-9A-Za-z-]{4,80})(?:_\S{1,100})?$/;
const PERSONAL = /^\d{3,25}@(?:c\.us|lid)$/;

/** Null for anything that is no id of a message. */
export function readMessageId(whole: string): MessageId | null {
  const [, fromMe, chat, own] = WHOLE.exec(whole) ?? [];
  if (fromMe === undefined || chat === undefined || own === undefined) return null;
  return { fromMe: fromMe === 'true', chat, key: `${fromMe === 'true' ? 'out' : 'in'}.${own}` };
}

/** True for a chat with one person: no group, no channel, no status, no mailing list. */
export function isPersonal(chat: string): boolean {
  return PERSONAL.test(chat);
}

/** The phone number in an id, digits with country code; null when the id holds none. */
export function phoneOf(chat: string): string | null {
  return isPersonal(chat) && chat.endsWith('@c.us') ? chat.slice(0, chat.indexOf('@')) : null;
}
