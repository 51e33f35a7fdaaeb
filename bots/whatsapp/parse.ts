/**
 * One webhook call to events: every entry, every change, every message and status in it. Pure but for the log; must accept
 * anything. What cannot be read is logged and left, and its neighbours go through.
 */
import type { ChannelEvent } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { IncomingUpdate } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { toError } from '../../src/core/errors.ts';
import { personOf } from './address.ts';
import { parseEcho, parseMessage } from './parse-message.ts';
import { parseStatus } from './parse-status.ts';
import { idUpdateSchema, preferenceSchema, valueSchema, type Value } from './payload.ts';

export interface ParseDeps {
  log: Log;
  /** The account that a number of ours belongs to; undefined: not ours. */
  accountOf(phoneNumberId: string): AccountId | undefined;
  /** For changes that name no number of ours. */
  account: AccountId;
  /** For items without a time of their own. */
  nowMs: number;
}

type Items = { name: string; items: readonly unknown[]; parse(item: unknown): (ChannelEvent | null)[] };

/** `whole` is the text of `call`; it is kept as it is where the call holds one item only. */
export function parseCall(deps: ParseDeps, call: Record<string, unknown>, whole: string): IncomingUpdate[] {
  const updates = listOf(call['entry']).flatMap((entry) =>
    listOf(fieldOf(entry, 'changes')).flatMap((change) => parseChange(deps, change)),
  );
  const [only, ...others] = updates;
  return only !== undefined && others.length === 0 ? [{ ...only, raw: whole }] : updates;
}

function parseChange(deps: ParseDeps, change: unknown): IncomingUpdate[] {
  const field = fieldOf(change, 'field');
  const read = valueSchema.safeParse(fieldOf(change, 'value'));
  if (typeof field !== 'string' || !read.success) return left(deps, 'change');
  const value = read.data;
  const phoneNumberId = value.metadata?.phone_number_id;
  const account = phoneNumberId === undefined ? deps.account : deps.accountOf(phoneNumberId);
  if (account === undefined) {
    deps.log.debug({ field }, 'An event of a number that is not set up here was left alone');
    return [];
  }
  tellErrors(deps, account, field, value);
  return itemsOf(deps, field, value, account).flatMap(({ name, items, parse }) =>
    items.flatMap((item) => parseItem(deps, name, value, item, parse)),
  );
}

function itemsOf(deps: ParseDeps, field: string, value: Value, account: AccountId): Items[] {
  switch (field) {
    case 'messages':
      return [
        {
          name: 'message',
          items: value.messages,
          parse: (item) => [parseMessage(item, value.contacts, account)],
        },
        { name: 'status', items: value.statuses, parse: (item) => emptyAsNull(parseStatus(item, account)) },
      ];
    case 'smb_message_echoes':
      return [
        { name: 'echo', items: listOf(value['message_echoes']), parse: (item) => [parseEcho(item, account)] },
      ];
    case 'user_id_update':
      return [
        { name: field, items: listOf(value[field]), parse: (item) => [parseIdUpdate(item, account, deps)] },
      ];
    case 'user_preferences':
      return [
        { name: field, items: listOf(value[field]), parse: (item) => [parsePreference(item, account, deps)] },
      ];
    default:
      // About templates, quality, the account itself: no person is in it, but the shop may want to know.
      deps.log.warn(
        { account, field, event: briefly(value['event']) },
        'WhatsApp reports a change of the account',
      );
      return [];
  }
}

function parseItem(
  deps: ParseDeps,
  name: string,
  { metadata, contacts }: Value,
  item: unknown,
  parse: Items['parse'],
): IncomingUpdate[] {
  try {
    return parse(item).flatMap((event) =>
      event === null
        ? left(deps, name)
        : [{ event, raw: JSON.stringify({ metadata, contacts, [name]: item }) }],
    );
  } catch (thrown) {
    deps.log.error(
      { account: deps.account, item: name, error: toError(thrown) },
      'An item of a call was left',
    );
    return [];
  }
}

function parseIdUpdate(item: unknown, account: AccountId, { nowMs }: ParseDeps): ChannelEvent | null {
  const read = idUpdateSchema.safeParse(item);
  if (!read.success) return null;
  const { user_id: ids, previous_user_id: previous, wa_id: waId, timestamp } = read.data;
  const before = personOf(ids.previous === '' ? previous : ids.previous, waId);
  const now = personOf(ids.current, undefined);
  if (before === null || now === null || before.address === now.address) return null;
  return {
    account,
    externalId: `user_id_update:${before.address}:${now.address}`,
    address: before.address,
    ...(before.aliases.length > 0 ? { aliases: before.aliases } : {}),
    occurredAtMs: timestamp === undefined ? nowMs : timestamp * 1000,
    type: 'moved',
    to: now.address,
  };
}

function parsePreference(item: unknown, account: AccountId, { nowMs }: ParseDeps): ChannelEvent | null {
  const read = preferenceSchema.safeParse(item);
  if (!read.success) return null;
  const { user_id: userId, wa_id: waId, category, value, timestamp } = read.data;
  const person = personOf(userId, waId);
  if (person === null) return null;
  return {
    account,
    externalId: `user_preferences:${person.address}:${category}:${value}:${timestamp ?? ''}`,
    address: person.address,
    ...(person.aliases.length > 0 ? { aliases: person.aliases } : {}),
    occurredAtMs: timestamp === undefined ? nowMs : timestamp * 1000,
    type: 'unknown',
    name: `preference:${category}:${value}`,
  };
}

/** Errors that are about the number, not about one message. */
function tellErrors({ log }: ParseDeps, account: AccountId, field: string, { errors }: Value): void {
  for (const error of errors) {
    log.warn(
      { account, field, code: briefly(fieldOf(error, 'code')) },
      'WhatsApp reports an error of the account',
    );
  }
}

function left({ log, account }: ParseDeps, item: string): IncomingUpdate[] {
  log.warn({ account, item }, 'An item of a webhook call could not be read and was left');
  return [];
}

function emptyAsNull(events: ChannelEvent[]): (ChannelEvent | null)[] {
  return events.length === 0 ? [null] : events;
}

/** A word or a number; never text of a customer. */
function briefly(value: unknown): string | number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
