/** Versions of scripts: there as soon as the promise resolves, kept while anybody stands in them, gone afterwards. */
import { expect, test } from '@jest/globals';
import { emptyDialog, type DialogState, type FlowState } from '../../src/core/conversation.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { KeptScript } from '../../src/core/ports/script-store.ts';
import type { Bench } from './store-contract.ts';

const kept = (version: number): KeptScript => ({ name: 'tea', version, source: `source of ${version}` });
const stand = (version: number, more: Partial<FlowState> = {}): FlowState => ({
  flow: 'tea',
  version,
  runId: 'run',
  value: 'which',
  context: {},
  ...more,
});

export function scriptContract(bench: Bench): void {
  const keep = (...versions: number[]) =>
    bench.driver.store.keepScripts(versions.map(kept), bench.driver.clock.now());
  const versions = async () => (await bench.driver.store.readKeptScripts()).map(({ version }) => version);
  const sweep = () => bench.driver.store.housekeep(bench.driver.clock.now(), 100);
  const stands = (id: number, dialog: Partial<DialogState>) =>
    bench.driver.act(id, [], { next: { dialog: { ...emptyDialog(), ...dialog } } });

  test('what goes live is there after a restart, as it was; the same version once', async () => {
    await keep(1);
    await keep(1);
    await keep(2);
    const reopened = await bench.reopen();
    expect(await reopened.store.readKeptScripts()).toEqual([kept(1), kept(2)]);
  });

  test('a version goes when nobody stands in it any more, and not before; a restart changes nothing', async () => {
    await keep(1_234_567);
    const anna = await bench.driver.customer('anna');
    await bench.driver.customer('petr');
    await stands(anna.id, { active: stand(1_234_567) });
    await keep(2);
    bench.driver.clock.advance(LIMITS.scriptReplacedMs + 1);
    await sweep();
    await bench.reopen();
    await sweep();
    expect(await versions()).toEqual([2, 1_234_567]);
    await stands(anna.id, {});
    await sweep();
    expect(await versions()).toEqual([2]);
  });

  test('who put it aside lately keeps it; who did so long ago does not', async () => {
    const { clock } = bench.driver;
    await keep(77);
    const anna = await bench.driver.customer('anna');
    await stands(anna.id, { suspended: [stand(77, { suspendedAtMs: clock.now() })] });
    await keep();
    clock.advance(LIMITS.suspendedFlowMs - 1_000);
    await sweep();
    expect(await versions()).toEqual([77]);
    clock.advance(2_000);
    await sweep();
    expect(await versions()).toEqual([]);
  });

  test('another script of the same version number does not keep it', async () => {
    await keep(77);
    const anna = await bench.driver.customer('anna');
    await stands(anna.id, { active: stand(77, { flow: 'coffee' }) });
    await keep();
    bench.driver.clock.advance(LIMITS.scriptReplacedMs + 1);
    await sweep();
    expect(await versions()).toEqual([]);
  });

  test('a version that came back to life stays; a replaced one stays for a while', async () => {
    await keep(1);
    await keep(2);
    await sweep();
    expect(await versions()).toEqual([1, 2]);
    await keep(1);
    bench.driver.clock.advance(LIMITS.scriptReplacedMs + 1);
    await sweep();
    expect(await versions()).toEqual([1]);
  });

  test('many conversations are looked through in steps, whoever comes meanwhile', async () => {
    await keep(77);
    for (let number = 0; number < LIMITS.scriptSweepRows + 3; number += 1) {
      await bench.driver.customer(`c${number}`);
    }
    const last = await bench.driver.customer('last');
    await stands(last.id, { active: stand(77) });
    await keep();
    bench.driver.clock.advance(LIMITS.scriptReplacedMs + 1);
    for (let step = 0; step < 4; step += 1) await sweep();
    expect(await versions()).toEqual([77]);
    await stands(last.id, {});
    for (let step = 0; step < 4; step += 1) await sweep();
    expect(await versions()).toEqual([]);
  });
}
