/**
 * Carries out look-ups and outside writes that turns asked for. The answer goes through the inbox like everything else.
 * A handler that hangs is cut; a read that fails is tried again with back-off, then its failure is the answer.
 */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { ConversationId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { ClaimedTask, EngineStore, TaskRecord } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { TaskHandlers } from '../core/ports/task.ts';

export interface Tasks {
  /** Looks for due tasks. */
  pump(): Promise<void>;
  /** Claims nothing more; resolves when the handlers under way are recorded, or after the given time. */
  stop(withinMs: number): Promise<void>;
  /** A handler runs or its outcome is not written yet. */
  readonly busy: boolean;
}

export interface TasksDeps {
  store: EngineStore;
  handlers: TaskHandlers;
  clock: Clock;
  log: Log;
  wake(ids: ConversationId[]): void;
}

export function createTasks(deps: TasksDeps): Tasks {
  const { store, clock, log } = deps;
  let running = 0;
  let stopped = false;
  let pumping: Promise<void> | null = null;

  const runOne = async (task: ClaimedTask) => {
    running += 1;
    const record = await attempt(deps, task);
    try {
      deps.wake(await store.recordTasks([record]));
    } catch (thrown) {
      // The row stays `running` and is found again at the next start; a read may safely run twice.
      log.error({ step: 'task', error: toError(thrown), taskId: task.id }, 'Outcome not written');
    }
    running -= 1;
    if (!stopped) void pump();
  };

  const claim = async () => {
    const free = LIMITS.tasksAtOnce - running;
    if (free <= 0 || stopped) return;
    for (const task of await store.claimTasks(clock.now(), free)) void runOne(task);
  };

  const pump = () => {
    pumping ??= claim()
      .catch((thrown: unknown) =>
        log.error({ step: 'task', error: toError(thrown) }, 'Could not claim tasks'),
      )
      .finally(() => {
        pumping = null;
      });
    return pumping;
  };

  return {
    pump,
    async stop(withinMs) {
      stopped = true;
      const until = clock.monotonic() + withinMs;
      while (running > 0 && clock.monotonic() < until) {
        await new Promise<void>((next) => {
          clock.after(10, next);
        });
      }
    },
    get busy() {
      return running > 0 || pumping !== null;
    },
  };
}

async function attempt({ handlers, clock, log }: TasksDeps, task: ClaimedTask): Promise<TaskRecord> {
  const started = clock.monotonic();
  const result = await runHandler(handlers, clock, task);
  const atMs = clock.now();
  const ms = Math.round(clock.monotonic() - started);
  if (!('retry' in result)) {
    log.info({ step: 'task', taskId: task.id, kind: task.kind, ok: result.ok, ms }, 'Task done');
    return { id: task.id, atMs, outcome: result };
  }
  log.warn(
    { step: 'task', taskId: task.id, kind: task.kind, attempt: task.attempt, ms, reason: result.retry },
    'Task failed',
  );
  if (task.attempt >= LIMITS.taskAttempts) {
    return { id: task.id, atMs, outcome: { ok: false, reason: result.retry } };
  }
  return {
    id: task.id,
    atMs,
    retryAtMs: atMs + LIMITS.retryFirstMs * 2 ** (task.attempt - 1),
    error: result.retry,
  };
}

async function runHandler(handlers: TaskHandlers, clock: Clock, task: ClaimedTask) {
  const handler = handlers[task.kind];
  if (!handler) return { ok: false as const, reason: 'unsupported' };
  const controller = new AbortController();
  let cancel = () => {};
  const timeout = new Promise<{ retry: string }>((resolve) => {
    cancel = clock.after(LIMITS.taskTimeoutMs, () => {
      controller.abort();
      resolve({ retry: 'timeout' });
    });
  });
  try {
    return await Promise.race([handler(task, controller.signal), timeout]);
  } catch (thrown) {
    return { retry: toError(thrown).message };
  } finally {
    cancel();
  }
}
