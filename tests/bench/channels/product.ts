/** The product for the benches over several channels: the real process on a folder of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faqQuestions, writeFaqFolder, type FaqQuestion } from '../../crash/faq-folder.ts';
import { createProductProcess } from '../../crash/product-process.ts';
import { sleep } from '../load.ts';

export interface BenchProduct {
  port: number;
  baseUrl: string;
  questions: FaqQuestion[];
  /** Resolves when it listens. */
  start(env: Record<string, string>): Promise<void>;
  rssMb(): number;
  stop(): Promise<void>;
}

const LONGEST_START_MS = 90_000;

export async function openBenchProduct(): Promise<BenchProduct> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-channels-'));
  const questions = faqQuestions(200);
  const faqDir = writeFaqFolder(dir, questions);
  const product = await createProductProcess({ dir, apiRoot: '', token: '', faqDir });
  const baseUrl = `http://127.0.0.1:${product.port}`;
  return {
    port: product.port,
    baseUrl,
    questions,
    async start(env) {
      product.start(env);
      const until = performance.now() + LONGEST_START_MS;
      while (performance.now() < until) {
        const answer = await fetch(`${baseUrl}/healthz`).catch(() => null);
        if (answer?.ok) return;
        await sleep(50);
      }
      throw new Error(`The product does not stand up: ${product.complaints}`);
    },
    rssMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.pid}/status`, 'utf8'))?.[1]) / 1_024,
    async stop() {
      await product.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
