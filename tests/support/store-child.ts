/**
 * A process of its own around a store, for tests that kill it or starve it. `flood <file> <round>` accepts events until it
 * is killed and prints each address once it is acknowledged; `small <file>` goes on until the disk refuses five times.
 */
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import type { ManualClock } from './manual-clock.ts';
import { createDriver } from './store-driver.ts';

const [mode, file = '', round = '0'] = process.argv.slice(2);
const store = await createSqliteStore({ file, clock: systemClock, random: systemRandom, log: silentLog });
// The driver only reads the time.
const driver = createDriver(store, systemClock as ManualClock, 100 + Number(round));
if (mode === 'flood') await flood();
else await starve();

async function flood(): Promise<never> {
  for (let index = 0; ; index += 1) {
    const addresses = Array.from({ length: 1 + (index % 7) }, (_, part) => `a${round}-${index}-${part}`);
    await Promise.all(
      addresses.map(async (address) => {
        const [result] = await store.acceptEvents([driver.accept(address)]);
        if (result?.kind === 'accepted') process.stdout.write(`${address}\n`);
      }),
    );
  }
}

async function starve(): Promise<void> {
  // A write beyond the limit sends a signal that would end the process; the system's error is what is tested.
  process.on('SIGXFSZ', () => undefined);
  const acknowledged: string[] = [];
  let refused = 0;
  for (let index = 0; refused < 5 && index < 5_000; index += 1) {
    const address = `a${index}`;
    const [result] = await store.acceptEvents([driver.accept(address)]).catch(() => [null]);
    if (result?.kind === 'accepted') acknowledged.push(address);
    else refused += 1;
  }
  console.log(JSON.stringify({ acknowledged, refused }));
  process.exit(0);
}
