/** The WhatsApp Web adapter against the contract of all channels, with the emulated phone behind its driver. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shownText } from '../../../bots/whatsapp-web/emulator/fake-person.ts';
import { startFakeWhatsapp } from '../../../bots/whatsapp-web/emulator/fake-whatsapp.ts';
import type { FakeFault } from '../../../bots/whatsapp-web/emulator/fake-world.ts';
import { createWhatsappWebAdapter } from '../../../bots/whatsapp-web/index.ts';
import { parseUpdate } from '../../../bots/whatsapp-web/parse.ts';
import { systemRandom } from '../../../src/core/clock.ts';
import { isSession, type ChannelAdapter, type Intake } from '../../../src/core/ports/channel.ts';
import { describeChannel } from '../../contracts/channel-contract.ts';
import type { ChannelRig, Trouble } from '../support/channel-rig.ts';
import { createFastClock, createRecordingLog, createTestDeps, eventually } from '../support/test-deps.ts';
import { WHATSAPP_WEB_SKIPS } from './skips.ts';

const ACCOUNT = 'whatsapp-web:main';
const PERSON = '79161234567@c.us';
/** When the recordings were made. */
const RECORDED_MS = 1_795_300_000_000;

const FAULTS: Partial<Record<Trouble, FakeFault>> = {
  'gateway-page': 'page-error',
  reset: 'page-closed',
  'cut-answer': 'lost-answer',
  silence: 'hang',
};

describeChannel({
  name: 'WhatsApp Web',
  recordings: fileURLToPath(new URL('../../recordings/whatsapp-web', import.meta.url)),
  skips: WHATSAPP_WEB_SKIPS,
  start: startRig,
});

async function startRig(): Promise<ChannelRig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'whatsapp-web-'));
  // Pauses of seconds between messages would make this suite an hour long.
  const clock = createFastClock(100, 1_000);
  const log = createRecordingLog();
  const whatsapp = startFakeWhatsapp({ clock, random: systemRandom, paired: true });
  const person = whatsapp.person(PERSON);
  let made = 0;
  const main: ChannelAdapter[] = [];
  const adapter = (): ChannelAdapter => {
    made += 1;
    const deps = createTestDeps({ clock, log, dataDir: join(dataDir, String(made)) });
    return createWhatsappWebAdapter({ account: ACCOUNT, chromium: null, proxy: null }, deps, whatsapp.make);
  };
  return {
    adapter,
    address: PERSON,
    greet: () => void person.text('привіт'),
    says: (text) => void person.text(text),
    shown: () =>
      person.received().map(({ message, hasMedia }) => {
        const text = shownText(message.body);
        return { text, hasMedia, buttons: choicesIn(text) };
      }),
    trouble(kind) {
      const fault = FAULTS[kind];
      if (kind === 'bad-token') whatsapp.unlink();
      else if (fault !== undefined) whatsapp.fault(fault);
    },
    async calm() {
      whatsapp.calm();
      if (whatsapp.paired) return;
      for (const opened of main) if (isSession(opened)) await opened.pairAgain();
      whatsapp.scan();
    },
    sign: (body) => ({ method: 'POST', headers: {}, query: {}, body }),
    read,
    async connected(opened) {
      main.push(opened);
      await eventually(() => isSession(opened) && opened.session().is === 'ready', 'the phone is connected');
    },
    redeliver: () => whatsapp.redeliver(),
    files: {
      sends: ({ as, bytes, name, mime }) =>
        void (as === 'photo' ? person.photo(bytes) : person.document(bytes, name, mime)),
      hangs: () => whatsapp.freeze(),
    },
    openWaits: clock.waiting,
    openSockets: async () => whatsapp.running,
    logLines: () => log.lines,
    secrets: ['79161234567'],
    close: () => rm(dataDir, { recursive: true, force: true }),
  };
}

function read(body: Uint8Array): Intake {
  try {
    const update: unknown = JSON.parse(Buffer.from(body).toString());
    const event = parseUpdate(update, ACCOUNT, RECORDED_MS);
    return { ok: true, updates: event === null ? [] : [{ event, raw: '' }], answer: null };
  } catch {
    return { ok: false, status: 400, reason: 'no JSON' };
  }
}

/** What a customer finds to choose from, in words: numbered lines, and lines that end in an address. */
function choicesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, numbered] = /^\d+\. (.+)$/.exec(line) ?? [];
    const [, link] = /^(.+): https?:\/\/\S+$/.exec(line) ?? [];
    return numbered ?? link ?? [];
  });
}
