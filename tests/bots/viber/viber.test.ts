/** The Viber adapter against the contract of all channels, with its own emulator. */
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import { labelOf } from '../../../bots/viber/emulator/phone.ts';
import { createViberAdapter, type ViberConfig } from '../../../bots/viber/index.ts';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { describeChannel } from '../../contracts/channel-contract.ts';
import type { ChannelRig, Signature, Trouble } from '../support/channel-rig.ts';
import { createFastClock, createRecordingLog, createTestDeps } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { VIBER_SKIPS } from './skips.ts';

const PERSON = '01234567890A=';

const TROUBLES: Record<Exclude<Trouble, 'blocked'>, Fault> = {
  'too-many': { method: 'send_message', body: { status: 12, status_message: 'tooManyRequests' } },
  'server-error': { method: 'send_message', status: 500, body: { error: 'internal' } },
  'gateway-page': { method: 'send_message', status: 502, body: '<html>Bad Gateway</html>' },
  reset: { method: 'send_message', drop: 'before' },
  'cut-answer': { method: 'send_message', drop: 'mid' },
  silence: { method: 'send_message', drop: 'hang' },
  'bad-token': { method: '*', body: { status: 2, status_message: 'invalidAuthToken' }, times: 100 },
};

describeChannel({
  name: 'Viber',
  recordings: fileURLToPath(new URL('../../recordings/viber', import.meta.url)),
  skips: VIBER_SKIPS,
  start: startRig,
});

async function startRig(): Promise<ChannelRig> {
  const emulator = await startViberEmulator();
  const clock = createFastClock(10);
  const log = createRecordingLog();
  const phone = emulator.user(PERSON);
  const webhook = await startWebhookServer('/webhooks/viber');
  webhook.handle = async () => 200;
  const config: ViberConfig = {
    account: 'viber:main',
    token: emulator.token,
    apiRoot: emulator.apiRoot,
    webhookUrl: webhook.url,
    proxy: null,
  };
  const opened = createViberAdapter(config, createTestDeps());
  await opened.open(async () => {});
  await opened.close();
  return {
    adapter: (kind = 'usual') =>
      createViberAdapter(
        kind === 'unreachable' ? { ...config, apiRoot: 'http://127.0.0.1:1' } : config,
        createTestDeps({ clock, log }),
      ),
    address: PERSON,
    greet: () => phone.text('привіт'),
    says: (text) => phone.text(text),
    shown: () =>
      phone.received().map((message) => ({
        text: message.text,
        buttons: message.keyboard?.map(labelOf) ?? [],
        hasMedia: message.media !== undefined,
      })),
    trouble(kind) {
      if (kind === 'blocked') phone.block();
      else emulator.fault(TROUBLES[kind]);
    },
    calm() {
      emulator.clearFaults();
      phone.chat.subscribed = true;
    },
    sign: (body, signature) => sign(emulator.token, body, signature),
    async deliverTo(handle) {
      webhook.handle = handle;
    },
    redeliver: () => void emulator.redeliver(1),
    files: {
      sends: ({ as, bytes, name }) => (as === 'photo' ? phone.photo(bytes) : phone.file(bytes, name)),
      meets: (fault) => emulator.fault({ ...fault, method: 'media' }),
      named: (url, media) => ({ ...media, ref: url }),
    },
    openWaits: clock.waiting,
    openSockets: emulator.connections,
    logLines: () => log.lines,
    secrets: [emulator.token],
    async close() {
      await emulator.close();
      await webhook.close();
    },
  };
}

function sign(token: string, body: Uint8Array, signature: Signature): WebhookRequest {
  const right = createHmac('sha256', token).update(body).digest('hex');
  const header = {
    right,
    wrong: createHmac('sha256', `${token}x`).update(body).digest('hex'),
    missing: undefined,
    prefix: right.slice(0, 32),
    longer: `${right}0`,
  };
  return { method: 'POST', headers: { 'x-viber-content-signature': header[signature] }, query: {}, body };
}
