/** Looks at one account for `doctor`: is the token good, do updates arrive, what does Telegram complain about. */
import type { Clock } from '../../src/core/clock.ts';
import type { Finding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import type { Call, CallFailure } from './client.ts';
import type { TelegramConfig } from './config.ts';

const RECENT_ERROR_MS = 10 * 60_000;
const MANY_PENDING = 100;

/** Findings about token, way of intake, webhook and what waits at Telegram. */
export async function check(call: Call, config: TelegramConfig, clock: Clock): Promise<Finding[]> {
  const me = await call('getMe', {});
  if (!me.ok) return [{ level: 'error', subject: 'token', message: tokenTrouble(me.failure, config) }];
  const findings: Finding[] = [
    {
      level: 'ok',
      subject: 'token',
      message: `belongs to @${textOf(me.result, 'username') ?? '?'}`,
    },
  ];
  const info = await call('getWebhookInfo', {});
  if (!info.ok)
    return [...findings, { level: 'error', subject: 'webhook', message: tokenTrouble(info.failure, config) }];
  findings.push(intakeFinding(config, textOf(info.result, 'url') ?? ''));
  return [...findings, ...deliveryFindings(info.result, clock.now())];
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

function deliveryFindings(info: unknown, nowMs: number): Finding[] {
  const findings: Finding[] = [];
  const pending = numberOf(info, 'pending_update_count') ?? 0;
  if (pending > MANY_PENDING) {
    findings.push({
      level: 'warn',
      subject: 'queue',
      message: `${pending} updates wait at Telegram`,
    });
  }
  const errorAtMs = (numberOf(info, 'last_error_date') ?? 0) * 1000;
  if (nowMs - errorAtMs < RECENT_ERROR_MS) {
    findings.push({
      level: 'error',
      subject: 'webhook',
      message: `Telegram could not deliver lately: ${textOf(info, 'last_error_message') ?? 'no reason given'}`,
    });
  }
  return findings;
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
