/**
 * `npm run bench:adapters -- [--rounds 7] [--times 20000]`: what one message costs in each messenger's adapter, without any
 * network: proving and parsing one webhook call, and turning one answer with three buttons into calls. CPU µs, medians.
 */
import { parseArgs } from 'node:util';
import { parseUpdate } from '../../bots/whatsapp-web/parse.ts';
import { PLATFORMS } from '../../bots/registry.ts';
import type { RenderableContent } from '../../src/core/content.ts';
import type { ChannelAdapter } from '../../src/core/ports/channel.ts';
import { createTestDeps } from '../bots/support/test-deps.ts';
import { ADAPTER_CASES, type AdapterCase } from './adapter-cases.ts';

const ANSWER: RenderableContent = {
  text: 'Курьер по Москве — **390 ₽**, от 5 000 ₽ бесплатно. Привезёт завтра с 10 до 22, [подробнее](https://shop.example/delivery).\n\n- самовывоз — бесплатно\n- почта — от 350 ₽',
  buttons: ['Да, помогло', 'Нет, не то', 'Позвать человека'].map((label, index) => ({
    kind: 'reply',
    label,
    token: `AAAAAAAAAAAAAAAAAAAAAA.${index}`,
  })),
};

/** Soon after the recorded message: old ones are not parsed whole. */
const TOLD_AT_MS = 1_795_300_001_000;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, times: { type: 'string', default: '20000' } },
});
const times = Number(values.times);

console.log('| channel | prove + parse µs | render µs | together µs |');
console.log('| --- | ---: | ---: | ---: |');
for (const one of ADAPTER_CASES) {
  const adapter = await open(one);
  const parse: number[] = [];
  const render: number[] = [];
  weigh(() => receive(adapter, one));
  weigh(() => adapter.render(ANSWER));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    parse.push(weigh(() => receive(adapter, one)));
    render.push(weigh(() => adapter.render(ANSWER)));
  }
  await adapter.close();
  const [in_, out] = [median(parse), median(render)];
  console.log(`| ${one.platform} | ${in_.toFixed(1)} | ${out.toFixed(1)} | ${(in_ + out).toFixed(1)} |`);
}

async function open({ platform: name, settings, deps }: AdapterCase): Promise<ChannelAdapter> {
  const platform = PLATFORMS[name];
  const parsed = platform?.parse(settings, { publicUrl: 'https://shop.example', account: `${name}:main` });
  if (!platform || !parsed?.ok) throw new Error(`${name}: ${JSON.stringify(parsed)}`);
  return platform.create(parsed.config, {
    ...createTestDeps(),
    accounts: [parsed.config],
    ...(await deps?.()),
  });
}

function receive(adapter: ChannelAdapter, { incoming, platform }: AdapterCase): void {
  if ('told' in incoming) {
    if (parseUpdate(incoming.told, adapter.account, TOLD_AT_MS) === null) throw new Error(platform);
    return;
  }
  const intake = adapter.receive(incoming);
  if (!intake.ok || intake.updates.length !== 1) throw new Error(`${platform}: ${JSON.stringify(intake)}`);
}

/** CPU microseconds of one call. */
function weigh(call: () => unknown): number {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

function median(figures: number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}
