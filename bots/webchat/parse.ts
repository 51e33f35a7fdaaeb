/**
 * One message of a visitor to a deed: what is shown of it, and the event for the engine. Reads the mailbox, writes nothing; the
 * same request always gives the same ids, so that repeats are known as such everywhere.
 */
import { createHash } from 'node:crypto';
import type { IncomingContent, IncomingMedia } from '../../src/core/content.ts';
import type { ChannelEvent, ChannelEventHead, Profile } from '../../src/core/event.ts';
import type { Mailbox, NewDeed, StoredFile, Visitor } from '../../src/core/ports/mailbox.ts';
import { EMPTY_BODY, offeredLabel, readBody, toJson, type LineBody } from './line-body.ts';
import { messageRequestSchema, type MessageRequest } from './protocol.ts';

export type Parsed =
  | { ok: true; request: MessageRequest; deed: NewDeed; event: ChannelEvent }
  /** `not-found`: it is about a line, button or file that is not there for this visitor. */
  | { ok: false; error: 'bad-request' | 'not-found' };

/** What is done, and what of it is shown. */
interface Deed {
  event: ChannelEvent;
  shows: NewDeed['shows'];
  files: string[];
}

type Reads = Pick<Mailbox, 'readLine' | 'readFile'>;

/** `value` is the parsed body; anything is accepted and most of it refused. */
export function parseMessage(
  visitor: Visitor,
  value: unknown,
  raw: string,
  mailbox: Reads,
  atMs: number,
): Parsed {
  const request = messageRequestSchema.safeParse(value);
  if (!request.success) return { ok: false, error: 'bad-request' };
  const deed = deedOf(visitor, request.data, mailbox, atMs);
  if (deed === null) return { ok: false, error: 'not-found' };
  const fingerprint = digest(JSON.stringify(request.data));
  const { event, shows, files } = deed;
  const kept = { visitorId: visitor.id, cid: request.data.cid, fingerprint, atMs, shows, files, raw };
  return { ok: true, request: request.data, event, deed: { ...kept, event: JSON.stringify(event) } };
}

/** The id of a line: the same for the same visitor and key, and for nobody else. */
export function lineId(address: string, key: string): string {
  return digest(`${address}\n${key}`).slice(0, 22);
}

/** What the shop or the visitor told of themselves; goes with every event, because each may be the first to be stored. */
export function profileOf(visitor: Visitor): { profile?: Profile } {
  const { name, phone, phoneSigned, languageTag } = visitor;
  const profile: Profile = {
    ...(name === null ? {} : { name }),
    ...(languageTag === null ? {} : { languageTag }),
    ...(phone === null ? {} : { phone, phoneVerified: phoneSigned }),
  };
  return Object.keys(profile).length > 0 ? { profile } : {};
}

function deedOf(visitor: Visitor, request: MessageRequest, mailbox: Reads, atMs: number): Deed | null {
  const id = lineId(visitor.address, request.cid);
  const head = headOf(visitor, request.cid, atMs);
  const message = (content: IncomingContent, body: Partial<LineBody> | null, files: string[] = []): Deed => ({
    event: { ...head, type: 'message', messageId: id, content },
    shows: body === null ? null : { line: { id, body: toJson({ ...EMPTY_BODY, ...body }) } },
    files,
  });
  switch (request.kind) {
    case 'text':
      return message({ text: request.text }, { text: [{ text: request.text }] });
    case 'start':
      // The page they begin on is how they came here.
      return message(
        { start: request.payload, ...(visitor.page === null ? {} : { referral: visitor.page }) },
        null,
      );
    case 'location': {
      const { latitude, longitude } = request;
      return message({ location: { latitude, longitude } }, { location: { latitude, longitude } });
    }
    case 'phone':
      return phoneForm(request, message);
    case 'leave':
      return leftMessage(request, message);
    case 'files':
      return withFiles(visitor, request, mailbox, message);
    case 'tap':
      return tap(visitor, request, mailbox, { head, id });
    case 'edit':
    case 'revoke':
      return change(visitor, request, mailbox, head);
  }
}

type Message = (content: IncomingContent, body: Partial<LineBody> | null, files?: string[]) => Deed;

