/** The Telegram adapter against the contract of all channels, with its own emulator. */
import { fileURLToPath } from 'node:url';
import {
  startTelegramEmulator,
  type Fault,
  type WireMessage,
} from '../../../bots/telegram/emulator/index.ts';
import { createTelegramAdapter, type TelegramConfig } from '../../../bots/telegram/index.ts';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';
import { describeChannel } from '../../contracts/channel-contract.ts';
import type { ChannelRig, Shown, Signature, Trouble } from '../support/channel-rig.ts';
import { createFastClock, createRecordingLog, createTestDeps } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { TELEGRAM_SKIPS } from './skips.ts';

const SECRET = 'a-secret-of-the-webhook-0123456789';
const PERSON = 52_001;

const TROUBLES: Record<Exclude<Trouble, 'blocked'>, Fault> = {
  'too-many': { method: 'sendMessage', status: 429, retryAfter: 7 },
  'server-error': { method: 'sendMessage', status: 500 },
  'gateway-page': { method: 'sendMessage', status: 502, body: '<html>Bad Gateway</html>' },
  reset: { method: 'sendMessage', drop: 'before' },
  'cut-answer': { method: 'sendMessage', drop: 'mid' },
  silence: { method: 'sendMessage', drop: 'hang' },
  'bad-token': { method: '*', status: 401, times: 100 },
};

describeChannel({
  name: 'Telegram',
  recordings: fileURLToPath(new URL('../../recordings/telegram', import.meta.url)),
  skips: TELEGRAM_SKIPS,
  start: startRig,
});

async function startRig(): Promise<ChannelRig> {
  const emulator = await startTelegramEmulator();
  const clock = createFastClock(10);
  const log = createRecordingLog();
  const phone = emulator.user(PERSON);
  const webhook = await startWebhookServer('/webhooks/telegram');
  const config: TelegramConfig = {
    account: 'telegram:main',
    token: emulator.token,
    apiRoot: emulator.apiRoot,
    mode: 'webhook',
    webhookUrl: webhook.url,
    webhookSecret: SECRET,
    proxy: null,
  };
  const variants: Record<'usual' | 'unreachable' | 'other-mode', Partial<TelegramConfig>> = {
    usual: {},
    unreachable: { apiRoot: 'http://127.0.0.1:1' },
    'other-mode': { mode: 'poll', webhookUrl: null, webhookSecret: null },
  };
  return {
    adapter: (kind = 'usual') =>
      createTelegramAdapter({ ...config, ...variants[kind] }, createTestDeps({ clock, log })),
    address: String(PERSON),
    greet: () => void phone.start(),
    says: (text) => void phone.text(text),
    shown: () => phone.received().map((message) => toShown(message, phone.keyboard())),
    trouble(kind) {
      if (kind === 'blocked') phone.block();
      else emulator.fault(TROUBLES[kind]);
    },
    calm() {
      emulator.clearFaults();
      phone.unblock();
    },
    sign,
    async deliverTo(handle) {
      webhook.handle = handle;
    },
    redeliver: () => void emulator.redeliver(1),
    files: {
      sends: ({ as, bytes, name, mime }) =>
        void (as === 'photo' ? phone.photo(bytes) : phone.document(bytes, name, mime)),
      meets: (fault) => emulator.fault({ ...fault, method: 'file' }),
      named(url, media) {
        const result = { file_id: media.ref, file_unique_id: 'x', file_path: url };
        emulator.fault({ method: 'getFile', status: 200, body: { ok: true, result } });
        return media;
      },
    },
    openWaits: clock.waiting,
    openSockets: emulator.connections,
    logLines: () => log.lines,
    secrets: [emulator.token, SECRET],
    async close() {
      await emulator.close();
      await webhook.close();
    },
  };
}

function sign(body: Uint8Array, signature: Signature): WebhookRequest {
  const secret = {
    right: SECRET,
    wrong: `${SECRET.slice(0, -1)}x`,
    missing: undefined,
    prefix: SECRET.slice(0, 12),
    longer: `${SECRET}0`,
  };
  return {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': secret[signature] },
    query: {},
    body,
  };
}

/** The keyboard belongs to the whole chat; it is counted with the message that brought it, the pointer. */
function toShown(message: WireMessage, keyboard: { text: string }[][] | null): Shown {
  const inline = message.reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? [];
  const below = message.text === '👇' ? (keyboard?.flat().map((button) => button.text) ?? []) : [];
  return {
    text: message.text ?? message.caption ?? '',
    buttons: [...inline, ...below],
    hasMedia: message.photo !== undefined || message.document !== undefined,
  };
}
