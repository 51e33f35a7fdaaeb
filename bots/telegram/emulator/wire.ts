/**
 * The Bot API's wire forms as the emulator sees them: parameters in any of the three encodings, errors with the real
 * server's words, messages as they go out.
 */
import { parseMultipart, type FormFile } from '../../../src/transport/emulation/multipart.ts';

/** An error of the platform; thrown by methods, answered as `{ok: false, …}` with the code as HTTP status. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(code: number, description: string, parameters?: ApiError['parameters']) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** 400 with the usual beginning. */
export function badRequest(description: string): ApiError {
  return new ApiError(400, `Bad Request: ${description}`);
}

/** `offset` and `length` count UTF-16 units of the visible text. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface WireUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface WireChat {
  id: number;
  type: string;
  first_name?: string;
  last_name?: string;
  username?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
}

export interface ReplyKeyboardButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
}

/** Of a message as it stands in a chat; kinds beyond text are whatever the API documents for them. */
export interface WireMessage {
  message_id: number;
  from: WireUser;
  chat: WireChat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  reply_markup?: { inline_keyboard: InlineButton[][] };
  photo?: WireFile[];
  document?: WireFile;
  location?: { latitude: number; longitude: number };
  contact?: { phone_number: string; first_name: string; user_id?: number };
  [kind: string]: unknown;
}

export interface WireFile {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
}

export type WireUpdate = { update_id: number } & Record<string, unknown>;

/** An update on its way to a bot. */
export interface Item {
  update: WireUpdate;
  /** Updates of one key are pushed one at a time, in order. */
  key: string;
  expiresAtMs: number;
  /** Given out once more although it had been confirmed. */
  repeated?: true;
}

/** Parameters of a call, read leniently as the real server does: numbers and JSON may come as text. */
export interface Params {
  raw: Record<string, unknown>;
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean;
  object(name: string): unknown;
  file(name: string): FormFile | undefined;
}

/** Reads JSON, urlencoded, multipart or query parameters. Throws ApiError when a body cannot be read. */
export function readParams(contentType: string | undefined, query: URLSearchParams, body: Buffer): Params {
  if (body.length === 0) return createParams(Object.fromEntries(query), {});
  if (contentType?.startsWith('application/json')) return createParams(readJson(body.toString()), {});
  if (contentType?.startsWith('multipart/form-data')) {
    const form = parseMultipart(contentType, body);
    if (form !== null) return createParams(form.fields, form.files);
  }
  return createParams(
    { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(body.toString())) },
    {},
  );
}

/** Parameters from a plain object. */
export function createParams(raw: Record<string, unknown>, files: Record<string, FormFile>): Params {
  const number = (name: string): number | undefined => {
    const value = raw[name];
    if (typeof value === 'number') return value;
    return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
      ? Number(value)
      : undefined;
  };
  return {
    raw,
    number,
    integer: (name) => {
      const value = number(name);
      return value === undefined ? undefined : Math.trunc(value);
    },
    text: (name) => asText(raw[name]),
    flag: (name) => raw[name] === true || raw[name] === 'true' || raw[name] === '1' || raw[name] === 1,
    object: (name) => {
      const value = raw[name];
      return typeof value === 'string' && value !== '' ? readNested(name, value) : value;
    },
    file: (name) => files[name],
  };
}

/** A value as an object with unknown fields, or null. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value = asRecord(JSON.parse(text));
    if (value !== null) return value;
  } catch {
    // The same answer for both: the real server does not tell them apart either.
  }
  throw badRequest("can't parse JSON object");
}

function readNested(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}
