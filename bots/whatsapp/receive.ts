/**
 * One call to the webhook: the handshake by which Meta makes sure that the address is ours, or a signed batch of events. The
 * signature is over the bytes as they came; JSON written again is another text.
 */
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Intake, WebhookRequest } from '../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../src/core/ports/platform.ts';
import { isSignedBy, sameSecret } from '../../src/transport/signature.ts';
import type { WhatsAppConfig } from './config.ts';
import { parseCall } from './parse.ts';

const PREFIX = 'sha256=';
const CHALLENGE = /^[\x21-\x7e]{1,500}$/;

/** `numbers`: the account of every number that this app serves. Never throws. */
export function receive(
  config: WhatsAppConfig,
  { clock, log }: Pick<PlatformDeps, 'clock' | 'log'>,
  numbers: ReadonlyMap<string, AccountId>,
  request: WebhookRequest,
): Intake {
  if (request.method === 'GET') return shakeHands(config, request.query);
  const { headers, body } = request;
  if (body.byteLength > LIMITS.webhookBatchBytes) return { ok: false, status: 413, reason: 'body too large' };
  if (!isSignedBy(config.appSecret, body, signatureIn(headers['x-hub-signature-256']))) {
    return { ok: false, status: 401, reason: 'wrong or missing signature' };
  }
  const whole = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const call = parseObject(whole);
  if (call === null) return { ok: false, status: 400, reason: 'not a call of a webhook' };
  const deps = {
    log,
    account: config.account,
    accountOf: (phoneNumberId: string) => numbers.get(phoneNumberId),
    nowMs: clock.now(),
  };
  return { ok: true, updates: parseCall(deps, call, whole), answer: null };
}

/**
 * Meta knows one webhook address an app, however many numbers the app has: each account takes events for all of them. Two
 * accounts of one number would answer every customer twice; of a resting and a running one the later in the list has it.
 */
export function numbersOf(config: WhatsAppConfig, accounts: readonly unknown[]): Map<string, AccountId> {
  const numbers = new Map<string, AccountId>();
  for (const one of accounts) {
    if (isConfig(one) && one.appSecret === config.appSecret) numbers.set(one.phoneNumberId, one.account);
  }
  return numbers.set(config.phoneNumberId, config.account);
}

/** The accounts of this platform that have the number of `config` too. */
export function twinsOf(config: WhatsAppConfig, accounts: readonly unknown[]): AccountId[] {
  return accounts.flatMap((one) =>
    isConfig(one) && one.account !== config.account && one.phoneNumberId === config.phoneNumberId
      ? [one.account]
      : [],
  );
}

function isConfig(value: unknown): value is WhatsAppConfig {
  return typeof value === 'object' && value !== null && 'phoneNumberId' in value && 'appSecret' in value;
}

function shakeHands({ verifyToken }: WhatsAppConfig, query: WebhookRequest['query']): Intake {
  const challenge = query['hub.challenge'] ?? '';
  const isRight = sameSecret(query['hub.verify_token'], verifyToken);
  if (query['hub.mode'] !== 'subscribe' || !isRight || !CHALLENGE.test(challenge)) {
    return { ok: false, status: 403, reason: 'not the handshake that was agreed on' };
  }
  return { ok: true, updates: [], answer: null, plain: challenge };
}

function signatureIn(header: string | undefined): string | undefined {
  return header?.startsWith(PREFIX) === true ? header.slice(PREFIX.length) : undefined;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
