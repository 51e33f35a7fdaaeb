/**
 * `--links`: every address that an answer leads to is asked once, a few at a time, and never one inside our own network. Redirects count as
 * an answer. Needs the network, so it is not part of a usual check.
 */
import { sinkFor, type ContentFinding } from '../../content/finding.ts';
import type { FaqFile } from '../../content/faq/faq-file.ts';
import type { Clock } from '../../core/clock.ts';
import { createHttpClient, type HttpClient, type HttpOutcome } from '../../transport/http-client.ts';

const AT_ONCE = 8;
/** Enough for a slow site; its first bytes are all that is wanted. */
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1_000;
/** Refused to machines, wrong method, too many: somebody is there all the same. */
const ALIVE = new Set([401, 403, 405, 406, 429, 503]);

interface LinkOptions {
  clock: Clock;
  /** An address that is asked although it is not public, for tests. */
  trustedOrigin?: string;
}

/** Findings at every place where a dead address stands. */
export async function checkLinks(files: readonly FaqFile[], options: LinkOptions): Promise<ContentFinding[]> {
  const findings: ContentFinding[] = [];
  const entries = files.flatMap((file) => file.entries);
  const waiting = [...new Set(entries.flatMap(({ urls }) => urls.map(({ url }) => url)))];
  const dead = new Map<string, string>();
  const { clock, trustedOrigin = 'https://prilavok.invalid' } = options;
  const http = createHttpClient({ clock, trustedOrigin, connections: 2 });
  const askNext = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      const reason = await whyDead(http, url);
      if (reason !== null) dead.set(url, reason);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, askNext));
  } finally {
    await http.close();
  }
  for (const { file, urls } of entries) {
    for (const { url, line } of urls) {
      const reason = dead.get(url);
      if (reason !== undefined) sinkFor(file, findings).warn(line, 'faq.link-dead', { url, reason });
    }
  }
  return findings;
}

async function whyDead(http: HttpClient, url: string): Promise<string | null> {
  const headers = { 'user-agent': 'Prilavok-link-check', accept: '*/*' };
  const outcome = await http.request({
    method: 'GET',
    url,
    headers,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  return reasonOf(outcome);
}

function reasonOf(outcome: HttpOutcome): string | null {
  if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') return outcome.reason;
  return outcome.status < 400 || ALIVE.has(outcome.status) ? null : `HTTP ${outcome.status}`;
}
