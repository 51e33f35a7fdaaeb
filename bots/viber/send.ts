/** Carries out one part: one call, and a second only where Viber says that the customer's app is too old for the first. */
import type { Part } from '../../src/core/content.ts';
import type { Address } from '../../src/core/ids.ts';
import type { SendResult } from '../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import { readBody, type ViberBody } from './body.ts';
import type { Call, CallOutcome } from './client.ts';
import { VIBER_FACTS } from './facts.ts';
import { isForbiddenFile } from './forbidden-files.ts';
import { toSendResult } from './send-result.ts';
import { senderName } from './sender-name.ts';

export interface SendDeps {
  call: Call;
  mediaUrl: PlatformDeps['mediaUrl'];
  shopName: string;
  /** Registers the webhook anew: without one Viber sends nothing. */
  registerWebhook(): void;
}

const WEBHOOK_TROUBLE = new Set([1, 10]);
const TOO_OLD = new Set([13, 14]);

type Payload = Record<string, unknown>;

/** Never throws. */
export async function send(deps: SendDeps, address: Address, part: Part): Promise<SendResult> {
  const body = readBody(part.body);
  if (body === null) return refused('bad-part');
  const { message, file } = body;
  const name = message['file_name'];
  if (typeof name === 'string' && isForbiddenFile(name)) return refused('programs-are-not-carried');
  const media = file === undefined ? undefined : deps.mediaUrl(file);
  if (media === null) return refused('no-public-address-for-files');
  const payload: Payload = {
    receiver: address,
    sender: { name: senderName(deps.shopName) },
    ...message,
    ...(media === undefined ? {} : { media }),
  };
  const first = await deps.call('send_message', payload);
  const outcome = hasStatus(first, TOO_OLD)
    ? await deps.call('send_message', forOldApp(payload, body))
    : first;
  if (outcome.ok) return { kind: 'sent', externalId: outcome.answer.message_token ?? '' };
  if (hasStatus(outcome, WEBHOOK_TROUBLE)) deps.registerWebhook();
  return toSendResult(outcome.failure);
}

function hasStatus(outcome: CallOutcome, wanted: ReadonlySet<number>): boolean {
  return !outcome.ok && outcome.failure.kind === 'status' && wanted.has(outcome.failure.status);
}

/**
 * The same without keys and cards. What they said stands below the words: whoever types the words of a button presses it. The
 * refusal is proof that nothing was shown, so the second call doubles nothing.
 */
function forOldApp(payload: Payload, { message, options = [] }: ViberBody): Payload {
  const {
    keyboard: _keyboard,
    rich_media: cards,
    alt_text: _alt,
    min_api_version: _level,
    ...rest
  } = payload;
  const isMedia = cards === undefined && message.type !== 'text';
  const words = [typeof rest['text'] === 'string' ? rest['text'] : '', options.map(bulleted).join('\n')];
  const text = words.filter((one) => one !== '').join('\n\n');
  if (isMedia && text.length > VIBER_FACTS.captionMax) return rest;
  const shown = text === '' ? {} : { text: truncate(text, VIBER_FACTS.textMax) };
  return { ...rest, ...(cards === undefined ? {} : { type: 'text' }), ...shown };
}

const bulleted = (option: string): string => `• ${option}`;

function refused(code: string): SendResult {
  return { kind: 'refused', code, unreachable: false };
}
