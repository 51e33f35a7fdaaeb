/** Checks of keyboards as the platform makes them, with its words. */
import { asRecord, badRequest, type InlineButton, type ReplyKeyboardButton } from './wire.ts';

/** What a message brings besides itself: buttons on it, or a change of the keyboard below the input field. */
export type ReplyMarkup =
  | { kind: 'inline'; rows: InlineButton[][] }
  | { kind: 'keyboard'; rows: ReplyKeyboardButton[][]; oneTime: boolean; placeholder?: string }
  | { kind: 'remove' }
  | { kind: 'force-reply' };

const BUTTONS_MAX = 100;
const PER_ROW_MAX = 8;
const DATA_BYTES_MAX = 64;

/** Null: none given. Throws ApiError 400 when it cannot be shown. */
export function readReplyMarkup(value: unknown): ReplyMarkup | null {
  if (value === undefined || value === null || value === '') return null;
  const markup = asRecord(value);
  if (markup === null) throw badRequest('object expected as reply markup');
  if (markup['inline_keyboard'] !== undefined) {
    return { kind: 'inline', rows: readRows(markup['inline_keyboard'], 'inline keyboard', readInlineButton) };
  }
  if (markup['keyboard'] !== undefined) {
    const placeholder = markup['input_field_placeholder'];
    return {
      kind: 'keyboard',
      rows: readRows(markup['keyboard'], 'keyboard', readReplyButton),
      oneTime: markup['one_time_keyboard'] === true,
      ...(typeof placeholder === 'string' ? { placeholder } : {}),
    };
  }
  if (markup['remove_keyboard'] === true) return { kind: 'remove' };
  if (markup['force_reply'] === true) return { kind: 'force-reply' };
  throw badRequest('object expected as reply markup');
}

function readRows<T>(value: unknown, what: string, read: (button: unknown) => T): T[][] {
  if (!Array.isArray(value))
    throw badRequest(`field "${what.replaceAll(' ', '_')}" of the markup must be an Array`);
  const rows = value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest(`can't parse ${what} row: Array expected`);
    if (row.length > PER_ROW_MAX) throw badRequest('reply markup is too long');
    return row.map(read);
  });
  if (rows.flat().length > BUTTONS_MAX) throw badRequest('reply markup is too long');
  return rows.filter((row) => row.length > 0);
}

function readInlineButton(value: unknown): InlineButton {
  const button = asRecord(value);
  const text = button?.['text'];
  if (button === null || typeof text !== 'string') {
    throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
  }
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  const data = button['callback_data'];
  if (typeof data === 'string') {
    const bytes = Buffer.byteLength(data);
    if (bytes < 1 || bytes > DATA_BYTES_MAX) throw badRequest('BUTTON_DATA_INVALID');
    return { text, callback_data: data };
  }
  const url = button['url'];
  if (typeof url === 'string') return { text, url: readUrl(url) };
  const other = Object.keys(button).find((key) => key !== 'text' && key !== 'style');
  if (other !== undefined) return { ...button, text };
  throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
}

function readUrl(url: string): string {
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`);
  if (parsed === null || !['http:', 'https:', 'tg:', 'ton:'].includes(parsed.protocol)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Unsupported URL protocol`);
  }
  if (
    parsed.protocol.startsWith('http') &&
    !parsed.hostname.includes('.') &&
    parsed.hostname !== 'localhost'
  ) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return url;
}

function readReplyButton(value: unknown): ReplyKeyboardButton {
  if (typeof value === 'string') return { text: value };
  const button = asRecord(value);
  const text = button?.['text'];
  if (button === null || typeof text !== 'string') {
    throw badRequest('can\'t parse keyboard button: Can\'t find field "text"');
  }
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  return {
    text,
    ...(button['request_contact'] === true ? { request_contact: true } : {}),
    ...(button['request_location'] === true ? { request_location: true } : {}),
  };
}
