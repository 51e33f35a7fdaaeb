/** A SQLite store in a folder of its own, for tests; closes and removes it afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/ports/log.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import type { SqliteStore } from '../../src/store/sqlite/open.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { createManualClock, createSeededRandom } from './manual-clock.ts';
import { T0 } from './store-driver.ts';

export interface SqliteUnderTest extends StoreUnderTest {
  store: SqliteStore;
  file: string;
  folder: string;
  reopen(): Promise<SqliteStore>;
}

export async function makeSqliteStore(): Promise<SqliteUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'prilavok-store-'));
  const file = join(folder, 'counter.db');
  const clock = createManualClock(T0);
  const open = () => createSqliteStore({ file, clock, random: createSeededRandom(7), log: silentLog });
  const under: SqliteUnderTest = {
    store: await open(),
    clock,
    file,
    folder,
    async reopen() {
      await under.store.close();
      under.store = await open();
      return under.store;
    },
    async close() {
      await under.store.close();
      await rm(folder, { recursive: true });
    },
  };
  return under;
}
