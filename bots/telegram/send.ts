/**
 * Carries out one part, and the fire-and-forget signals. One call a part; a second one only where the platform has said that
 * the first was not carried out and what it did not like.
 */
import { InputFile } from 'grammy';
import type { Json, Part } from '../../src/core/content.ts';
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult, Signal } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import type { Call, CallOutcome } from './client.ts';
import { TELEGRAM_FACTS } from './facts.ts';
import { SEND_METHODS, type TelegramBody } from './render.ts';
import { secondTry } from './second-try.ts';
import { toSendResult } from './send-result.ts';

export interface SendDeps {
  call: Call;
  log: Log;
  readMedia: PlatformDeps['readMedia'];
}

/** Never throws. */
export async function send(deps: SendDeps, address: Address, part: Part): Promise<SendResult> {
  const body = readBody(part.body);
  const chatId = Number(address);
  if (body === null) return refused('bad-part');
  if (!Number.isSafeInteger(chatId)) return refused('bad-address');
  const payload: Record<string, unknown> = { chat_id: chatId, ...body.payload };
  if (body.file !== undefined) {
    const file = await readFile(deps, body.file);
    if (!(file instanceof InputFile)) return file;
    payload[body.file.field] = file;
  }
  const outcome = await deps.call(body.method, payload);
  if (outcome.ok) return { kind: 'sent', externalId: externalIdOf(outcome, payload) };
  const again = secondTry({ method: body.method, payload }, outcome.failure);
  if (again === null) return toSendResult(outcome.failure, externalIdOf(outcome, payload));
  deps.log.warn({ method: body.method, reason: again.reason }, 'refused once; sending in another way');
  const second = await deps.call(again.method, again.payload);
  const externalId = externalIdOf(second, payload);
  return second.ok ? { kind: 'sent', externalId } : toSendResult(second.failure, externalId);
}

/** A sender of signals that keeps few under way: a typing mark that is late is worth nothing. */
export function createSignaller(call: Call, log: Log): (address: Address, signal: Signal) => void {
  let underWay = 0;
  return (address, signal) => {
    if (signal.kind === 'read') return; // bots cannot mark a private chat as read
    if (underWay >= LIMITS.signalsAtOnce) return;
    underWay += 1;
    void carryOut(call, log, address, signal).finally(() => {
      underWay -= 1;
    });
  };
}

async function carryOut(
  call: Call,
  log: Log,
  address: Address,
  signal: Exclude<Signal, { kind: 'read' }>,
): Promise<void> {
  const outcome =
    signal.kind === 'typing'
      ? await call('sendChatAction', { chat_id: Number(address), action: 'typing' })
      : await call('answerCallbackQuery', { callback_query_id: signal.tapId });
  if (!outcome.ok) log.debug({ signal: signal.kind, reason: outcome.failure.kind }, 'signal failed');
}

async function readFile(
  { readMedia }: SendDeps,
  { file, name }: NonNullable<TelegramBody['file']>,
): Promise<InputFile | SendResult> {
  const stored = await readMedia(file).catch(() => null);
  if (stored === null) return refused('file-missing');
  if (stored.bytes.length > TELEGRAM_FACTS.media.documentBytesMax) return refused('too-large');
  // The name goes into a header line of the upload.
  return new InputFile(stored.bytes, name.replace(/[\r\n";]/g, '_'));
}

function externalIdOf(outcome: CallOutcome, payload: Record<string, unknown>): string {
  const result = outcome.ok ? outcome.result : null;
  if (typeof result === 'object' && result !== null && 'message_id' in result)
    return String(result.message_id);
  const edited = payload['message_id'];
  return typeof edited === 'number' ? String(edited) : '';
}

function readBody(body: Json): TelegramBody | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { method, payload } = body;
  const isOurs =
    typeof payload === 'object' && payload !== null && SEND_METHODS.some((known) => known === method);
  // Parts come from `render` by way of our own store; the method is looked at because it becomes part of a URL.
  return isOurs ? (body as unknown as TelegramBody) : null;
}

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}
