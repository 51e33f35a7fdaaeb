/**
 * Fetches one file from a platform. Redirects are followed a few steps, each looked at like the first address: a platform
 * may pass us on to another of its own hosts, and nobody may pass us on to anywhere else. Bounded in bytes, steps and time.
 */
import type { HttpClient, HttpOutcome } from './http-client.ts';

export interface Download {
  url: string;
  /** Decides which addresses are asked at all: first and after each redirect. */
  isOwnHost(url: string): boolean;
  maxBytes: number;
  /** Go to the first origin only; they may hold a token. */
  headers?: Record<string, string>;
}

export type Downloaded =
  { ok: true; bytes: Buffer } | { ok: false; reason: 'too-large' | 'gone' | 'unavailable' };

/** For each step: files are large and some ways long. */
const STEP_TIMEOUT_MS = 60_000;
const STEPS_MAX = 4;

/** `http` must have been given the trusted origin, so that names are looked at when it connects. Never rejects. */
export async function download(
  http: HttpClient,
  { url, isOwnHost, maxBytes, headers = {} }: Download,
): Promise<Downloaded> {
  let at = url;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (!isOwnHost(at)) return no('unavailable');
    const isFirst = URL.parse(at)?.origin === URL.parse(url)?.origin;
    const outcome = await http.request({
      method: 'GET',
      url: at,
      timeoutMs: STEP_TIMEOUT_MS,
      maxBytes,
      ...(isFirst ? { headers } : {}),
    });
    const next = redirectOf(outcome, at);
    if (next === null) return toDownloaded(outcome);
    at = next;
  }
  return no('unavailable');
}

function toDownloaded(outcome: HttpOutcome): Downloaded {
  if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') return no('unavailable');
  if ([401, 403, 404, 410].includes(outcome.status)) return no('gone');
  if (outcome.status !== 200) return no('unavailable');
  return outcome.kind === 'oversized' ? no('too-large') : { ok: true, bytes: outcome.body };
}

/** The address to go on with; null: this is the end of the way. */
function redirectOf(outcome: HttpOutcome, from: string): string | null {
  if (outcome.kind !== 'answer' || ![301, 302, 303, 307, 308].includes(outcome.status)) return null;
  const { location } = outcome.headers;
  return typeof location === 'string' ? (URL.parse(location, from)?.href ?? null) : null;
}

const no = (reason: 'too-large' | 'gone' | 'unavailable'): Downloaded => ({ ok: false, reason });
