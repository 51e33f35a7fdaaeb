/** What the platform checks before it takes a message: sizes, names, addresses, the grid of keys, API levels. Pure. */
import { isForbiddenFile } from '../forbidden-files.ts';

/** What every call is answered with: HTTP says 200, the status says how it went. */
export interface Answer {
  status: number;
  status_message: string;
  [field: string]: unknown;
}

export type Fields = Record<string, unknown>;

const TEXT_MAX = 7000;
const CAPTION_MAX = 512;
const REQUEST_BYTES_MAX = 30_000;
const FILE_BYTES_MAX = 50_000_000;
const VIDEO_BYTES_MAX = 26_000_000;
const VIDEO_SECONDS_MAX = 180;
const FILE_NAME_MAX = 256;
const URL_MAX = 2000;
const TRACKING_MAX = 4000;
const SENDER_MAX = 28;
const CONTACT_NAME_MAX = 28;
const CONTACT_PHONE_MAX = 18;
const BUTTON_TEXT_MAX = 250;
const KEYBOARD_BUTTONS_MAX = 24;
const KEYBOARD_ROWS_MAX = 24;
const CARDS_MAX = 6;
const LATEST_API = 10;
const SHARE_ACTIONS = new Set(['share-phone', 'location-picker']);
const ACTIONS = new Set(['reply', 'open-url', 'none', ...SHARE_ACTIONS]);
/** Fields whose names a client easily writes in the wrong case; the platform does not know them so. */
const LOWER_CASE = ['buttons', 'columns', 'rows', 'actionType', 'actionBody', 'text', 'type'];

export const badData = (what: string): Answer => ({ status: 3, status_message: `badData: ${what}` });
export const missingData = (what: string): Answer => ({ status: 4, status_message: `missingData: ${what}` });
const TOO_OLD: Answer = { status: 13, status_message: 'apiVersionNotSupported' };

/** Null: fine. `bytes`: of the whole request. A field that is null is a field that is not there. */
export function checkMessage(given: Fields, bytes: number): Answer | null {
  const fields = withoutNulls(given);
  const name = asFields(fields['sender'])?.['name'];
  if (typeof name !== 'string' || name === '') return missingData('sender.name');
  return checkWelcome(fields, bytes);
}

/** The same for the answer to `conversation_started`: it has no receiver and may go without a sender. */
export function checkWelcome(given: Fields, bytes: number): Answer | null {
  const fields = withoutNulls(given);
  if (bytes > REQUEST_BYTES_MAX) return badData('the request is larger than 30 kB');
  const name = asFields(fields['sender'])?.['name'];
  if (typeof name === 'string' && name.length > SENDER_MAX) return badData('sender.name is longer than 28');
  const tracking = fields['tracking_data'];
  if (tracking !== undefined && (typeof tracking !== 'string' || tracking.length > TRACKING_MAX))
    return badData('tracking_data');
  const version = fields['min_api_version'] ?? 1;
  if (typeof version !== 'number' || version < 1) return badData('min_api_version');
  if (version > LATEST_API) return TOO_OLD;
  return (
    checkContent(fields, version) ??
    (fields['keyboard'] === undefined ? null : checkKeyboard(fields['keyboard'], version))
  );
}

function checkContent(fields: Fields, version: number): Answer | null {
  const { type, text } = fields;
  switch (type) {
    case undefined:
      return fields['keyboard'] === undefined ? missingData('type') : null;
    case 'text':
      if (typeof text !== 'string' || text === '') return missingData('text');
      return text.length > TEXT_MAX ? badData('text is longer than 7000') : null;
    case 'picture':
      if (typeof text === 'string' && text.length > CAPTION_MAX) return badData('text is longer than 512');
      return checkAddress(fields['media']) ?? checkPicture(fields);
    case 'file':
    case 'video':
      return checkAddress(fields['media']) ?? checkFile(fields, type);
    case 'location':
      return checkLocation(asFields(fields['location']));
    case 'contact':
      return checkContact(asFields(fields['contact']));
    case 'url':
      return checkAddress(fields['media']);
    case 'sticker':
      return typeof fields['sticker_id'] === 'number' ? null : missingData('sticker_id');
    case 'rich_media':
      return version < 2 ? TOO_OLD : checkRichMedia(asFields(fields['rich_media']));
    default:
      return badData(`type ${String(type)}`);
  }
}

/** Https, or http on this machine: an emulator's own exception. */
function checkAddress(media: unknown): Answer | null {
  if (typeof media !== 'string' || media === '') return missingData('media');
  if (media.length > URL_MAX) return badData('media is longer than 2000');
  return /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(media)
    ? null
    : badData('media: not https');
}

