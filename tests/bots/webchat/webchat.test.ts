/** The web chat's adapter against the contract of all channels. Its platform is its own mailbox: troubles are those of a disk. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashToken } from '../../../bots/webchat/access.ts';
import { createVisitor } from '../../../bots/webchat/emulator/visitor.ts';
import { createWebchatAdapter, type WebchatConfig } from '../../../bots/webchat/index.ts';
import { toItem } from '../../../bots/webchat/line-body.ts';
import { lineId } from '../../../bots/webchat/parse.ts';
import type { HostedAdapter, WebhookRequest } from '../../../src/core/ports/channel.ts';
import type { HostedDeps } from '../../../src/core/ports/hosted.ts';
import type { Mailbox, Visitor } from '../../../src/core/ports/mailbox.ts';
import { openMailbox } from '../../../src/store/webchat/open-mailbox.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { describeChannel } from '../../contracts/channel-contract.ts';
import type { ChannelRig, Signature, Trouble } from '../support/channel-rig.ts';
import { createFastClock, createRecordingLog, createTestDeps } from '../support/test-deps.ts';
import { serveChat, SHOP, stopServer } from './chat-rig.ts';
import { WEBCHAT_SKIPS } from './skips.ts';

const ADDRESS = 'visitor-of-recordings1';
const TOKEN = 'a-token-of-forty-three-characters-for-tests';
const CONFIG: WebchatConfig = {
  account: 'webchat:main',
  origins: [SHOP],
  publicOrigin: null,
  identitySecret: null,
  color: null,
};

describeChannel({
  name: 'The web chat',
  recordings: fileURLToPath(new URL('../../recordings/webchat', import.meta.url)),
  skips: WEBCHAT_SKIPS,
  start: startRig,
});

async function startRig(): Promise<ChannelRig> {
  const folder = await mkdtemp(join(tmpdir(), 'prilavok-webchat-'));
  const clock = createFastClock(10);
  const log = createRecordingLog();
  const mailbox = await openMailbox({ file: join(folder, 'webchat.sqlite'), clock: systemClock, log });
  const known = await furnish(mailbox);
  let trouble: Trouble | null = null;
  let current: HostedAdapter | null = null;
  let deliver: ((request: WebhookRequest) => Promise<number>) | null = null;
  const adapterOver = (over: Mailbox): HostedAdapter => {
    const hosted = hostedOver(over);
    return createWebchatAdapter(CONFIG, createTestDeps({ clock, log, hosted }));
  };
  const server = await serveChat({
    ...adapterOver(mailbox),
    handle: async (request, from) =>
      (await current?.handle(request, from, () => undefined)) ?? new Response(null, { status: 503 }),
  });
  const { port } = server.address() as AddressInfo;
  const visitor = createVisitor({
    url: `http://127.0.0.1:${port}/chat/main`,
    origin: SHOP,
    token: TOKEN,
    clock,
  });
  return {
    adapter(kind = 'usual') {
      if (kind === 'unreachable') return adapterOver(closed(mailbox));
      current = adapterOver(troubled(mailbox, () => trouble));
      return current;
    },
    address: ADDRESS,
    greet() {},
    says: (text) => void visitor.says(text).catch(() => {}),
    shown: () =>
      mailbox
        .readBefore(known.id, Number.MAX_SAFE_INTEGER, 1_000)
        .filter(({ from }) => from === 'shop')
        .slice(1)
        .map(toItem)
        .map(({ text, buttons, files }) => ({
          text: text.map((span) => span.text).join(''),
          buttons: buttons.map(({ label }) => label),
          hasMedia: files.length > 0,
        })),
    trouble(kind) {
      trouble = kind;
      if (kind === 'blocked') void mailbox.dropToken('webchat:main', hashToken(TOKEN));
    },
    async calm() {
      if (trouble === 'blocked') await mailbox.addToken(known.id, hashToken(TOKEN), 1, 1);
      trouble = null;
    },
    sign,
    async deliverTo(handle) {
      deliver = handle;
    },
    redeliver() {
      const said = { kind: 'text', cid: lastCid(mailbox, known), text: 'не потеряйся' };
      void deliver?.(sign(Buffer.from(JSON.stringify(said)), 'right'));
    },
    openWaits: clock.waiting,
    openSockets: async () => 0,
    logLines: () => log.lines,
    secrets: [TOKEN],
    async close() {
      await stopServer(server);
      await mailbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the recordings speak of: a line of the shop with a button, an own line, an uploaded file. */
