/** Looks at one account for `doctor`: is the token good, do callbacks come to us, and all kinds of them, do the clocks agree. */
import type { Clock } from '../../src/core/clock.ts';
import type { Finding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import { clockFinding } from '../../src/transport/clock-finding.ts';
import type { Call, CallFailure, ViberAnswer } from './client.ts';
import type { ViberConfig } from './config.ts';
import { EVENT_TYPES } from './webhook.ts';

/** Kinds that Viber sends whether they are asked for or not, and does not list. */
const ALWAYS_SENT = new Set(['message', 'subscribed', 'unsubscribed']);

/** Findings about token, callbacks, kinds of events and clock. */
export async function check(call: Call, config: ViberConfig, clock: Clock): Promise<Finding[]> {
  const info = await call('get_account_info', {});
  if (!info.ok) return [{ level: 'error', subject: 'token', message: tokenTrouble(info.failure, config) }];
  const { answer, date } = info;
  return [
    { level: 'ok', subject: 'token', message: `belongs to ${answer.name ?? '?'}` },
    ...callbackFindings(answer, config),
    ...clockFinding(date, clock.now(), 'Viber'),
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

function tokenTrouble(failure: CallFailure, { account }: ViberConfig): string {
  const token = variableOf(account, 'AUTH_TOKEN');
  if (failure.kind !== 'status')
    return `Viber cannot be reached; check the network and ${variableOf(account, 'PROXY')}`;
  return failure.status === 2
    ? `is not accepted; check ${token} against the bot's edit screen`
    : `Viber answers ${failure.status} ${failure.message}; check ${token} and the bot's contract`;
}