function checkPicture({ media }: Fields): Answer | null {
  const path = String(media).split(/[?#]/)[0] ?? '';
  return /\.(jpe?g|png|gif)$/i.test(path) ? null : badData('media: not a picture');
}

function checkFile(
  { size, duration, file_name: name, media }: Fields,
  type: 'file' | 'video',
): Answer | null {
  if (typeof size !== 'number') return missingData('size');
  if (type === 'video') {
    if (typeof duration === 'number' && duration > VIDEO_SECONDS_MAX) return badData('duration');
    if (!/\.mp4$/i.test(String(media).split(/[?#]/)[0] ?? '')) return badData('media: not an mp4');
    return size > VIDEO_BYTES_MAX ? badData('size') : null;
  }
  if (typeof name !== 'string' || !/[^.]\.\w+$/.test(name))
    return missingData('file_name with its extension');
  if (name.length > FILE_NAME_MAX) return badData('file_name is longer than 256');
  if (isForbiddenFile(name)) return badData('file_name: files of this kind are not allowed');
  return size > FILE_BYTES_MAX ? badData('size') : null;
}

function checkLocation(location: Fields | null): Answer | null {
  const { lat, lon } = location ?? {};
  if (typeof lat !== 'number' || typeof lon !== 'number') return missingData('location');
  return Math.abs(lat) > 90 || Math.abs(lon) > 180 ? badData('location') : null;
}

function checkContact(contact: Fields | null): Answer | null {
  const { name, phone_number: phone } = contact ?? {};
  if (typeof name !== 'string' || typeof phone !== 'string') return missingData('contact');
  return name.length > CONTACT_NAME_MAX || phone.length > CONTACT_PHONE_MAX ? badData('contact') : null;
}

function checkKeyboard(value: unknown, version: number): Answer | null {
  const keyboard = asFields(value);
  const buttons = keyboard?.['Buttons'];
  if (keyboard?.['Type'] !== 'keyboard' || !Array.isArray(buttons)) return badData('keyboard');
  if (buttons.length === 0 || buttons.length > KEYBOARD_BUTTONS_MAX)
    return badData('keyboard.Buttons: 1 to 24');
  for (const button of buttons) {
    const wrong = checkButton(asFields(button), version, { rowsMax: 2, needsText: true });
    if (wrong !== null) return wrong;
  }
  return checkGrid(buttons as Fields[], KEYBOARD_ROWS_MAX);
}

function checkRichMedia(media: Fields | null): Answer | null {
  const { ButtonsGroupColumns: columns = 6, ButtonsGroupRows: rows = 7, Buttons: buttons } = media ?? {};
  if (media?.['Type'] !== 'rich_media' || !Array.isArray(buttons) || buttons.length === 0)
    return badData('rich_media');
  if (!isWithin(columns, 1, 6) || !isWithin(rows, 1, 7)) return badData('rich_media: the size of a group');
  for (const button of buttons) {
    if (SHARE_ACTIONS.has(String(asFields(button)?.['ActionType'])))
      return badData('rich_media: no share keys');
    const wrong = checkButton(asFields(button), LATEST_API, { rowsMax: Number(rows), needsText: false });
    if (wrong !== null) return wrong;
  }
  const cells = (buttons as Fields[]).reduce((sum, button) => sum + cellsOf(button), 0);
  const group = Number(columns) * Number(rows);
  if (cells % group !== 0) return badData('rich_media: the last group is not filled');
  if (cells / group > CARDS_MAX) return badData('rich_media: more than six groups');
  return checkGrid(buttons as Fields[], CARDS_MAX * Number(rows));
}

function checkButton(
  button: Fields | null,
  version: number,
  { rowsMax, needsText }: { rowsMax: number; needsText: boolean },
): Answer | null {
  const action = button?.['ActionType'] ?? 'reply';
  if (button === null || typeof action !== 'string' || !ACTIONS.has(action))
    return badData('button.ActionType');
  if (LOWER_CASE.some((name) => name in button)) return badData('button: fields are written in PascalCase');
  if (!isWithin(button['Columns'] ?? 6, 1, 6)) return badData('button.Columns');
  if (!isWithin(button['Rows'] ?? 1, 1, rowsMax)) return badData('button.Rows');
  const { ActionBody: body, Text: text, Image: image } = button;
  if (typeof body !== 'string' || body === '') return missingData('button.ActionBody');
  if (action === 'open-url' && !/^https?:\/\//.test(body))
    return badData('button.ActionBody: not an address');
  if (image !== undefined && checkAddress(image) !== null) return badData('button.Image');
  if (text === undefined ? needsText : typeof text !== 'string' || text === '')
    return missingData('button.Text');
  if (typeof text === 'string' && text.length > BUTTON_TEXT_MAX)
    return badData('button.Text is longer than 250');
  return SHARE_ACTIONS.has(action) && version < 3 ? TOO_OLD : null;
}

/** Every row of the grid has to be filled with buttons of one height. */
function checkGrid(buttons: Fields[], rowsMax: number): Answer | null {
  let filled = 0;
  let height = 0;
  let rows = 0;
  for (const button of buttons) {
    const columns = Number(button['Columns'] ?? 6);
    const own = Number(button['Rows'] ?? 1);
    if (filled > 0 && own !== height) return badData('a row has buttons of different height');
    height = own;
    filled += columns;
    if (filled > 6) return badData('a row does not fill six columns');
    if (filled === 6) {
      filled = 0;
      rows += own;
    }
  }
  if (filled !== 0) return badData('the last row does not fill six columns');
  return rows > rowsMax ? badData('more rows than are shown') : null;
}

const cellsOf = (button: Fields): number => Number(button['Columns'] ?? 6) * Number(button['Rows'] ?? 1);

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** A JSON object, or null. */
export function readObject(text: string): Fields | null {
  try {
    return asFields(JSON.parse(text));
  } catch {
    return null;
  }
}

export function asFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}
