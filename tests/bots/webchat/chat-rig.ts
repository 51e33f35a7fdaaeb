/**
 * A web chat for tests: real mailbox in a temporary folder, real HTTP by way of the house's own door, an engine's place held by a
 * list of events. Only the engine is missing.
 */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createVisitor,
  type VisitorClient,
  type VisitorOptions,
} from '../../../bots/webchat/emulator/visitor.ts';
import { createWebchatAdapter, type WebchatConfig } from '../../../bots/webchat/index.ts';
import { systemClock, systemRandom, type Clock } from '../../../src/core/clock.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { EventSink, HostedAdapter } from '../../../src/core/ports/channel.ts';
import type { HostedDeps } from '../../../src/core/ports/hosted.ts';
import { silentLog } from '../../../src/core/ports/log.ts';
import type { PlatformDeps } from '../../../src/core/ports/platform.ts';
import { createMediaStore } from '../../../src/media/media-store.ts';
import { createHosted } from '../../../src/server/hosted.ts';
import { createPatience } from '../../../src/server/patience.ts';
import { openMailbox, type OpenMailbox } from '../../../src/store/webchat/open-mailbox.ts';
import { createRecordingLog, createTestDeps } from '../support/test-deps.ts';

export const SHOP = 'https://shop.example';
export const SECRET = 'a-secret-that-only-the-shops-back-end-knows';

export interface ChatRig {
  url: string;
  folder: string;
  adapter: HostedAdapter;
  mailbox: OpenMailbox;
  /** What the engine was given, in order; each event once by its id. */
  events: ChannelEvent[];
  log: ReturnType<typeof createRecordingLog>;
  /** Makes the engine refuse what comes next, so many times. */
  refuse(times: number): void;
  typed: string[];
  /** Closes the adapter and opens it again, as a restart does. */
  reopen(): Promise<void>;
  visitor(options?: Partial<VisitorOptions>): VisitorClient;
  close(): Promise<void>;
}

export interface ChatRigOptions {
  config?: Partial<WebchatConfig>;
  deps?: Partial<PlatformDeps>;
  hosted?: Partial<HostedDeps>;
  clock?: Clock;
  folder?: string;
}

export async function openChat(options: ChatRigOptions = {}): Promise<ChatRig> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'prilavok-webchat-')));
  const clock = options.clock ?? systemClock;
  const log = createRecordingLog();
  const mailbox = await openMailbox({ file: join(folder, 'webchat.sqlite'), clock, log });
  const media = await createMediaStore({ folder: join(folder, 'media'), random: systemRandom });
  const typed: string[] = [];
  const hosted: HostedDeps = {
    mailbox,
    saveMedia: (bytes, name) => media.save(bytes, name),
    removeMedia: (file) => media.remove(file),
    desk: () => ({ open: true, opensAtMs: null, timeZone: 'Europe/Moscow' }),
    pagesDir: await builtPages(folder),
    release: 'test',
    elsewhere: null,
    visitorTypes: (_account, address) => void typed.push(address),
    ...options.hosted,
  };
  const config: WebchatConfig = {
    account: 'webchat:main',
    origins: [SHOP],
    publicOrigin: null,
    identitySecret: SECRET,
    color: null,
    ...options.config,
  };
  const deps = createTestDeps({ clock, log, readMedia: (file) => media.read(file), hosted, ...options.deps });
  const adapter = createWebchatAdapter(config, deps);
  const server = await serveChat(adapter);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const events: ChannelEvent[] = [];
  let refusals = 0;
  const sink: EventSink = async (updates) => {
    if (refusals > 0) {
      refusals -= 1;
      throw new Error('the disk is full');
    }
    for (const { event } of updates) {
      if (!events.some((known) => known.externalId === event.externalId)) events.push(event);
    }
  };
  await adapter.open(sink);
  const visitors: VisitorClient[] = [];
  return {
    url,
    folder,
    adapter,
    mailbox,
    events,
    log,
    typed,
    refuse: (times) => void (refusals = times),
    async reopen() {
      await adapter.close();
      await adapter.open(sink);
    },
    visitor(own = {}) {
      const visitor = createVisitor({ url: `${url}/chat/main`, origin: SHOP, ...own });
      visitors.push(visitor);
      return visitor;
    },
    async close() {
      for (const visitor of visitors) await visitor.disconnect();
      await adapter.close();
      await stopServer(server);
      await mailbox.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The house's own door on a port of its own. */
export async function serveChat(adapter: HostedAdapter): Promise<Server> {
  const door = createHosted({
    adapters: [adapter],
    publicUrl: null,
    clock: systemClock,
    log: silentLog,
    patience: createPatience(systemClock),
  });
  const server = createServer((request, response) => {
    if (!door.take(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Stands for the built widget: what it says does not matter here. */
async function builtPages(folder: string): Promise<string> {
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'loader.js'), '/* the loader */');
  const inside = '<script type="module">the("script")</script><style>the { style: 0 }</style>';
  await writeFile(join(pages, 'frame.html'), `<!doctype html><title>chat</title>${inside}`);
  await writeFile(join(pages, 'assets/frame-abc123.js'), `/* ${'the frame '.repeat(100)} */`);
  return pages;
}
