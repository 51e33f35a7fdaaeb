/** Runs many schedules and reports the shortest that breaks a rule. */
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { removeSendGate } from './remove-send-gate.ts';
import { runSchedule } from './run-schedule.ts';
import { schedules as schedulesOf, type Step } from './schedule.ts';
import { openWorld, type World } from './world.ts';

/** `send-gate`: the check in the statement that begins a send is taken out. */
export type ModelBreak = 'send-gate';

export interface ModelOptions {
  schedules: number;
  /** The most steps of one schedule. */
  steps: number;
  seed: number;
  breaks: ModelBreak | null;
  onProgress?(done: number): void;
}

export interface ModelResult {
  schedules: number;
  seed: number;
  broken: boolean;
  /** What broke, and by which schedule; null when nothing did. */
  report: string | null;
}

/** Schedules that share one store. */
const PER_STORE = 500;
const PROGRESS_EVERY = 5_000;

export async function checkModel(options: ModelOptions): Promise<ModelResult> {
  const restore = options.breaks === 'send-gate' ? removeSendGate() : () => {};
  let world: World = await openWorld();
  let runs = 0;
  try {
    const property = fc.asyncProperty(schedulesOf(options.steps), async (steps) => {
      runs += 1;
      if (runs % PER_STORE === 0) {
        await world.close();
        world = await openWorld();
      }
      if (runs % PROGRESS_EVERY === 0) options.onProgress?.(runs);
      await runSchedule(world, steps, steps.length);
    });
    const details = await fc.check(property, { numRuns: options.schedules, seed: options.seed });
    return {
      schedules: details.numRuns,
      seed: options.seed,
      broken: details.failed,
      report: details.failed ? await reportOf(details) : null,
    };
  } finally {
    await world.close();
    restore();
  }
}

async function reportOf(details: fc.RunDetails<[steps: Step[]]>): Promise<string> {
  const why = inspect(details.errorInstance);
  return `${why}\n${(await fc.asyncDefaultReportMessage(details)) ?? ''}`;
}
