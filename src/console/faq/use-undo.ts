/** Undoing what was published: drafts that bring back what was before, to be looked at and published like any others. */
import { useMutation } from '@tanstack/react-query';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';
import { useFaqChanged } from './use-faq.ts';

export function useUndo(done: () => void): { undo(revision: number): void; isUndoing: boolean } {
  const words = useWords();
  const api = useApi();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  const mutation = useMutation({
    mutationFn: (revision: number) => api.undoFaq(revision),
    onSuccess(outcome) {
      changed();
      if (!outcome.ok) {
        tell('bad', words(`faq.undo-refused.${outcome.code}`));
        return;
      }
      tell('good', words('faq.undo-done'));
      done();
      go('/answers/publish', { gate: '', entry: '' });
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  return { undo: (revision) => mutation.mutate(revision), isUndoing: mutation.isPending };
}
