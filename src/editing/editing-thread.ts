/**
 * The door to the editors' thread: begun when somebody works on answers, given up when nobody has for a while, begun anew when it dies.
 * What it is asked is answered in order.
 */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { AnswerSet } from './answer-set.ts';
import type { Response, TaskName, Tasks } from './editing-worker.ts';

export interface EditingThread {
  ask<Name extends TaskName>(name: Name, given: Tasks[Name]['in']): Promise<Tasks[Name]['out']>;
  /** Sees to it that the thread has this set. */
  hold(key: string, set: () => AnswerSet): Promise<void>;
  /** Changes whenever a new thread began: what the one before held is gone. */
  readonly life: number;
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  cancel(): void;
}

interface Running {
  worker: Worker;
  waiting: Map<number, Waiting>;
  /** The latest last; the thread keeps as many. */
  held: string[];
}

interface State {
  clock: Clock;
  running: Running | null;
  number: number;
  life: number;
  cancelIdle(): void;
  closed: boolean;
}

const HELD = 8;

export function createEditingThread({ clock }: { clock: Clock }): EditingThread {
  const state: State = { clock, running: null, number: 0, life: 0, cancelIdle: () => {}, closed: false };
  return {
    ask: (name, given) => ask(state, name, given),
    async hold(key, set) {
      if (state.running?.held.includes(key)) return;
      await ask(state, 'open', { key, set: set() });
      const { running } = state;
      if (running) running.held = [...running.held.filter((one) => one !== key), key].slice(-HELD);
    },
    get life() {
      return state.life;
    },
    async close() {
      state.closed = true;
      state.cancelIdle();
      const { running } = state;
      if (!running) return;
      fail(state, running, new Error('The page of answers is closing'));
      await running.worker.terminate();
    },
  };
}

function ask<Name extends TaskName>(
  state: State,
  name: Name,
  given: Tasks[Name]['in'],
): Promise<Tasks[Name]['out']> {
  if (state.closed) return Promise.reject(new Error('The page of answers is closing'));
  const to = state.running ?? start(state);
  to.worker.ref();
  state.number += 1;
  const { number } = state;
  return new Promise((resolve, reject) => {
    // A text that was made to hold it up must not hold up everybody for ever.
    const cancel = state.clock.after(LIMITS.gateSilenceMs, () => stop(state, to));
    to.waiting.set(number, { resolve: (value) => resolve(value as Tasks[Name]['out']), reject, cancel });
    to.worker.postMessage({ number, do: name, given });
  });
}

function start(state: State): Running {
  const worker = new Worker(new URL('./editing-worker.ts', import.meta.url));
  worker.unref();
  const begun: Running = { worker, waiting: new Map(), held: [] };
  worker.on('message', (response: Response) => settle(state, begun, response));
  worker.on('error', (error) => fail(state, begun, toError(error)));
  worker.on('exit', () => fail(state, begun, new Error('The thread has ended')));
  state.running = begun;
  state.life += 1;
  return begun;
}

function settle(state: State, from: Running, response: Response): void {
  const waiting = from.waiting.get(response.number);
  from.waiting.delete(response.number);
  waiting?.cancel();
  if (response.ok) waiting?.resolve(response.value);
  else waiting?.reject(new Error(response.message));
  if (from.waiting.size > 0 || state.closed) return;
  from.worker.unref();
  state.cancelIdle();
  state.cancelIdle = state.clock.after(
    LIMITS.editingIdleMs,
    () => from.waiting.size === 0 && stop(state, from),
  );
}

function fail(state: State, from: Running, error: Error): void {
  if (state.running === from) state.running = null;
  for (const waiting of from.waiting.values()) {
    waiting.cancel();
    waiting.reject(error);
  }
  from.waiting.clear();
}

function stop(state: State, from: Running): void {
  fail(state, from, new Error('The thread was given up'));
  void from.worker.terminate();
}
