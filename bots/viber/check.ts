/** Looks at one account for `doctor`: is the token good, do callbacks come to us and all of them, would Viber trust our certificate. */
import type { Clock } from '../../src/core/clock.ts';
import type { Finding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import { createHttpClient } from '../../src/transport/http-client.ts';
import type { Call, CallFailure, ViberAnswer } from './client.ts';
import type { ViberConfig } from './config.ts';
import { EVENT_TYPES } from './webhook.ts';

const ADDRESS_MS = 5_000;
const CLOCK_OFF_MS = 60_000;
/** Kinds that Viber sends whether they are asked for or not, and does not list. */
const ALWAYS_SENT = new Set(['message', 'subscribed', 'unsubscribed']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ISSUER/;

/** Findings about token, callbacks, kinds of events, certificate and clock. */
export async function check(call: Call, config: ViberConfig, clock: Clock): Promise<Finding[]> {
  const info = await call('get_account_info', {});
  if (!info.ok) return [{ level: 'error', subject: 'token', message: tokenTrouble(info.failure, config) }];
  const { answer, dateMs } = info;
  return [
    { level: 'ok', subject: 'token', message: `belongs to ${answer.name ?? '?'}` },
    ...callbackFindings(answer, config),
    await addressFinding(config.webhookUrl, clock),
    ...clockFindings(dateMs, clock.now()),
  ];
}

function callbackFindings(
  { webhook = '', event_types: types }: ViberAnswer,
  { webhookUrl }: ViberConfig,
): Finding[] {
  const subject = 'callbacks';
  if (webhook !== webhookUrl) {
    const where = webhook === '' ? 'are not delivered yet' : `go to another address, ${webhook}`;
    return [{ level: 'warn', subject, message: `${where}; start the server` }];
  }
  const missing = EVENT_TYPES.filter(
    (type) => !ALWAYS_SENT.has(type) && !(types ?? EVENT_TYPES).includes(type),
  );
  const arrive: Finding = { level: 'ok', subject, message: `arrive at ${webhook}` };
  if (missing.length === 0) return [arrive];
  const message = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not reported; restart the server`;
  return [arrive, { level: 'warn', subject: 'events', message }];
}

/** From here the way may be another than Viber's, so only a bad certificate is surely a fault. */
async function addressFinding(url: string, clock: Clock): Promise<Finding> {
  const subject = 'certificate';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') {
    const isHere = /^(127\.|localhost$|\[::1\]$)/.test(hostname);
    if (isHere) return { level: 'ok', subject, message: 'is not needed on this machine' };
    return { level: 'error', subject, message: 'Viber calls https addresses alone; mend PUBLIC_URL' };
  }
  const http = createHttpClient({ clock });
  const outcome = await http.request({ method: 'GET', url, timeoutMs: ADDRESS_MS });
  await http.close();
  if (outcome.kind === 'answer' || outcome.kind === 'oversized')
    return { level: 'ok', subject, message: `of ${hostname} is trusted` };
  if (CERTIFICATE.test(outcome.reason)) {
    const what = 'is not trusted; Viber takes whole chains of well-known authorities, none signed by oneself';
    return { level: 'error', subject, message: `of ${hostname} ${what} (${outcome.reason})` };
  }
  const message = `cannot be looked at: ${url} does not answer from here (${outcome.reason}); try from outside`;
  return { level: 'warn', subject, message };
}

function clockFindings(platformMs: number | null, nowMs: number): Finding[] {
  if (platformMs === null || Math.abs(nowMs - platformMs) < CLOCK_OFF_MS) return [];
  const seconds = Math.round((nowMs - platformMs) / 1_000);
  const message = `differs from Viber's by ${seconds} s; let this machine keep its time by NTP`;
  return [{ level: 'warn', subject: 'clock', message }];
}

function tokenTrouble(failure: CallFailure, { account }: ViberConfig): string {
  const token = variableOf(account, 'AUTH_TOKEN');
  if (failure.kind !== 'status')
    return `Viber cannot be reached; check the network and ${variableOf(account, 'PROXY')}`;
  return failure.status === 2
    ? `is not accepted; check ${token} against the bot's edit screen`
    : `Viber answers ${failure.status} ${failure.message}; check ${token} and the bot's contract`;
}
