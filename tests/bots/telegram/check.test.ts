/** What doctor is told of a Telegram account: each trouble in words that say what to mend; and whom a connection trusts. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator } from '../../../bots/telegram/emulator/index.ts';
import { createTelegramAdapter, type TelegramConfig } from '../../../bots/telegram/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { ChannelAdapter, Finding } from '../../../src/core/ports/channel.ts';
import { LEAF, LEAF_KEY, MIDDLE, ROOT } from '../../transport/private-authority.ts';
import { createTestDeps } from '../support/test-deps.ts';

const SECRET = 'a-secret-of-the-webhook-0123456789';
const WEBHOOK = 'http://127.0.0.1:1/webhooks/telegram';

let emulator: TelegramEmulator;
const adapters: ChannelAdapter[] = [];
beforeEach(async () => {
  emulator = await startTelegramEmulator();
});
afterEach(async () => {
  for (const adapter of adapters.splice(0)) await adapter.close();
  await emulator.close();
});

function adapterOf(overrides: Partial<TelegramConfig> = {}, deps: Parameters<typeof createTestDeps>[0] = {}) {
  const { token, apiRoot } = emulator;
  const webhook = { mode: 'webhook' as const, webhookUrl: WEBHOOK, webhookSecret: SECRET, proxy: null };
  const config = { account: 'telegram:main' as const, token, apiRoot, ...webhook, ...overrides };
  const adapter = createTelegramAdapter(config, createTestDeps(deps));
  adapters.push(adapter);
  return adapter;
}

const info = (more: object): void => {
  const result = { url: WEBHOOK, has_custom_certificate: false, pending_update_count: 0, ...more };
  emulator.fault({ method: 'getWebhookInfo', body: { ok: true, result } });
};
const lastly = (message: string) => ({
  last_error_date: Math.floor(systemClock.now() / 1_000),
  last_error_message: message,
});
const about = (findings: Finding[], subject: string): string[] =>
  findings.filter((one) => one.subject === subject).map(({ level, message }) => `${level}: ${message}`);

test('all is well: token, address and clock', async () => {
  info({
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'],
  });
  const findings = await adapterOf().check();
  expect(findings.map(({ level, subject }) => [level, subject])).toEqual([
    ['ok', 'token'],
    ['ok', 'updates'],
    ['ok', 'clock'],
  ]);
});

test.each([
  ['Wrong response from the webhook: 401 Unauthorized', /another secret than TELEGRAM_WEBHOOK_SECRET/],
  ['Wrong response from the webhook: 404 Not Found', /leads to somebody else/],
  ['Wrong response from the webhook: 502 Bad Gateway', /Is Prilavok running/],
  ['SSL error {error:0A000086:SSL routines::certificate verify failed}', /certificate/],
  ['Connection timed out', /port open to the world/],
  ['Something new', /web server in front/],
])('%s', async (said, advice) => {
  info(lastly(said));
  expect(about(await adapterOf().check(), 'webhook')).toEqual([expect.stringMatching(advice)]);
});

test('kinds that are not asked for, and a queue that grows', async () => {
  info({ allowed_updates: ['message'], pending_update_count: 101 });
  const findings = await adapterOf().check();
  expect(about(findings, 'updates').at(-1)).toMatch(/callback_query.*are not asked for/);
  expect(about(findings, 'queue')).toEqual(['warn: 101 updates wait at Telegram']);
});

test('a clock that is off by more than a minute', async () => {
  const ahead = { ...systemClock, now: () => systemClock.now() + 7_200_000 };
  expect(about(await adapterOf({}, { clock: ahead }).check(), 'clock')).toEqual([
    expect.stringMatching(/^warn: is 2 h ahead of Telegram's/),
  ]);
});

test('a private authority is trusted if its file was given, and only then', async () => {
  let calls = 0;
  const server = createServer({ cert: LEAF + MIDDLE, key: LEAF_KEY }, (_request, response) => {
    calls += 1;
    response.setHeader('content-type', 'application/json');
    response.end('{"ok":true,"result":{"id":9,"is_bot":true,"first_name":"S","username":"shop_bot"}}');
  });
  const apiRoot = `https://localhost:${await listen(server)}`;
  try {
    expect(about(await adapterOf({ apiRoot }).check(), 'token')).toEqual([
      expect.stringMatching(/^error: Telegram cannot be reached/),
    ]);
    expect(calls).toBe(0);
    const trusting = adapterOf({ apiRoot }, { ca: ROOT });
    expect(about(await trusting.check(), 'token')).toEqual(['ok: belongs to @shop_bot']);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
