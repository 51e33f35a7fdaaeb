/** Looks at one account for `doctor`: is the token good, do updates arrive, what does Telegram complain about. */
import type { Clock } from '../../src/core/clock.ts';
import { channelFinding, type FindingCode } from '../../src/core/channel-finding.ts';
import type { ChannelFinding } from '../../src/core/ports/channel.ts';
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
): Promise<ChannelFinding[]> {
  const me = await call('getMe', {});
  if (!me.ok) return [tokenTrouble(me.failure, config)];
  const findings = [
    channelFinding('ok', 'token.belongs', { name: `@${textOf(me.result, 'username') ?? '?'}` }),
  ];
  const info = await call('getWebhookInfo', {});
  if (!info.ok) return [...findings, tokenTrouble(info.failure, config)];
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
): Promise<ChannelFinding[]> {
  const outcome = await http.request({ method: 'GET', url: `${apiRoot}/`, timeoutMs: CLOCK_MS });
  return outcome.kind === 'answer' ? clockFinding(outcome.headers['date'], clock.now(), 'Telegram') : [];
}

/** What is not asked for does not come, and nobody notices. */
function kindsFindings({ mode, webhookUrl }: TelegramConfig, info: unknown): ChannelFinding[] {
  const asked = fieldOf(info, 'allowed_updates');
  if (mode !== 'webhook' || textOf(info, 'url') !== webhookUrl || !Array.isArray(asked)) return [];
  const missing = ALLOWED_UPDATES.filter((kind) => !asked.includes(kind));
  if (missing.length === 0) return [];
  return [channelFinding('warn', 'updates.kinds', { kinds: missing.join(', ') })];
}

/** The bot's name without the at sign; null while nobody answers. */
export async function readUsername(call: Call): Promise<string | null> {
  const me = await call('getMe', {});
  return me.ok ? (textOf(me.result, 'username') ?? null) : null;
}

function intakeFinding({ mode, webhookUrl }: TelegramConfig, url: string): ChannelFinding {
  if (mode === 'poll') {
    return url === ''
      ? channelFinding('ok', 'updates.polled')
      : channelFinding('warn', 'updates.poll-refused');
  }
  if (url === webhookUrl) return channelFinding('ok', 'updates.arrive', { url });
  return url === ''
    ? channelFinding('warn', 'updates.unset')
    : channelFinding('warn', 'updates.astray', { url });
}

function deliveryFindings(config: TelegramConfig, info: unknown, nowMs: number): ChannelFinding[] {
  const findings: ChannelFinding[] = [];
  const count = numberOf(info, 'pending_update_count') ?? 0;
  if (count > 0)
    findings.push(channelFinding(count > MANY_PENDING ? 'warn' : 'ok', 'queue.waiting', { count }));
  const errorAtMs = (numberOf(info, 'last_error_date') ?? 0) * 1000;
  if (nowMs - errorAtMs < RECENT_ERROR_MS) {
    const said = textOf(info, 'last_error_message') ?? '?';
    const secret = variableOf(config.account, 'WEBHOOK_SECRET');
    findings.push(channelFinding('error', lateCode(said), { said, secret }));
  }
  return findings;
}

function lateCode(said: string): FindingCode {
  if (/\b401\b/.test(said)) return 'webhook.late-secret';
  if (/certificate|SSL|TLS/i.test(said)) return 'webhook.late-certificate';
  if (/\b404\b/.test(said)) return 'webhook.late-address';
  if (/\b50[0-4]\b|Bad Gateway/i.test(said)) return 'webhook.late-down';
  return /timed? ?out|refused|reset|unreachable|resolve/i.test(said)
    ? 'webhook.late-unreached'
    : 'webhook.late';
}

function tokenTrouble(failure: CallFailure, { account }: TelegramConfig): ChannelFinding {
  if (failure.kind !== 'api') {
    const proxy = variableOf(account, 'PROXY');
    return channelFinding('error', 'token.unreached', {
      platform: 'Telegram',
      reason: failure.reason,
      proxy,
    });
  }
  const { code, description: said } = failure;
  return code === 401 || code === 404
    ? channelFinding('error', 'token.refused-telegram', { token: variableOf(account, 'BOT_TOKEN') })
    : channelFinding('error', 'token.other-telegram', { code, said });
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
