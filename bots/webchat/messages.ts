/**
 * What a visitor does, on its way in: checked, filed in the mailbox under its client id, shown to all tabs, handed to the engine.
 * The visitor hears "stored" only when both have it on disk; a repeat of the same id gets the same answer.
 */
import { toError } from '../../src/core/errors.ts';
import type { ChannelEvent, Receipt } from '../../src/core/event.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Visitor } from '../../src/core/ports/mailbox.ts';
import { answerJson, done, refuse } from './answers.ts';
import { readJson } from './bodies.ts';
import { tooFast, type Chat, type VisitorCall } from './chat.ts';
import { toItem } from './line-body.ts';
import { parseMessage, profileOf } from './parse.ts';
import {
  CHAT_LIMITS,
  continueRequestSchema,
  marksRequestSchema,
  type MessageRequest,
  type Refusal,
} from './protocol.ts';

/** `POST messages`. */
export async function postMessage(chat: Chat, { visitor, request, from }: VisitorCall): Promise<Response> {
  const waitMs = tooFast(chat, ['message by visitor', visitor.id], ['message by address', from]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const body = await readJson(request, chat.deps.clock);
  if (!body.ok) return refuse(body.error);
  const filed = await fileDeed(chat, visitor, body.value, body.raw);
  return 'error' in filed ? refuse(filed.error) : answerJson({ item: filed.item });
}

/** Files one message and hands it on. `busy`: it is filed, and the engine will have it; the visitor may ask again. */
export async function fileDeed(
  chat: Chat,
  visitor: Visitor,
  message: unknown,
  raw = JSON.stringify(message),
): Promise<{ item: ReturnType<typeof toItem> | null } | { error: Refusal['error'] }> {
  // Without the engine nothing is taken in: what could not be handed on would only pile up.
  if (chat.sink === null) return { error: 'busy' };
  const { mailbox } = chat.hosted;
  const parsed = parseMessage(visitor, message, raw, mailbox, chat.deps.clock.now());
  if (!parsed.ok) return { error: parsed.error };
  const posted = await mailbox.post(parsed.deed);
  if (posted.is === 'conflict') return { error: 'conflict' };
  if (posted.is === 'refused') return { error: 'not-found' };
  if (posted.is === 'stored') chat.hub.wake(visitor.id);
  try {
    await Promise.all([chat.intake.handOn(visitor.id), noteContact(chat, visitor, parsed.request)]);
  } catch (thrown) {
    chat.deps.log.warn({ account: chat.account, error: toError(thrown) }, 'a message waits for the engine');
    return { error: 'busy' };
  }
  return { item: posted.line === null ? null : toItem(posted.line) };
}

/** What somebody tells of themselves is known from then on; it never replaces what the shop vouched for. */
async function noteContact({ hosted, deps }: Chat, visitor: Visitor, message: MessageRequest): Promise<void> {
  if (message.kind !== 'phone' && message.kind !== 'leave') return;
  const email = message.kind === 'leave' ? message.email : undefined;
  const { name, phone } = message;
  const digits = phone?.replace(/\D/g, '');
  await hosted.mailbox.updateVisitor(visitor.id, {
    ...(visitor.name === null && name !== undefined ? { name } : {}),
    ...(visitor.phoneSigned || digits === undefined ? {} : { phone: digits }),
    ...(visitor.email === null && email !== undefined ? { email } : {}),
    seenAtMs: deps.clock.now(),
  });
}

/** `POST marks`: how far this visitor got; becomes receipts of ours. */
export async function postMarks(chat: Chat, { visitor, request }: VisitorCall): Promise<Response> {
  const waitMs = tooFast(chat, ['marks by visitor', visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const body = await readJson(request, chat.deps.clock);
  if (!body.ok) return refuse(body.error);
  const asked = marksRequestSchema.safeParse(body.value);
  if (!asked.success) return refuse('bad-request');
  const { delivered, read } = asked.data;
  const marked = await chat.hosted.mailbox.mark(visitor.id, {
    ...(delivered === undefined ? {} : { delivered }),
    ...(read === undefined ? {} : { read }),
  });
  if (marked === null) return done();
  chat.hub.tell(visitor.id, { event: 'marks', data: marked.marks });
  const isRead = new Set(marked.read);
  const receipts = [
    ...marked.read.map((id) => receipt(chat, visitor, id, 'read')),
    ...marked.delivered.filter((id) => !isRead.has(id)).map((id) => receipt(chat, visitor, id, 'delivered')),
  ];
  for (let at = 0; at < receipts.length; at += LIMITS.groupCommitItems) {
    const batch = receipts.slice(at, at + LIMITS.groupCommitItems);
    // A receipt that is lost is a tick that stays grey: no reason to make the visitor wait or ask again.
    await chat.sink?.(batch.map((event) => ({ event, raw: '{}' }))).catch((thrown: unknown) => {
      chat.deps.log.debug({ error: toError(thrown) }, 'receipts could not be handed on');
    });
  }
  return done();
}

/** `POST typing`: told to the desk, kept by nobody. */
export function postTyping(chat: Chat, { visitor }: VisitorCall): Response {
  if (tooFast(chat, ['typing by visitor', visitor.id]) === 0) {
    chat.hosted.visitorTypes(chat.account, visitor.address);
  }
  return done();
}

/** `POST continue`: a link into another messenger that joins that chat with this one. */
export async function postContinue(chat: Chat, { visitor, request }: VisitorCall): Promise<Response> {
  const waitMs = tooFast(chat, ['link by visitor', visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const body = await readJson(request, chat.deps.clock);
  if (!body.ok) return refuse(body.error);
  const asked = continueRequestSchema.safeParse(body.value);
  if (!asked.success) return refuse('bad-request');
  const here = { account: chat.account, address: visitor.address, ...profileOf(visitor) };
  const link = await chat.hosted.elsewhere?.link(here, asked.data.in);
  if (link === 'busy') return refuse('busy');
  return link ? answerJson(link) : refuse('not-found');
}

/** Tells all tabs that the shop types. */
export function showTyping(chat: Chat, visitor: Visitor): void {
  chat.hub.tell(visitor.id, { event: 'typing', data: { forMs: CHAT_LIMITS.typingShownMs } });
}

/** A person of the shop has the chat open and saw everything up to this line. */
export async function showSeen(chat: Chat, visitor: Visitor, lineId: string): Promise<void> {
  const { mailbox } = chat.hosted;
  const line = mailbox.readLine(visitor.id, lineId);
  const marked = line && (await mailbox.mark(visitor.id, { seen: line.seq }));
  if (marked) chat.hub.tell(visitor.id, { event: 'marks', data: marked.marks });
}

function receipt(
  { account, deps }: Chat,
  { address }: Visitor,
  messageId: string,
  status: Receipt['status'],
): ChannelEvent {
  const externalId = `${status}:${messageId}`;
  return { account, address, externalId, occurredAtMs: deps.clock.now(), type: 'receipt', messageId, status };
}
