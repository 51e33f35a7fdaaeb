/**
 * The HTTP server on a real socket over the real store and the real engine, in a folder of its own. The messenger is a parrot:
 * a channel whose webhook is guarded by a secret header and which keeps what is said to it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom, type Clock } from '../../../src/core/clock.ts';
import { newPublicId } from '../../../src/core/ids.ts';
import type { Role } from '../../../src/core/ports/desk-store.ts';
import { silentLog, type Log } from '../../../src/core/ports/log.ts';
import { silentMetrics } from '../../../src/core/ports/metrics.ts';
import { createPresence } from '../../../src/desk/presence.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { createFlowRuntime } from '../../../src/engine/flow-runtime.ts';
import { FLOWS } from '../../../flows/registry.ts';
import { createMediaStore } from '../../../src/media/media-store.ts';
import { createServer, type PrilavokServer } from '../../../src/server/app.ts';
import { createPasswords } from '../../../src/server/auth/passwords.ts';
import type { ServerDeps } from '../../../src/server/server-deps.ts';
import { createSqliteStore, type SqliteStore } from '../../../src/store/sqlite/open.ts';
import { sampleContent } from '../../support/sample-content.ts';
import { createParrot, type Parrot } from './parrot.ts';

export interface House {
  url: string;
  port: number;
  folder: string;
  clock: Clock;
  store: SqliteStore;
  engine: Engine;
  server: PrilavokServer;
  parrot: Parrot;
  /** An operator with the password `PASSWORD`. */
  hire(login: string, role?: Role): Promise<Hired>;
  close(): Promise<void>;
}

export interface Hired {
  id: number;
  publicId: string;
  login: string;
}

export const PASSWORD = 'correct horse battery';

export interface HouseOptions {
  clock?: Clock;
  log?: Log;
  deps?: Partial<ServerDeps>;
}

let passwordHash: string | null = null;

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'house-'));
  const clock = options.clock ?? systemClock;
  const log = options.log ?? silentLog;
  const random = systemRandom;
  const store = await createSqliteStore({ file: join(folder, 'desk.sqlite'), clock, random, log });
  const content = await sampleContent();
  const parrot = createParrot();
  const engine = createEngine({
    store,
    adapters: new Map([[parrot.account, parrot]]),
    flows: createFlowRuntime(FLOWS),
    handlers: {},
    content: () => content,
    defaultLocale: 'ru',
    clock,
    random,
    log,
  });
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    store,
    door: engine.door,
    adapters: [parrot],
    media: await createMediaStore({ folder: join(folder, 'media'), random }),
    presence: createPresence({ store, door: engine.door, clock, log }),
    clock,
    random,
    log,
    metrics: silentMetrics,
    consoleDir: join(folder, 'no-console'),
    shop: () => ({ name: 'Ромашка', timeZone: 'Europe/Moscow' }),
    release: 'test',
    playground: false,
    ...options.deps,
  });
  await engine.start();
  const { port } = await server.listen();
  passwordHash ??= await createPasswords(random).hash(PASSWORD);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    folder,
    clock,
    store,
    engine,
    server,
    parrot,
    async hire(login, role = 'operator') {
      const publicId = newPublicId(random);
      const made = await store.createOperator({
        publicId,
        login,
        name: login.toUpperCase(),
        role,
        locale: 'ru',
        maxLoad: 8,
        passwordHash: passwordHash ?? '',
        atMs: clock.now(),
      });
      if (!made) throw new Error(`${login} is taken`);
      await store.setOnDuty(made.id, true, clock.now());
      return { id: made.id, publicId, login };
    },
    async close() {
      await server.close();
      await engine.stop();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
