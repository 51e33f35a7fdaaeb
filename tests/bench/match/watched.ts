/** How long something takes beside other work, and how long it keeps that other work waiting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** Blocked: between two turns of the event loop, by the clock; worked: what this thread itself did of it. All in ms. */
export interface Passage {
  ms: number;
  blockedMs: number;
  workedMs: number;
}

export async function watched(work: () => Promise<unknown>): Promise<Passage> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  let workedMs = 0;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    workedMs = Math.max(workedMs, (user + system) / 1_000);
  }, 1);
  loop.enable();
  const fromMs = performance.now();
  await work();
  const ms = performance.now() - fromMs;
  await wait(30);
  loop.disable();
  clearInterval(timer);
  return { ms, blockedMs: loop.max / 1e6, workedMs };
}
