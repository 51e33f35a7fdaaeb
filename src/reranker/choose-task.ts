/**
 * The task in which somebody else chooses among answers: within its budget, a few at a time, and not at all for a while after several
 * failures in a row. Its outcome is always one of the ids that it got, or none: never a failure, for whoever asked goes on without.
 */
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { LOCALES } from '../core/locale.ts';
import type { Log } from '../core/ports/log.ts';
import { CHOOSE_TASK, type Choice, type Reranker } from '../core/ports/reranker.ts';
import type { TaskHandlers } from '../core/ports/task.ts';

export interface ChooseTaskDeps {
  reranker: Reranker;
  /** For one choice. */
  budgetMs: number;
  clock: Clock;
  log: Log;
}

const LATE = Symbol('late');
const inputShape = z.object({
  text: z.string(),
  locale: z.enum(LOCALES),
  candidates: z.array(z.object({ id: z.string(), question: z.string() })),
});

/** The value is `{key, id}`: the task's own key, and the id that was chosen or null. */
export function createChooseTask(deps: ChooseTaskDeps): TaskHandlers {
  const { clock } = deps;
  let underWay = 0;
  let slowInARow = 0;
  let restUntil = Number.NEGATIVE_INFINITY;

  return {
    async [CHOOSE_TASK](task, signal) {
      const nothing = { ok: true as const, value: { key: task.key, id: null } };
      const read = inputShape.safeParse(task.input);
      const isResting = clock.monotonic() < restUntil || underWay >= LIMITS.reranksAtOnce;
      // A second try means that the process died over the first: that customer has had their answer.
      if (!read.success || isResting || task.attempt > 1) return nothing;
      underWay += 1;
      const { id, isLate } = await within(deps, read.data, signal);
      underWay -= 1;
      slowInARow = isLate ? slowInARow + 1 : 0;
      if (slowInARow >= LIMITS.rerankFailures) {
        restUntil = clock.monotonic() + LIMITS.rerankRestMs;
        slowInARow = 0;
        deps.log.warn({ step: 'rerank' }, 'Nobody is asked to choose among answers for a while');
      }
      return read.data.candidates.some((one) => one.id === id)
        ? { ok: true, value: { key: task.key, id } }
        : nothing;
    },
  };
}

async function within(
  { reranker, budgetMs, clock, log }: ChooseTaskDeps,
  choice: Choice,
  signal: AbortSignal,
): Promise<{ id: string | null; isLate: boolean }> {
  const stop = new AbortController();
  const giveUp = Promise.withResolvers<typeof LATE>();
  const end = (): void => {
    stop.abort();
    giveUp.resolve(LATE);
  };
  const cancel = clock.after(budgetMs, end);
  signal.addEventListener('abort', end, { once: true });
  try {
    const id = await Promise.race([reranker.choose(choice, stop.signal), giveUp.promise]);
    return id === LATE ? { id: null, isLate: true } : { id, isLate: false };
  } catch (thrown) {
    log.warn({ step: 'rerank', error: toError(thrown) }, 'No choice among answers was made');
    return { id: null, isLate: true };
  } finally {
    cancel();
    signal.removeEventListener('abort', end);
  }
}
