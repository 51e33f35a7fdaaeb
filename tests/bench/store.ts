/**
 * What a turn costs in the store: CPU microseconds of this process per committed FAQ turn (a line in, a line out, a part)
 * and per recorded send, by the number of turns that share a commit. Run: `npx node tests/bench/store.ts [conversations]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { ClaimedDelivery, TurnCommit } from '../../src/core/ports/engine-store.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { createDriver } from '../support/store-driver.ts';

const conversations = Number(process.argv[2] ?? 2_000);
const folder = mkdtempSync(join(tmpdir(), 'prilavok-bench-'));
const store = await createSqliteStore({
  file: join(folder, 'bench.db'),
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
});
const driver = createDriver(store, systemClock as ManualClock);
const say = [{ text: 'Доставка по городу стоит **300 ₽**, от 3 000 ₽ бесплатно. Курьер позвонит за час.' }];

await fill();
const result: Record<string, number> = { conversations };
for (const batch of [1, 10, 64]) Object.assign(result, await measure(batch, batch === 1 ? 3_000 : 6_000));
await store.close();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(result));

async function fill(): Promise<void> {
  for (let at = 0; at < conversations; at += 200) {
    const size = Math.min(200, conversations - at);
    const turns = await Promise.all(
      Array.from({ length: size }, (_, index) => driver.heard(String(at + index))),
    );
    await store.commitTurns(turns);
  }
}

async function measure(batch: number, total: number): Promise<Record<string, number>> {
  let load = 0;
  let commit = 0;
  let record = 0;
  let wall = 0;
  for (let done = 0; done < total; done += batch) {
    const addresses = new Set<string>();
    while (addresses.size < batch) addresses.add(String(Math.floor(Math.random() * conversations)));
    const accepts = [...addresses].map((address) => driver.accept(address));
    load += await cpu(() => store.loadArrivals(accepts));
    const turns: TurnCommit[] = [];
    for (const address of addresses) turns.push(await driver.heard(address, say, { dispatch: true }));
    const claimed: ClaimedDelivery[] = [];
    const started = performance.now();
    commit += await cpu(async () => {
      for (const one of await store.commitTurns(turns)) {
        if (one.kind !== 'committed') throw new Error(one.kind);
        claimed.push(...one.claimed);
      }
    });
    wall += performance.now() - started;
    const atMs = Date.now();
    record += await cpu(() =>
      store.recordDeliveries(
        claimed.map(({ id }) => ({ id, atMs, result: { kind: 'sent', externalId: String(id) } })),
      ),
    );
  }
  return {
    [`load_us_${batch}`]: Math.round((load / total) * 10) / 10,
    [`commitTurn_us_${batch}`]: Math.round((commit / total) * 10) / 10,
    [`commitTurn_wall_us_${batch}`]: Math.round((wall * 1000) / total),
    [`recordDelivery_us_${batch}`]: Math.round((record / total) * 10) / 10,
  };
}

async function cpu(deed: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await deed();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
