/** The WhatsApp adapter against the contract of all channels, with its own emulator. */
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { visibleText } from '../../../bots/whatsapp/emulator/spans.ts';
import type { ShownMessage } from '../../../bots/whatsapp/emulator/world.ts';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { describeChannel } from '../../contracts/channel-contract.ts';
import type { ChannelRig, Shown, Signature, Trouble } from '../support/channel-rig.ts';
import { createFastClock, createRecordingLog } from '../support/test-deps.ts';
import { PERSON, startRig, VERIFY_TOKEN } from './rig.ts';
import { WHATSAPP_SKIPS } from './skips.ts';

const TROUBLES: Record<Trouble, Fault> = {
  'too-many': { method: 'messages', status: 429, body: errorOf(130429) },
  'server-error': { method: 'messages', status: 500, body: errorOf(131000) },
  'gateway-page': { method: 'messages', status: 502, body: '<html>Bad Gateway</html>' },
  reset: { method: 'messages', drop: 'before' },
  'cut-answer': { method: 'messages', drop: 'mid' },
  silence: { method: 'messages', drop: 'hang' },
  blocked: { method: 'messages', status: 400, body: errorOf(131026) },
  'bad-token': { method: '*', status: 401, body: errorOf(190), times: 100 },
};

describeChannel({
  name: 'WhatsApp',
  recordings: fileURLToPath(new URL('../../recordings/whatsapp', import.meta.url)),
  skips: WHATSAPP_SKIPS,
  start: start,
});

async function start(): Promise<ChannelRig> {
  const rig = await startRig();
  const { emulator, webhook } = rig;
  const clock = createFastClock(10);
  const log = createRecordingLog();
  const phone = emulator.user(PERSON);
  await rig.adapter.close();
  return {
    adapter: (kind = 'usual') =>
      rig.make(kind === 'unreachable' ? { apiRoot: 'http://127.0.0.1:1' } : {}, { clock, log }),
    address: phone.chat.person.userId,
    greet: () => phone.text('привет'),
    says: (text) => phone.text(text),
    shown: () => phone.received().map(shownOf),
    trouble: (kind) => emulator.fault(TROUBLES[kind]),
    calm: () => emulator.clearFaults(),
    sign: (body, signature) => sign(emulator.appSecret, body, signature),
    async deliverTo(handle) {
      webhook.handle = handle;
    },
    redeliver: () => void emulator.redeliver(1),
    files: {
      sends: ({ as, bytes, name, mime }) =>
        as === 'photo' ? phone.photo(bytes, '', { mime }) : phone.document(bytes, name, mime),
      meets: (fault) => emulator.fault({ ...fault, method: 'download' }),
      named(url, media) {
        const body = { url, mime_type: 'image/jpeg', file_size: 5, id: '1' };
        emulator.fault({ method: 'object', status: 200, body });
        return media;
      },
    },
    openWaits: clock.waiting,
    openSockets: emulator.connections,
    logLines: () => log.lines,
    secrets: [emulator.token, emulator.appSecret, VERIFY_TOKEN],
    close: rig.close,
  };
}

/**
 * A request is a button in the language of the phone: what it asks for is what stands above it. A link in the text is what a
 * finger presses.
 */
function shownOf(message: ShownMessage): Shown {
  const text = visibleText(message.text);
  const links = [...text.matchAll(/^(.+): https?:\/\/\S+$/gm)].map(([, label = '']) => label);
  const labels = message.buttons.map(({ kind, label }) => (kind.startsWith('share') ? text : label));
  return { text, buttons: [...labels, ...links], hasMedia: message.media !== undefined };
}

function errorOf(code: number): unknown {
  return { error: { message: `(#${code}) fault`, type: 'OAuthException', code, fbtrace_id: 'x' } };
}

function sign(secret: string, body: Uint8Array, signature: Signature): WebhookRequest {
  const hex = (key: string): string => createHmac('sha256', key).update(body).digest('hex');
  const header = {
    right: `sha256=${hex(secret)}`,
    wrong: `sha256=${hex(`${secret}x`)}`,
    missing: undefined,
    prefix: `sha256=${hex(secret).slice(0, 32)}`,
    longer: `sha256=${hex(secret)}0`,
  };
  return { method: 'POST', headers: { 'x-hub-signature-256': header[signature] }, query: {}, body };
}
