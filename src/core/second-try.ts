/** When a part whose fate is unknown is tried once more: after its send, and after a crash alike. */
import { LIMITS } from './limits.ts';
import type { ResendRule } from './message.ts';

/**
 * Milliseconds from the first try to the second; null: there is none. `settlesMs` is the channel's: how long a receipt may
 * take to say what became of the first. (Where the platform drops repeats, 0, no rule is needed and none is asked.)
 */
export function secondTryAfter(resend: ResendRule, settlesMs: number | null): number | null {
  switch (resend) {
    case 'once':
      return settlesMs ?? 0;
    case 'if-unanswered':
      return Math.max(LIMITS.unansweredPromptMs, settlesMs ?? 0);
    case 'never':
      return null;
  }
}
