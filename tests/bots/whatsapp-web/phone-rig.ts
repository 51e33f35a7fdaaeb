/** An adapter with an emulated phone, its own folder, and a clock that the test moves. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { startFakeWhatsapp, type FakeWhatsapp } from '../../../bots/whatsapp-web/emulator/fake-whatsapp.ts';
import { createWhatsappWebAdapter } from '../../../bots/whatsapp-web/index.ts';
import type { RenderableContent } from '../../../src/core/content.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { IncomingUpdate, SendResult, SessionAdapter } from '../../../src/core/ports/channel.ts';
import type { PlatformDeps } from '../../../src/core/ports/platform.ts';
import { createManualClock, createSeededRandom, type ManualClock } from '../../support/manual-clock.ts';
import { createRecordingLog, createTestDeps } from '../support/test-deps.ts';

export interface PhoneRig {
  whatsapp: FakeWhatsapp;
  adapter: SessionAdapter;
  clock: ManualClock;
  events: ChannelEvent[];
  log: ReturnType<typeof createRecordingLog>;
  /** What the sink does before it takes an update. */
  beforeStore: (updates: IncomingUpdate[]) => Promise<void>;
  open(): Promise<void>;
  /** As after a crash of the process: a new adapter on the same folder, nothing closed in order. */
  restart(): Promise<void>;
  /** Sends one part and moves the clock until there is a result. */
  send(address: string, content: RenderableContent, key: string): Promise<SendResult>;
  /** Moves the clock in small steps, letting everything happen that falls due. */
  pass(ms: number): Promise<void>;
  /** Lets happen what is due now, until it holds. */
  until(holds: () => boolean, what: string): Promise<void>;
  /** The same while the clock moves: for what takes waits and work of the disk. */
  passUntil(holds: () => boolean, what: string): Promise<void>;
  /** Resolves once it is on disk when the phone was paired. */
  paired(): Promise<void>;
  /** Waits that were asked of the clock, in ms. */
  waits: number[];
  texts(): string[];
  /** How many files with what was sent are open. */
  openJournals(): Promise<number>;
  close(): Promise<void>;
}

export const START_MS = Date.UTC(2026, 10, 22, 9, 0);

export async function startPhoneRig(options: { paired?: boolean } = {}): Promise<PhoneRig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'paired-'));
  const manual = createManualClock(START_MS);
  const waits: number[] = [];
  const clock: ManualClock = {
    ...manual,
    after(ms, fn) {
      waits.push(ms);
      return manual.after(ms, fn);
    },
  };
  const random = createSeededRandom(7);
  const log = createRecordingLog();
  const whatsapp = startFakeWhatsapp({ clock, random, paired: options.paired ?? true });
  const deps: PlatformDeps = createTestDeps({ clock, random, log, dataDir });
  const config = { account: 'whatsapp-web:main' as const, chromium: null, proxy: null };
  const make = () => createWhatsappWebAdapter(config, deps, whatsapp.make);
  const events: ChannelEvent[] = [];
  const crashed: SessionAdapter[] = [];
  const rig: PhoneRig = {
    whatsapp,
    adapter: make(),
    clock,
    events,
    log,
    waits,
    beforeStore: async () => {},
    async open() {
      await rig.adapter.open(async (updates) => {
        await rig.beforeStore(updates);
        events.push(...updates.map(({ event }) => event));
      });
      if (whatsapp.paired)
        await rig.until(() => rig.adapter.session().is === 'ready', 'the phone is connected');
    },
    async restart() {
      // The old one hears nothing any more; its file stays as it is.
      whatsapp.crash();
      crashed.push(rig.adapter);
      rig.adapter = make();
      await rig.open();
    },
    async send(address, content, key) {
      const [part] = rig.adapter.render(content);
      if (part === undefined) throw new Error('nothing to send');
      let result: SendResult | null = null;
      void rig.adapter.send(address, part, key).then((value) => (result = value));
      await rig.passUntil(() => result !== null, 'the send ends');
      return result!;
    },
    async pass(ms) {
      const step = Math.max(100, ms / 100);
      for (let left = ms; left > 0; left -= step) {
        clock.advance(Math.min(step, left));
        await settle();
      }
    },
    async until(holds, what) {
      const end = performance.now() + 20_000;
      while (!holds()) {
        if (performance.now() > end) throw new Error(`never happened: ${what}`);
        await settle();
      }
    },
    async passUntil(holds, what) {
      const end = performance.now() + 20_000;
      while (!holds()) {
        if (performance.now() > end) throw new Error(`never happened: ${what}`);
        await rig.pass(100);
      }
    },
    paired: () =>
      rig.until(
        () => existsSync(join(dataDir, 'paired/whatsapp-web-main/paired-at')),
        'the pairing is dated',
      ),
    texts: () =>
      events.flatMap((event) => ('content' in event && event.content.text ? [event.content.text] : [])),
    openJournals: async () => (await openIn(dataDir)).filter((file) => file.endsWith('sent.jsonl')).length,
    async close() {
      await rig.adapter.close();
      // A process that has crashed holds no file; here it lived on in ours.
      for (const adapter of crashed) await adapter.close();
      // A small file may be in the middle of being written; what is kept open stays so.
      const end = performance.now() + 20_000;
      let left = await openIn(dataDir);
      for (; left.length > 0 && performance.now() < end; left = await openIn(dataDir)) await settle();
      if (left.length > 0) throw new Error(`still open: ${left.join(', ')}`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return rig;
}

/** Which files of the folder are still open, as far as this system can say. */
async function openIn(dir: string): Promise<string[]> {
  const open = await readdir('/proc/self/fd').catch(() => []);
  const files = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return files.filter((file) => file.startsWith(dir));
}

/** Files are written by real threads: a few turns of the loop, and a moment. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await nextTick();
  await new Promise((resolve) => setTimeout(resolve, 1));
}
