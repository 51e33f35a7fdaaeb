/** What to tell people when something did not work: what happened and what to do. */
import { useCallback } from 'react';
import type { CommandOutcome } from '../../api/commands.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey } from '../i18n/words.ts';
import { ApiFailure, type FailureCode } from './http.ts';

type Refusal = Extract<CommandOutcome, { ok: false }>;

/** Words for a thrown failure. */
export function useFailureText(): (error: unknown) => string {
  const words = useWords();
  const format = useFormat();
  return useCallback(
    (error) => {
      if (!(error instanceof ApiFailure)) return words('failure.internal');
      if (error.code === 'throttled' && error.retryAfterMs !== null) {
        return words('failure.throttled-for', { span: format.span(error.retryAfterMs) });
      }
      return words(failureKey(error.code));
    },
    [words, format],
  );
}

/** Words for a refusal of the desk. */
export function useRefusalText(): (refusal: Pick<Refusal, 'code' | 'owner'>) => string {
  const words = useWords();
  return useCallback(
    ({ code, owner }) => {
      if (code === 'taken' && owner !== null) return words('refusal.taken-by', { name: owner.name });
      if (code === 'not-owner' && owner !== null) return words('refusal.owned-by', { name: owner.name });
      return words(`refusal.${code}`);
    },
    [words],
  );
}

function failureKey(code: FailureCode): WordKey {
  return `failure.${code}`;
}
