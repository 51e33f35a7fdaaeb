/** An admin's change of a colleague; the list shows it as soon as the server has agreed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChangeOperator, OperatorList } from '../../api/people.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { renewMe } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';

export function useChangeOperator(id: string): { change(part: ChangeOperator): void; changing: boolean } {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const failureText = useFailureText();
  const mutation = useMutation({
    mutationFn: (part: ChangeOperator) => api.changeOperator(id, part),
    onSuccess: (row) => {
      cache.setQueryData<OperatorList>(
        keys.operators,
        (old) => old && { operators: old.operators.map((one) => (one.id === row.id ? row : one)) },
      );
      renewMe(cache, row);
    },
    onError: (error) => tell('bad', failureText(error)),
  });
  return { change: (part) => mutation.mutate(part), changing: mutation.isPending };
}
