/**
 * `npm run bench:feed`: a product feed of 200,000 offers, in UTF-8 and in windows-1251, fetched from a web server of its own, read,
 * kept and made searchable, twice: into nothing, and beside the index that is live. Prints the time, the memory above what the
 * process had before, and how long the event loop was blocked at most. `OFFERS=` another size.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFeedFile } from './feed-file.ts';

const OFFERS = Number(process.env['OFFERS'] ?? 200_000);
const AIMS = { memoryMb: 200, blockedMs: 50 };

interface Round {
  name: string;
  ms: number;
  memoryMb: number;
  /** Between two turns of the event loop, by the clock on the wall, and what of it this thread worked. */
  blockedMs: number;
  workedMs: number;
  variants: number;
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'prilavok-bench-feed-'));
const servers: ChildProcess[] = [];
try {
  console.log('| feed | MB | what | s | MB above base | blocked ms | worked at a stretch ms | variants |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const encoding of ['utf-8', 'windows-1251'] as const) await measure(encoding);
} finally {
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true });
}

async function measure(encoding: 'utf-8' | 'windows-1251'): Promise<void> {
  const files = [0, 1].map((round) => join(folder, `${encoding}-${round}.xml`));
  for (const [round, file] of files.entries()) await writeFeedFile(file, { offers: OFFERS, encoding, round });
  const server = fork(here('feed-serving.ts'), files);
  servers.push(server);
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const reader = fork(here('feed-reading.ts'), [String(port), join(folder, encoding)], {
    execArgv: ['--expose-gc', '--max-semi-space-size=8'],
  });
  reader.on('message', (round: Round) => {
    const mb = Math.round(statSync(files[0] ?? '').size / 1e6);
    const over = (value: number, aim: number) => `${value}${value > aim ? ` (aim ${aim} missed)` : ''}`;
    console.log(
      `| ${encoding} | ${mb} | ${round.name} | ${(round.ms / 1_000).toFixed(1)} | ${over(round.memoryMb, AIMS.memoryMb)} | ` +
        `${over(round.blockedMs, AIMS.blockedMs)} | ${round.workedMs} | ${round.variants} |`,
    );
  });
  const [code] = (await once(reader, 'exit')) as [number];
  if (code !== 0) throw new Error(`the reading process ended with ${code}`);
}