/** What is typed into a form proves nothing: the number is told, not verified. */
function phoneForm({ phone, name }: Extract<MessageRequest, { kind: 'phone' }>, message: Message): Deed {
  const digits = digitsOf(phone);
  const named = name === undefined ? {} : { name };
  return message(
    { contact: { phone: digits, own: false, ...named } },
    { contact: { phone: digits, ...named } },
  );
}

/** A message left outside the hours asks for a person: an answer of the bot alone would leave it unread. */
function leftMessage(form: Extract<MessageRequest, { kind: 'leave' }>, message: Message): Deed {
  const { text, name, email } = form;
  const phone = form.phone === undefined ? undefined : digitsOf(form.phone);
  const named = name === undefined ? {} : { name };
  // The address stands in the text: that is where whoever answers looks for it.
  const content: IncomingContent = {
    text: email === undefined ? text : `${text}\n\n${email}`,
    wantsPerson: true,
    ...(phone === undefined ? {} : { contact: { phone, own: false, ...named } }),
  };
  const contact = {
    ...named,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  };
  return message(content, { text: [{ text }], contact });
}

function withFiles(
  visitor: Visitor,
  { files: ids, text }: Extract<MessageRequest, { kind: 'files' }>,
  mailbox: Reads,
  message: Message,
): Deed | null {
  const unique = [...new Set(ids)];
  const files = unique.flatMap((id) => mailbox.readFile(visitor.id, id) ?? []);
  if (files.length < unique.length) return null;
  return message(
    { media: files.map(toMedia), ...(text === undefined ? {} : { text }) },
    {
      files: files.map(({ id, kind, name, mime, bytes }) => ({ id, kind, name, mime, bytes })),
      text: text === undefined ? [] : [{ text }],
    },
    unique,
  );
}

/** The file is in our media folder already: there is nothing to fetch. */
function toMedia({ id, file, kind, name, mime, bytes }: StoredFile): IncomingMedia {
  return { kind, ref: id, file, name, mime, bytes };
}

/** A button counts only if a line of this visitor really offers it. The label comes from there, never from the browser. */
function tap(
  visitor: Visitor,
  { item, token }: Extract<MessageRequest, { kind: 'tap' }>,
  mailbox: Reads,
  { head, id }: { head: ChannelEventHead; id: string },
): Deed | null {
  const line = mailbox.readLine(visitor.id, item);
  const label = line?.from === 'shop' ? offeredLabel(line, token) : null;
  if (label === null) return null;
  const body: LineBody = { ...EMPTY_BODY, text: [{ text: label }], tapped: item };
  return {
    event: { ...head, type: 'button', token },
    shows: { line: { id, body: toJson(body) } },
    files: [],
  };
}

/** An own text may get other words or be taken back, until it is. */
function change(
  visitor: Visitor,
  request: Extract<MessageRequest, { kind: 'edit' | 'revoke' }>,
  mailbox: Reads,
  head: ChannelEventHead,
): Deed | null {
  const id = request.id ?? (request.of === undefined ? null : lineId(visitor.address, request.of));
  const line = id === null ? null : mailbox.readLine(visitor.id, id);
  if (line === null || line.from !== 'visitor') return null;
  if (request.kind === 'revoke') {
    const event: ChannelEvent = { ...head, type: 'revoke', messageId: line.id };
    return { event, shows: { alters: { id: line.id, body: null } }, files: [] };
  }
  const was = readBody(line.body);
  // The label of a button, a place and a form are no words of theirs. What is gone is the mailbox's to refuse.
  const isText = was.text.length > 0 && was.tapped === undefined && was.contact === undefined;
  if (!line.deleted && !isText) return null;
  const { text } = request;
  const event: ChannelEvent = { ...head, type: 'edit', messageId: line.id, content: { text } };
  const body = toJson({ ...was, text: [{ text }] });
  return { event, shows: { alters: { id: line.id, body } }, files: [] };
}

function headOf(visitor: Visitor, cid: string, atMs: number): ChannelEventHead {
  const { account, address } = visitor;
  return { account, address, externalId: `${address}:${cid}`, occurredAtMs: atMs, ...profileOf(visitor) };
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
