/** Looks at one account for `doctor`: is the token good, do updates arrive, what does Telegram complain about. */
import type { Clock } from '../../src/core/clock.ts';
import type { Finding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import { clockFinding } from '../../src/transport/clock-finding.ts';
import type { HttpClient } from '../../src/transport/http-client.ts';
import type { Call, CallFailure } from './client.ts';
import type { TelegramConfig } from './config.ts';
import { ALLOWED_UPDATES } from './intake.ts';

const RECENT_ERROR_MS = 10 * 60_000;
const MANY_PENDING = 100;
const CLOCK_MS = 5_000;

/** Findings about token, way of intake, kinds of updates, webhook, what waits at Telegram, and the clock. */
export async function check(
  call: Call,
  http: HttpClient,
  config: TelegramConfig,
  clock: Clock,
): Promise<Finding[]> {
  const me = await call('getMe', {});
  if (!me.ok) return [{ level: 'error', subject: 'token', message: tokenTrouble(me.failure, config) }];
  const findings: Finding[] = [
    { level: 'ok', subject: 'token', message: `belongs to @${textOf(me.result, 'username') ?? '?'}` },
  ];
  const info = await call('getWebhookInfo', {});
  if (!info.ok)
    return [...findings, { level: 'error', subject: 'webhook', message: tokenTrouble(info.failure, config) }];
  return [
    ...findings,
    intakeFinding(config, textOf(info.result, 'url') ?? ''),
    ...kindsFindings(config, info.result),
    ...deliveryFindings(config, info.result, clock.now()),
    ...(await clockFindings(http, config, clock)),
  ];
}

/** Any answer of the server has its time. */
async function clockFindings(
  http: HttpClient,
  { apiRoot }: TelegramConfig,
  clock: Clock,
): Promise<Finding[]> {
  const outcome = await http.request({ method: 'GET', url: `${apiRoot}/`, timeoutMs: CLOCK_MS });
  return outcome.kind === 'answer' ? clockFinding(outcome.headers['date'], clock.now(), 'Telegram') : [];
}

/** What is not asked for does not come, and nobody notices. */
function kindsFindings({ mode, webhookUrl }: TelegramConfig, info: unknown): Finding[] {
  const asked = fieldOf(info, 'allowed_updates');
  if (mode !== 'webhook' || textOf(info, 'url') !== webhookUrl || !Array.isArray(asked)) return [];
  const missing = ALLOWED_UPDATES.filter((kind) => !asked.includes(kind));
  if (missing.length === 0) return [];
  const message = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not asked for; restart the server`;
  return [{ level: 'warn', subject: 'updates', message }];
}

/** The bot's name without the at sign; null while nobody answers. */
export async function readUsername(call: Call): Promise<string | null> {
  const me = await call('getMe', {});
  return me.ok ? (textOf(me.result, 'username') ?? null) : null;
}

function intakeFinding({ mode, webhookUrl }: TelegramConfig, url: string): Finding {
  const subject = 'updates';
  if (mode === 'poll') {
    return url === ''
      ? { level: 'ok', subject, message: 'are fetched by long poll' }
      : {
          level: 'warn',
          subject,
          message: 'a webhook is set, so polling is refused; the next start removes it',
        };
  }
  if (url === webhookUrl) return { level: 'ok', subject, message: `arrive at ${url}` };
  const message =
    url === ''
      ? 'no webhook is set yet; start the server'
      : `go to another address, ${url}; start the server`;
  return { level: 'warn', subject, message };
}

function deliveryFindings(config: TelegramConfig, info: unknown, nowMs: number): Finding[] {
  const findings: Finding[] = [];
  const pending = numberOf(info, 'pending_update_count') ?? 0;
  if (pending > 0) {
    const level = pending > MANY_PENDING ? 'warn' : 'ok';
    findings.push({ level, subject: 'queue', message: `${pending} updates wait at Telegram` });
  }
  const errorAtMs = (numberOf(info, 'last_error_date') ?? 0) * 1000;
  if (nowMs - errorAtMs < RECENT_ERROR_MS) {
    const said = textOf(info, 'last_error_message') ?? 'no reason given';
    const message = `Telegram could not deliver lately: ${said}. ${adviceFor(said, config)}`;
    findings.push({ level: 'error', subject: 'webhook', message });
  }
  return findings;
}

function adviceFor(said: string, { account }: TelegramConfig): string {
  if (/\b401\b/.test(said))
    return `It calls with another secret than ${variableOf(account, 'WEBHOOK_SECRET')}: restart the server, which tells it the right one`;
  if (/certificate|SSL|TLS/i.test(said)) return 'See what is said above about the certificate';
  if (/\b404\b/.test(said))
    return 'The address leads to somebody else: let the web server pass /webhooks/ on to Prilavok';
  if (/\b50[0-4]\b|Bad Gateway/i.test(said)) return 'Is Prilavok running, and does the web server find it?';
  if (/timed? ?out|refused|reset|unreachable|resolve/i.test(said))
    return 'It does not reach us: is the port open to the world, and is the name right?';
  return 'Look into the log of the web server in front';
}

function tokenTrouble(failure: CallFailure, { account }: TelegramConfig): string {
  if (failure.kind !== 'api')
    return `Telegram cannot be reached (${failure.reason}); check network and ${variableOf(account, 'PROXY')}`;
  if (failure.code === 401 || failure.code === 404) {
    return `is not accepted; check ${variableOf(account, 'BOT_TOKEN')} or ask @BotFather for a new one`;
  }
  return `Telegram answers ${failure.code} ${failure.description}`;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

function numberOf(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'number' ? field : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
