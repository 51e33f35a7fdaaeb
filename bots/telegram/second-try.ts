/**
 * Another way to say the same, for the few refusals where Telegram tells exactly what it did not like. A refusal (400) is proof
 * that nothing was carried out, so a second call doubles nothing. Pure.
 */
import type { CallFailure } from './client.ts';
import { htmlToPlain } from './render.ts';

export interface Attempt {
  method: string;
  payload: Record<string, unknown>;
}

/** The attempt to make instead, with the reason for the log; null: the refusal stands. */
export function secondTry(first: Attempt, failure: CallFailure): (Attempt & { reason: string }) | null {
  if (failure.kind !== 'api' || failure.code !== 400) return null;
  const { method, payload } = first;
  if (failure.migrateTo !== undefined) {
    return { method, payload: { ...payload, chat_id: failure.migrateTo }, reason: 'the chat has moved' };
  }
  if (/can't parse entities/i.test(failure.description) && payload['parse_mode'] !== undefined) {
    return { method, payload: withoutMarkup(payload), reason: 'markup was not understood' };
  }
  if (/button URL .*is invalid|BUTTON_URL_INVALID/i.test(failure.description)) {
    return { method, payload: withoutLinkButtons(payload), reason: 'the address of a button was refused' };
  }
  if (
    method === 'sendPhoto' &&
    typeof payload['photo'] === 'string' &&
    ADDRESS_TROUBLE.test(failure.description)
  ) {
    return withoutPicture(payload);
  }
  if (
    method === 'sendPhoto' &&
    typeof payload['photo'] !== 'string' &&
    /PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|PHOTO_/i.test(failure.description)
  ) {
    const { photo, ...rest } = payload;
    return {
      method: 'sendDocument',
      payload: { ...rest, document: photo },
      reason: 'not taken as a picture',
    };
  }
  return null;
}

/** A picture by its address, which Telegram could not fetch or cannot show. */
const ADDRESS_TROUBLE =
  /HTTP URL|WEBPAGE_|wrong type of the web page|wrong remote file|PHOTO_|IMAGE_PROCESS_FAILED/i;

/** The words of a card are worth more than its picture. */
function withoutPicture(payload: Record<string, unknown>): (Attempt & { reason: string }) | null {
  const { photo: _photo, caption, ...rest } = payload;
  if (typeof caption !== 'string' || caption === '') return null;
  const reason = 'the picture could not be fetched';
  return { method: 'sendMessage', payload: { ...rest, text: caption }, reason };
}

function withoutMarkup(payload: Record<string, unknown>): Record<string, unknown> {
  const { parse_mode: _mode, ...plain } = payload;
  for (const field of ['text', 'caption']) {
    const html = plain[field];
    if (typeof html === 'string') plain[field] = htmlToPlain(html);
  }
  return plain;
}

type Row = { text: string; url?: string }[];

/** The other buttons stay. The refused address is in no text either: a customer could not use it. */
function withoutLinkButtons(payload: Record<string, unknown>): Record<string, unknown> {
  const { reply_markup: markup, ...rest } = payload;
  const rows = (markup as { inline_keyboard?: Row[] } | undefined)?.inline_keyboard ?? [];
  const kept = rows
    .map((row) => row.filter((button) => button.url === undefined))
    .filter((row) => row.length > 0);
  return kept.length === 0 ? rest : { ...rest, reply_markup: { inline_keyboard: kept } };
}
