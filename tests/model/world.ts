/**
 * The real engine on the real SQLite store with a clock, a messenger and a way to die that the schedule controls.
 * One store serves many schedules: it is emptied in between.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import type { OperatorId } from '../../src/core/ids.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { createManualClock, createSeededRandom, type ManualClock } from '../support/manual-clock.ts';
import { ACCOUNT, createModelChannel, type Kind, type ModelChannel } from './model-channel.ts';
import { modelContent, modelFlows } from './model-content.ts';
import { openOracle, type Oracle } from './oracle.ts';

export const OPERATORS = ['Anna', 'Boris', 'Vera'] as const;
const MAX_LOAD = 2;
/** Memory, where there is such a folder: a schedule is about order, not about disks. */
const FOLDERS = ['/dev/shm', tmpdir()];

export interface World {
  store: SqliteStore;
  oracle: Oracle;
  clock: ManualClock;
  operators: OperatorId[];
  operatorsByName: ReadonlyMap<string, OperatorId>;
  close(): Promise<void>;
}

/** One life of the process: from a start to a stop or a crash. */
export interface Life {
  engine: Engine;
  channel: ModelChannel;
  /** Cuts the engine off from the store, the clock and the messenger, as a dying process is cut off. */
  crash(): void;
}

export async function openWorld(): Promise<World> {
  const dir = makeFolder();
  const clock = createManualClock(Date.parse('2026-11-23T12:00:00Z'));
  const file = join(dir, 'model.sqlite');
  const random = createSeededRandom(1);
  const store = await createSqliteStore({ file, clock, random, log: silentLog, defaultLocale: 'en' });
  const operators: OperatorId[] = [];
  for (const name of OPERATORS) {
    const created = await store.createOperator({
      publicId: name,
      login: name,
      name,
      role: 'operator',
      locale: 'en',
      maxLoad: MAX_LOAD,
      passwordHash: 'none',
      atMs: clock.now(),
    });
    if (!created) throw new Error('The operator was not created');
    await store.setOnDuty(created.id, true, clock.now());
    operators.push(created.id);
  }
  const oracle = openOracle(file);
  return {
    store,
    oracle,
    clock,
    operators,
    operatorsByName: new Map(OPERATORS.map((name, index) => [name, operators[index] ?? 0])),
    async close() {
      oracle.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Watcher {
  kind: Kind;
  /** A call to the messenger begins. */
  onSend(key: string): void;
  /** The engine logged a fault. */
  onError(error: Error): void;
}

/** Starts an engine. After the crash the watcher hears nothing more. */
export async function startLife(
  world: World,
  seed: number,
  { kind, onSend, onError }: Watcher,
): Promise<Life> {
  let alive = true;
  const channel = createModelChannel(kind, (key) => {
    if (alive) onSend(key);
  });
  const engine = createEngine({
    store: cutOff(world.store, () => alive),
    adapters: new Map([[ACCOUNT, channel]]),
    flows: modelFlows,
    handlers: {},
    content: () => modelContent,
    defaultLocale: 'en',
    clock: cutOffClock(world.clock, () => alive),
    random: createSeededRandom(seed),
    log: {
      ...silentLog,
      error(fields, message) {
        if (alive) onError(new Error(message, { cause: fields['error'] }));
      },
    },
  });
  await engine.start();
  return {
    engine,
    channel,
    crash() {
      alive = false;
    },
  };
}

/** One round of the event loop: every commit that was asked for happens. */
export function tick(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** What a dead process asked for may still be written, but it never learns of it. */
function cutOff(store: SqliteStore, isAlive: () => boolean): SqliteStore {
  const never = new Promise<never>(() => {});
  return new Proxy(store, {
    get(target, name, receiver) {
      const verb: unknown = Reflect.get(target, name, receiver);
      if (typeof verb !== 'function') return verb;
      return async (...given: unknown[]) => {
        if (!isAlive()) return never;
        const result: unknown = await Reflect.apply(verb, target, given);
        return isAlive() ? result : never;
      };
    },
  });
}

function cutOffClock(clock: Clock, isAlive: () => boolean): Clock {
  return {
    ...clock,
    after: (ms, fn) =>
      clock.after(ms, () => {
        if (isAlive()) fn();
      }),
  };
}

function makeFolder(): string {
  for (const folder of FOLDERS) {
    try {
      return mkdtempSync(join(folder, 'model-'));
    } catch {
      continue;
    }
  }
  throw new Error('There is no folder to write to');
}
