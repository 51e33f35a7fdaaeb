/** Somebody else who may choose among answers, as the shop's settings name them; nobody unless they do. */
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { Log } from '../core/ports/log.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import { createChatReranker } from '../reranker/chat-reranker.ts';
import { createChooseTask } from '../reranker/choose-task.ts';
import { createHttpClient } from '../transport/http-client.ts';

export interface OpenReranker {
  tasks: TaskHandlers;
  /** How long a turn's question may wait; nothing: nobody is asked. */
  patience: { rerankMs?: number };
  close(): Promise<void>;
}

export function openReranker(
  { rerank }: Pick<Config, 'rerank'>,
  { clock, log }: { clock: Clock; log: Log },
): OpenReranker {
  if (rerank === null) return { tasks: {}, patience: {}, close: () => Promise.resolve() };
  const { budgetMs, key } = rerank;
  const http = createHttpClient({
    clock,
    connections: LIMITS.reranksAtOnce,
    secrets: key === null ? [] : [key],
  });
  const reranker = createChatReranker({ ...rerank, http, log });
  return {
    tasks: createChooseTask({ reranker, budgetMs, clock, log }),
    patience: { rerankMs: budgetMs },
    close: () => http.close(),
  };
}