async function furnish(mailbox: Mailbox): Promise<Visitor> {
  const nobody = { userId: null, phoneSigned: false, email: null, languageTag: 'ru', page: null };
  const known = { account: 'webchat:main' as const, address: ADDRESS, name: 'Анна', phone: null };
  const visitor = await mailbox.createVisitor({ ...nobody, ...known, tokenHash: hashToken(TOKEN), atMs: 1 });
  const button = { kind: 'reply', label: 'Доставка', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' };
  const body = { text: [{ text: 'Что выбрать?' }], buttons: [button], cards: [], files: [] };
  const offer = { account: known.account, address: ADDRESS, key: 'recorded', atMs: 1, body };
  await mailbox.deliver({ ...offer, id: lineId(ADDRESS, 'shop:recorded') });
  const own = { id: lineId(ADDRESS, 'recorded-own'), body: { ...body, buttons: [] } };
  const deed = { visitorId: visitor.id, cid: 'recorded-own', fingerprint: '', atMs: 1, files: [], raw: '{}' };
  await mailbox.post({ ...deed, shows: { line: own }, event: '{}' });
  await mailbox.settle(mailbox.waiting(visitor.id, 1).map(({ id }) => id));
  const file = { id: 'file-of-the-recordings', file: `${'A'.repeat(22)}.png`, name: 'чек.png', bytes: 68 };
  await mailbox.addFile({ ...file, mime: 'image/png', kind: 'photo', visitorId: visitor.id, atMs: 1 });
  return visitor;
}

function hostedOver(mailbox: Mailbox): HostedDeps {
  return {
    mailbox,
    saveMedia: async () => ({ ok: false, reason: 'quota' }),
    removeMedia: async () => {},
    desk: () => ({ open: true, opensAtMs: null, timeZone: 'Europe/Moscow' }),
    pagesDir: '/nowhere',
    release: 'test',
    elsewhere: null,
    visitorTypes() {},
  };
}

/** A disk that fails in the ways a platform fails: before the write, after it, or for good. */
function troubled(mailbox: Mailbox, trouble: () => Trouble | null): Mailbox {
  return {
    ...mailbox,
    async deliver(line) {
      const now = trouble();
      if (now === null || now === 'blocked') return mailbox.deliver(line);
      if (now === 'cut-answer') await mailbox.deliver(line);
      throw new Error(`SQLITE_IOERR: ${now}`);
    },
    trouble: () => (trouble() === 'bad-token' ? 'SQLITE_CORRUPT' : mailbox.trouble()),
  };
}

function closed(mailbox: Mailbox): Mailbox {
  return {
    ...mailbox,
    deliver: () => Promise.reject(new Error('The database connection is not open')),
    trouble: () => 'it is closed',
  };
}

function lastCid(mailbox: Mailbox, { id }: Visitor): string {
  return mailbox.readBefore(id, Number.MAX_SAFE_INTEGER, 100).findLast(({ cid }) => cid !== null)?.cid ?? '';
}

function sign(body: Uint8Array, signature: Signature): WebhookRequest {
  const token = {
    right: TOKEN,
    wrong: 'another-token-of-forty-three-characters-xxx',
    missing: undefined,
    prefix: TOKEN.slice(0, 30),
    longer: `${TOKEN}0`,
  }[signature];
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  return { method: 'POST', headers: { authorization }, query: {}, body };
}
