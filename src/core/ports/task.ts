/** A task is a look-up or an outside write that a turn asked for; it runs after the commit and answers through the inbox. */
import type { TaskOutcome } from '../event.ts';
import type { ClaimedTask } from './engine-store.ts';

/**
 * Carries out one kind of task. Expected answers ("no such order") are outcomes with `ok: true`; `ok: false` means it
 * cannot be known now. A thrown error or `retry` is tried again with back-off.
 */
export type TaskHandler = (
  task: ClaimedTask,
  signal: AbortSignal,
) => Promise<TaskOutcome | { retry: string }>;

/** Handlers by kind, such as `order.find`. */
export type TaskHandlers = Record<string, TaskHandler>;

/** A letter with a one-time code. */
export interface Mailer {
  /** False: no mail can be sent from here, and nothing that needs it is offered. */
  readonly available: boolean;
  send(mail: {
    to: string;
    subject: string;
    text: string;
  }): Promise<{ ok: true } | { ok: false; reason: string }>;
}
