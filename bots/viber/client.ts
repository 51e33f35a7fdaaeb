/**
 * Calls of the Viber REST API. The truth of an answer is the `status` in its body: HTTP says 200 to almost everything. Never
 * throws, never retries, never shows the token.
 */
import { z } from 'zod';
import type { HttpClient, HttpOutcome } from '../../src/transport/http-client.ts';
import { parseWithLongIntegers } from './long-integers.ts';

/** `date`: the header of that name. */
export type CallOutcome =
  { ok: true; answer: ViberAnswer; date: unknown } | { ok: false; failure: CallFailure };

export type CallFailure =
  /** Viber said no: `status` as documented, 1 to 24 and others. */
  | { kind: 'status'; status: number; message: string }
  | { kind: 'too-many' }
  /** Viber's own servers are in trouble, and say so. */
  | { kind: 'down'; reason: string }
  /** Certainly not carried out. */
  | { kind: 'not-sent'; reason: string }
  /** Nobody knows. */
  | { kind: 'unknown'; reason: string };

export type ViberMethod = 'set_webhook' | 'send_message' | 'get_account_info';
export type Call = (method: ViberMethod, payload: object) => Promise<CallOutcome>;

/** Tokens are 64-bit numbers and come as strings. */
export const tokenSchema = z.union([z.string(), z.number()]).transform(String);

const answerSchema = z.looseObject({
  status: z.number(),
  status_message: z.string().optional(),
  message_token: tokenSchema.optional(),
  webhook: z.string().optional().catch(undefined),
  event_types: z.array(z.string()).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  uri: z.string().optional().catch(undefined),
});
export type ViberAnswer = z.infer<typeof answerSchema>;

/** A caller of methods of one account. */
export function createCall(http: HttpClient, { apiRoot, token }: { apiRoot: string; token: string }): Call {
  return async (method, payload) =>
    toOutcome(
      await http.request({
        method: 'POST',
        url: `${apiRoot}/pa/${method}`,
        headers: { 'content-type': 'application/json', 'x-viber-auth-token': token },
        body: JSON.stringify(payload),
      }),
    );
}

/** The platform has answered, and not that it is in trouble. */
export function isWell(outcome: CallOutcome): boolean {
  return outcome.ok || outcome.failure.kind === 'status' || outcome.failure.kind === 'too-many';
}

function toOutcome(outcome: HttpOutcome): CallOutcome {
  switch (outcome.kind) {
    case 'not-sent':
    case 'unknown':
      return { ok: false, failure: outcome };
    case 'oversized':
      return unknown(`status ${outcome.status}, too large an answer`);
    case 'answer':
      return ofAnswer(outcome.status, outcome.body, outcome.headers['date']);
  }
}

function ofAnswer(httpStatus: number, body: Buffer, date: unknown): CallOutcome {
  const parsed = answerSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    return httpStatus === 429
      ? { ok: false, failure: { kind: 'too-many' } }
      : unknown(`HTTP status ${httpStatus} without a Viber status`);
  }
  const { status, status_message: message = '' } = parsed.data;
  if (httpStatus >= 500) return { ok: false, failure: { kind: 'down', reason: `HTTP status ${httpStatus}` } };
  return status === 0
    ? { ok: true, answer: parsed.data, date }
    : { ok: false, failure: { kind: 'status', status, message } };
}

function unknown(reason: string): CallOutcome {
  return { ok: false, failure: { kind: 'unknown', reason } };
}

function parseJson(body: Buffer): unknown {
  try {
    return parseWithLongIntegers(body.toString());
  } catch {
    return undefined;
  }
}
