/** What the platform reports of a message of ours. Pure; a failure for good also says that the person cannot be reached. */
import type { ChannelEvent, ChannelEventHead, Receipt } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { personOf } from './address.ts';
import { meaningOf, nameOfCode } from './codes.ts';
import { statusSchema } from './payload.ts';

const STATES: Record<string, Receipt['status']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  // A voice message was listened to.
  played: 'read',
  failed: 'failed',
};

/** No events: there is nobody in it. */
export function parseStatus(item: unknown, account: AccountId): ChannelEvent[] {
  const read = statusSchema.safeParse(item);
  if (!read.success) return [];
  const { id, status, timestamp, recipient_id: waId, recipient_user_id: userId, errors } = read.data;
  const person = personOf(userId, waId);
  if (person === null) return [];
  const head: ChannelEventHead = {
    account,
    externalId: `${id}:${status}`,
    address: person.address,
    occurredAtMs: timestamp * 1000,
    ...(person.aliases.length > 0 ? { aliases: person.aliases } : {}),
  };
  const state = STATES[status];
  if (state === undefined) return [{ ...head, type: 'unknown', name: `status:${status}` }];
  const code = errors?.[0]?.code;
  const receipt: ChannelEvent = {
    ...head,
    type: 'receipt',
    messageId: id,
    status: state,
    ...(code === undefined || state !== 'failed' ? {} : { reason: nameOfCode(code) }),
    ...restOf(read.data),
  };
  const meaning = state === 'failed' && code !== undefined ? meaningOf(code) : null;
  if (meaning?.does !== 'refused' || meaning.unreachable !== true) return [receipt];
  // The only hint there is that somebody has blocked us or left: undone by their next word.
  return [receipt, { ...head, externalId: `${id}:unreachable`, type: 'reachability', reachable: false }];
}

function restOf({
  biz_opaque_callback_data: key,
  pricing,
}: {
  biz_opaque_callback_data?: string | undefined;
  pricing?: { category: string; billable?: boolean | undefined; type?: string | undefined } | undefined;
}): Pick<Receipt, 'key' | 'price'> {
  return {
    ...(key === undefined || key === '' ? {} : { key }),
    ...(pricing === undefined
      ? {}
      : { price: { category: pricing.category, billable: pricing.billable ?? pricing.type === 'regular' } }),
  };
}
