/**
 * A web chat in a process of its own, to be killed: real mailbox, real door, and in the engine's place a file of events, synced before
 * it is believed. Each event is answered; after a start all are answered again, as a house does that does not know what was sent.
 * Arguments: folder, port.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createWebchatAdapter } from '../../../bots/webchat/index.ts';
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import { silentLog } from '../../../src/core/ports/log.ts';
import { createHosted } from '../../../src/server/hosted.ts';
import { createPatience } from '../../../src/server/patience.ts';
import { openMailbox } from '../../../src/store/webchat/open-mailbox.ts';
import { createServer } from 'node:http';

const [folder = '', port = '0'] = process.argv.slice(2);
const mailbox = await openMailbox({
  file: join(folder, 'webchat.sqlite'),
  clock: systemClock,
  log: silentLog,
});
const journal = openSync(join(folder, 'events'), 'a+');
const events = readEvents();
const adapter = createWebchatAdapter(
  {
    account: 'webchat:main',
    origins: ['https://shop.example'],
    publicOrigin: null,
    identitySecret: null,
    color: null,
  },
  {
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    readMedia: async () => null,
    mediaUrl: () => null,
    shopName: 'Shop',
    defaultLocale: 'ru',
    welcome: () => ({ text: '', replies: [] }),
    menu: [],
    dataDir: folder,
    hosted: {
      mailbox,
      saveMedia: async () => ({ ok: false, reason: 'quota' }),
      removeMedia: async () => {},
      desk: () => ({ open: true, opensAtMs: null, timeZone: 'UTC' }),
      pagesDir: folder,
      release: 'test',
      elsewhere: null,
      visitorTypes() {},
    },
  },
);
const door = createHosted({
  adapters: [adapter],
  publicUrl: null,
  clock: systemClock,
  log: silentLog,
  patience: createPatience(systemClock),
});
const server = createServer((request, response) => void door.take(request, response));
await new Promise<void>((resolve) => void server.listen(Number(port), '127.0.0.1', resolve));
await adapter.open(async (updates) => {
  const fresh = updates.map(({ event }) => event).filter(({ externalId }) => !events.has(externalId));
  for (const event of fresh) writeSync(journal, `${JSON.stringify(event)}\n`);
  fsyncSync(journal);
  for (const event of fresh) {
    events.set(event.externalId, event);
    void answer(event);
  }
});
for (const event of events.values()) await answer(event);
process.on('SIGTERM', () => {
  closeSync(journal);
  process.exit(0);
});
process.send?.('ready');

async function answer(event: ChannelEvent): Promise<void> {
  if (event.type !== 'message' || event.content.text === undefined) return;
  const [part] = adapter.render({ text: `echo ${event.content.text}`, format: 'plain' });
  if (part) await adapter.send(event.address, part, event.externalId);
}

/** A line that the kill cut in half was never believed. */
function readEvents(): Map<string, ChannelEvent> {
  const lines = readFileSync(join(folder, 'events'), 'utf8').split('\n').slice(0, -1);
  return new Map(
    lines.flatMap((line) => {
      try {
        const event = JSON.parse(line) as ChannelEvent;
        return [[event.externalId, event] as const];
      } catch {
        return [];
      }
    }),
  );
}
