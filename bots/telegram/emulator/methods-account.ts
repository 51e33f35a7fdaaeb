/** Methods about the bot itself: who it is, how it gets updates, its menu, its files. */
import type { CallContext } from './methods-send.ts';
import type { WireUpdate } from './wire.ts';
import { ApiError, asRecord, badRequest } from './wire.ts';
import { wireChatOf } from './world.ts';

/** A result with the words that some methods add to it. */
export interface Described {
  result: unknown;
  description: string;
}

const DOWNLOAD_BYTES_MAX = 20_000_000;
const LINK_LIFE_MS = 3_600_000;
const POLL_MAX_S = 50;
const WEBHOOK_PORTS = new Set(['', '443', '80', '88', '8443']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** When each bot last changed its webhook; the platform allows one change a second. */
const lastWebhookChange = new WeakMap<object, number>();

export function getMe({ bot }: CallContext): unknown {
  return {
    ...bot.me,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

export async function getUpdates({ bot, params }: CallContext): Promise<WireUpdate[]> {
  const limit = params.integer('limit') ?? 100;
  readAllowed(bot.updates, params.object('allowed_updates'));
  return bot.updates.poll({
    offset: params.integer('offset'),
    limit: limit < 1 || limit > 100 ? 100 : limit,
    timeoutMs: Math.min(Math.max(params.number('timeout') ?? 0, 0), POLL_MAX_S) * 1000,
  });
}

export function setWebhook(call: CallContext): Described {
  const { world, bot, params } = call;
  const url = params.text('url') ?? '';
  if (url === '') return deleteWebhook(call);
  const now = world.clock.now();
  if (now - (lastWebhookChange.get(bot) ?? Number.NEGATIVE_INFINITY) < 1000) {
    throw new ApiError(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
  }
  checkWebhookUrl(url);
  const secret = params.text('secret_token');
  if (secret !== undefined && secret.length > 256) throw badRequest('secret token is too long');
  if (secret !== undefined && !/^[A-Za-z0-9_-]*$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  lastWebhookChange.set(bot, now);
  readAllowed(bot.updates, params.object('allowed_updates'));
  const before = bot.updates.webhook;
  const maxConnections = Math.min(Math.max(params.integer('max_connections') ?? 40, 1), 100);
  const isSame = before !== null && before.url === url && before.secret === secret;
  if (!isSame || params.flag('drop_pending_updates')) {
    const webhook = {
      url,
      secret: secret === '' ? undefined : secret,
      maxConnections,
      lastError: null,
      goneSinceMs: null,
    };
    bot.updates.setWebhook(webhook, params.flag('drop_pending_updates'));
  }
  return { result: true, description: isSame ? 'Webhook is already set' : 'Webhook was set' };
}

export function deleteWebhook({ bot, params }: CallContext): Described {
  const had = bot.updates.webhook !== null;
  bot.updates.setWebhook(null, params.flag('drop_pending_updates'));
  return { result: true, description: had ? 'Webhook was deleted' : 'Webhook is already deleted' };
}

export function getWebhookInfo({ bot }: CallContext): unknown {
  const { webhook, pending, allowed } = bot.updates;
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: pending,
    ...(webhook === null ? {} : { max_connections: webhook.maxConnections, ip_address: '127.0.0.1' }),
    ...(webhook?.lastError
      ? {
          last_error_date: Math.floor(webhook.lastError.atMs / 1000),
          last_error_message: webhook.lastError.message,
        }
      : {}),
    ...(allowed === null ? {} : { allowed_updates: allowed }),
  };
}

export function setMyCommands({ bot, params }: CallContext): true {
  const commands = params.object('commands');
  if (!Array.isArray(commands)) throw badRequest("can't parse commands JSON object");
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const value of commands) {
    const command = asRecord(value);
    if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command?.['command']))) throw badRequest('BOT_COMMAND_INVALID');
    const description = command?.['description'];
    if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
  bot.commands.set(commandsKey(params), commands);
  return true;
}

export function getMyCommands({ bot, params }: CallContext): unknown[] {
  return bot.commands.get(commandsKey(params)) ?? [];
}

export function deleteMyCommands({ bot, params }: CallContext): true {
  bot.commands.delete(commandsKey(params));
  return true;
}

export function getChat({ bot, params }: CallContext): unknown {
  const chat = bot.chats.get(params.integer('chat_id') ?? 0);
  if (chat === undefined) throw badRequest('chat not found');
  return wireChatOf(chat.person);
}

export function getFile({ world, bot, params }: CallContext): unknown {
  const file = bot.files.get(params.text('file_id') ?? '');
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.bytes.length > DOWNLOAD_BYTES_MAX) throw badRequest('file is too big');
  file.linkUntilMs = world.clock.now() + LINK_LIFE_MS;
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    file_path: file.path,
  };
}

function readAllowed(updates: CallContext['bot']['updates'], value: unknown): void {
  if (!Array.isArray(value)) return;
  const names = value.filter((name): name is string => typeof name === 'string');
  updates.allowed = names.length === 0 ? null : names;
}

function checkWebhookUrl(url: string): void {
  const parsed = URL.parse(url);
  if (parsed === null) throw badRequest('bad webhook: invalid URL specified');
  // On loopback there is no certificate to be had, and the port is whatever was free.
  if (LOOPBACK.has(parsed.hostname)) return;
  if (parsed.protocol !== 'https:')
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!WEBHOOK_PORTS.has(parsed.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function commandsKey(params: CallContext['params']): string {
  return JSON.stringify([params.object('scope') ?? { type: 'default' }, params.text('language_code') ?? '']);
}
