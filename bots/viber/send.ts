/** Carries out one part: one call, and a second only where Viber says that the customer's app is too old for the first. */
import type { Json, Part } from '../../src/core/content.ts';
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import type { Call, CallFailure, CallOutcome } from './client.ts';
import { unescapeLabel, type ViberBody } from './render.ts';

export interface SendDeps {
  call: Call;
  mediaUrl: PlatformDeps['mediaUrl'];
  shopName: string;
  /** Registers the webhook anew: without one Viber sends nothing. */
  registerWebhook(): void;
}

/** Keyboards with share buttons need 3; older apps are served without a keyboard. */
const API_VERSION = 7;
const SENDER_NAME_MAX = 28;

/** Never throws. */
export async function send(deps: SendDeps, address: Address, part: Part): Promise<SendResult> {
  const body = readBody(part.body);
  if (body === null) return refused('bad-part');
  const media = body.file === undefined ? undefined : deps.mediaUrl(body.file);
  if (media === null) return refused('no-public-address-for-files');
  const payload = {
    receiver: address,
    min_api_version: API_VERSION,
    sender: { name: truncate(deps.shopName, SENDER_NAME_MAX) },
    ...body.message,
    ...(media === undefined ? {} : { media }),
  };
  const first = await deps.call('send_message', payload);
  const outcome = isTooOld(first) ? await deps.call('send_message', forOldApp(payload)) : first;
  if (outcome.ok) return { kind: 'sent', externalId: outcome.answer.message_token ?? '' };
  if (outcome.failure.kind === 'status' && outcome.failure.status === 10) deps.registerWebhook();
  return toSendResult(outcome.failure);
}

/** What a failed call means for the delivery. Pure. */
export function toSendResult(failure: CallFailure): SendResult {
  switch (failure.kind) {
    case 'not-sent':
      return retry('account', failure.reason);
    case 'too-many':
      return retry('account', 'too many requests');
    case 'unknown':
      return { kind: 'unknown', reason: failure.reason };
    case 'status':
      return ofStatus(failure.status);
  }
}

function ofStatus(status: number): SendResult {
  const name = STATUS_NAMES[status] ?? `status-${status}`;
  switch (status) {
    // The person has no Viber any more, never subscribed, or has blocked us.
    case 5:
    case 6:
      return { kind: 'refused', code: name, unreachable: true };
    case 3:
    case 4:
    case 11:
    case 13:
    case 14:
    case 16:
    case 17:
    case 18:
    case 19:
    case 20:
    case 21:
    case 22:
      return refused(name);
    // A person has to mend these: token, account, authorisation, money.
    case 2:
    case 7:
    case 8:
    case 9:
    case 15:
    case 23:
    case 24:
      return { kind: 'broken', code: name };
    default:
      // 10 and 12 pass by themselves; anything undocumented is a general error, which Viber says to try again.
      return retry('account', name);
  }
}

const STATUS_NAMES: Record<number, string> = {
  1: 'invalid-url',
  2: 'invalid-auth-token',
  3: 'bad-data',
  4: 'missing-data',
  5: 'receiver-not-registered',
  6: 'receiver-not-subscribed',
  7: 'account-blocked',
  8: 'account-not-found',
  9: 'account-suspended',
  10: 'webhook-not-set',
  11: 'no-suitable-device',
  12: 'too-many-requests',
  13: 'api-version-not-supported',
  14: 'incompatible-with-version',
  15: 'account-not-authorized',
  21: 'unsupported-country',
  23: 'free-messages-exceeded',
  24: 'no-balance',
};

function isTooOld(outcome: CallOutcome): boolean {
  return !outcome.ok && outcome.failure.kind === 'status' && [13, 14].includes(outcome.failure.status);
}

/** The same without a keyboard; what its buttons said stands below the text, with numbers. */
function forOldApp(payload: Record<string, unknown>): Record<string, unknown> {
  const { keyboard, ...rest } = payload;
  const labels = labelsOf(keyboard).map((label, index) => `${index + 1}. ${label}`);
  const text = [typeof rest['text'] === 'string' ? rest['text'] : '', labels.join('\n')].filter(
    (line) => line !== '',
  );
  return { ...rest, min_api_version: 1, ...(text.length > 0 ? { text: text.join('\n\n') } : {}) };
}

function labelsOf(keyboard: unknown): string[] {
  if (typeof keyboard !== 'object' || keyboard === null || !('Buttons' in keyboard)) return [];
  if (!Array.isArray(keyboard.Buttons)) return [];
  return keyboard.Buttons.flatMap((button: { ActionType?: unknown; Text?: unknown }) =>
    button.ActionType === 'reply' && typeof button.Text === 'string' ? [unescapeLabel(button.Text)] : [],
  );
}

function readBody(body: Json): ViberBody | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { message, file } = body;
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
  if (typeof message['type'] !== 'string' || (file !== undefined && typeof file !== 'string')) return null;
  const type = message['type'];
  return { message: { ...message, type }, ...(file === undefined ? {} : { file }) };
}

function retry(scope: 'chat' | 'account', reason: string): SendResult {
  return { kind: 'retry', scope, afterMs: LIMITS.retryFirstMs, reason };
}

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}
