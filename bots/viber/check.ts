/** Looks at one account for `doctor`: is the token good, do callbacks come to us, and all kinds of them, do the clocks agree. */
import type { Clock } from '../../src/core/clock.ts';
import { channelFinding } from '../../src/core/channel-finding.ts';
import type { ChannelFinding } from '../../src/core/ports/channel.ts';
import { variableOf } from '../../src/core/ports/platform.ts';
import { clockFinding } from '../../src/transport/clock-finding.ts';
import type { Call, CallFailure, ViberAnswer } from './client.ts';
import type { ViberConfig } from './config.ts';
import { EVENT_TYPES } from './webhook.ts';

/** Kinds that Viber sends whether they are asked for or not, and does not list. */
const ALWAYS_SENT = new Set(['message', 'subscribed', 'unsubscribed']);

/** Findings about token, callbacks, kinds of events and clock. */
export async function check(call: Call, config: ViberConfig, clock: Clock): Promise<ChannelFinding[]> {
  const info = await call('get_account_info', {});
  if (!info.ok) return [tokenTrouble(info.failure, config)];
  const { answer, date } = info;
  return [
    channelFinding('ok', 'token.belongs', { name: answer.name ?? '?' }),
    ...callbackFindings(answer, config),
    ...clockFinding(date, clock.now(), 'Viber'),
  ];
}

function callbackFindings(
  { webhook = '', event_types: types }: ViberAnswer,
  { webhookUrl }: ViberConfig,
): ChannelFinding[] {
  if (webhook === '') return [channelFinding('warn', 'callbacks.unset')];
  if (webhook !== webhookUrl) return [channelFinding('warn', 'callbacks.astray', { url: webhook })];
  const missing = EVENT_TYPES.filter(
    (type) => !ALWAYS_SENT.has(type) && !(types ?? EVENT_TYPES).includes(type),
  );
  const arrive = channelFinding('ok', 'callbacks.arrive', { url: webhook });
  if (missing.length === 0) return [arrive];
  return [arrive, channelFinding('warn', 'events.missing', { kinds: missing.join(', ') })];
}

function tokenTrouble(failure: CallFailure, { account }: ViberConfig): ChannelFinding {
  const token = variableOf(account, 'AUTH_TOKEN');
  if (failure.kind !== 'status') {
    const reason = 'reason' in failure ? failure.reason : failure.kind;
    return channelFinding('error', 'token.unreached', {
      platform: 'Viber',
      reason,
      proxy: variableOf(account, 'PROXY'),
    });
  }
  const { status: code, message: said } = failure;
  return code === 2
    ? channelFinding('error', 'token.refused-viber', { token })
    : channelFinding('error', 'token.other-viber', { code, said, token });
}
