/**
 * Carries out one part: the file first, if there is one, then the message. Our key goes along and comes back with every report
 * about it, so that a send whose answer was lost is settled by its report instead of by a second send.
 */
import type { Json, Part } from '../../src/core/content.ts';
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import { recipientOf } from './address.ts';
import type { CallFailure, CallOutcome, Graph } from './client.ts';
import { meaningOf } from './codes.ts';
import type { PairRate } from './pair-rate.ts';
import type { WhatsAppBody } from './render.ts';
import { toSendResult } from './send-result.ts';
import { upload, type UploadDeps } from './upload.ts';
import type { Usage, UsageWatch } from './usage.ts';

export interface SendDeps extends UploadDeps {
  graph: Graph;
  pairRate: PairRate;
  usage: Pick<UsageWatch, 'now'>;
}

const MESSAGE_TYPES = new Set(['text', 'image', 'document', 'location', 'interactive', 'template']);
/** Characters of a key that the platform takes along. */
const KEY_MAX = 512;

/** Never throws. */
export async function send(deps: SendDeps, address: Address, part: Part, key: string): Promise<SendResult> {
  const body = part.kind === 'message' ? readBody(part.body) : null;
  if (body === null) return refused('bad-part');
  const recipient = recipientOf(address);
  if (recipient === null) return refused('bad-address');
  const attempt = async (): Promise<Attempt> => {
    const media = body.file === undefined ? null : await upload(deps, body.file);
    if (media !== null && !media.ok) return { before: 'missing' in media ? 'missing' : media.failure };
    const call = callFor(body, recipient, media?.id ?? null, key);
    return { outcome: await deps.graph.post(`${deps.phoneNumberId}/messages`, call) };
  };
  const first = await attempt();
  return toResult(deps, address, isWorthOneMore(first) ? await attempt() : first);
}

/** What came of a try: of its message, or of the file before it. */
type Attempt = { outcome: CallOutcome } | { before: CallFailure | 'missing' };

/** The platform lost the file between taking and showing it. */
function isWorthOneMore(attempt: Attempt): boolean {
  if (!('outcome' in attempt) || attempt.outcome.ok || attempt.outcome.failure.kind !== 'graph') return false;
  return meaningOf(attempt.outcome.failure.code)?.does === 'once-more';
}

function toResult({ pairRate, usage }: SendDeps, address: Address, attempt: Attempt): SendResult {
  if ('before' in attempt)
    return attempt.before === 'missing' ? refused('file-missing') : ofUpload(attempt.before);
  const { outcome } = attempt;
  if (!outcome.ok) {
    const isTooMuch = outcome.failure.kind === 'graph' && outcome.failure.code === PAIR_RATE;
    const result = toSendResult(outcome.failure, isTooMuch ? pairRate.strike(address) : 1);
    return outlasting(result, usage.now());
  }
  pairRate.clear(address);
  const id = idOf(outcome.answer);
  return id === null
    ? { kind: 'unknown', reason: 'an answer without the id of a message' }
    : { kind: 'sent', externalId: id };
}

const PAIR_RATE = 131056;

/** However an upload ended: no message has left yet. */
function ofUpload(failure: CallFailure): SendResult {
  const result = toSendResult(failure);
  return result.kind === 'unknown'
    ? { kind: 'retry', scope: 'chat', afterMs: 1_000, reason: `upload: ${result.reason}` }
    : result;
}

function callFor(
  { message, file }: WhatsAppBody,
  recipient: { to: string } | { recipient: string },
  mediaId: string | null,
  key: string,
): { [field: string]: Json } {
  const shown = file === undefined ? {} : message[file.field];
  const fields = typeof shown === 'object' && shown !== null && !Array.isArray(shown) ? shown : {};
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...message,
    ...(file === undefined || mediaId === null ? {} : { [file.field]: { ...fields, id: mediaId } }),
    biz_opaque_callback_data: key.slice(0, KEY_MAX),
  };
}

/** Refused for its rate, an account waits as long as Meta says that it will: sooner would be refused again. */
function outlasting(result: SendResult, usage: Usage | null): SendResult {
  if (result.kind !== 'retry' || result.scope !== 'account' || usage === null) return result;
  const waitMs = Math.min(usage.regainMs, LIMITS.retryAfterMs);
  return waitMs > result.afterMs ? { ...result, afterMs: waitMs } : result;
}

function idOf({ messages }: Record<string, unknown>): string | null {
  const first: unknown = Array.isArray(messages) ? messages[0] : null;
  if (typeof first !== 'object' || first === null || !('id' in first)) return null;
  return typeof first.id === 'string' && first.id !== '' ? first.id : null;
}

function readBody(body: Json): WhatsAppBody | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { message, file } = body;
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
  const { type } = message;
  if (typeof type !== 'string' || !MESSAGE_TYPES.has(type)) return null;
  if (file === undefined) return { message: { ...message, type } };
  const read = readFile(file);
  return read === null ? null : { message: { ...message, type }, file: read };
}

function readFile(file: Json): NonNullable<WhatsAppBody['file']> | null {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return null;
  const { field, file: stored, name, mime } = file;
  if (field !== 'image' && field !== 'document') return null;
  if (typeof stored !== 'string' || typeof name !== 'string' || typeof mime !== 'string') return null;
  return { field, file: stored, name, mime };
}

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}
