/** A change of one's own row; says that it was saved, or why not. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { renewMe } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';

export function useChangeMe() {
  const api = useApi();
  const cache = useQueryClient();
  const words = useWords();
  const tell = useTell();
  const failureText = useFailureText();
  return useMutation({
    mutationFn: api.changeMe,
    onSuccess: (row) => {
      renewMe(cache, row);
      tell('good', words('settings.saved'));
    },
    onError: (error) => tell('bad', failureText(error)),
  });
}
