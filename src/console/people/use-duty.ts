/** Going on and off duty. Off duty nobody new is counted on; what one holds stays one's own. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { renewMe } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';

export function useDuty(): { setDuty(onDuty: boolean): void; changing: boolean } {
  const api = useApi();
  const cache = useQueryClient();
  const tell = useTell();
  const failureText = useFailureText();
  const change = useMutation({
    mutationFn: api.setDuty,
    onSuccess: (operator) => renewMe(cache, operator),
    onError: (error) => tell('bad', failureText(error)),
  });
  return { setDuty: (onDuty) => change.mutate(onDuty), changing: change.isPending };
}
