/** The shop's tables as the server has them, and the changes that people make to them. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChangeSheet, RestoreSheet, SheetOutcome } from '../../api/shop-sheets.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';

export function useSheets() {
  const api = useApi();
  return useQuery({ queryKey: keys.sheets, queryFn: api.sheets, staleTime: 0 });
}

export function useSheet(name: string, search: string, offset: number) {
  const api = useApi();
  return useQuery({
    queryKey: keys.sheet(name, search, offset),
    queryFn: () => api.sheet(name, search, offset),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}

export function useSheetHistory(name: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.sheetHistory(name),
    queryFn: () => api.sheetHistory(name),
    staleTime: 0,
  });
}

export type Refusal = Extract<SheetOutcome, { code: 'invalid' }>;

/** `invalid`: why the last change was refused; null: it was not. */
export interface SheetEdit {
  change(change: ChangeSheet, done?: () => void): void;
  changing: boolean;
  invalid: Refusal | null;
  forget(): void;
}

export function useChangeSheet(name: string): SheetEdit {
  const api = useApi();
  const settle = useSettle();
  const mutation = useMutation({
    mutationFn: (change: ChangeSheet) => api.changeSheet(name, change),
    ...settle,
  });
  const outcome = mutation.data;
  return {
    change: (change, done) =>
      mutation.mutate(change, { onSuccess: (became) => became.ok && done !== undefined && done() }),
    changing: mutation.isPending,
    invalid: outcome?.ok === false && outcome.code === 'invalid' ? outcome : null,
    forget: () => mutation.reset(),
  };
}

export function useRestoreSheet(name: string): {
  restore(wish: RestoreSheet, done: () => void): void;
  restoring: boolean;
} {
  const api = useApi();
  const settle = useSettle();
  const mutation = useMutation({
    mutationFn: (wish: RestoreSheet) => api.restoreSheet(name, wish),
    ...settle,
  });
  return {
    restore: (wish, done) => mutation.mutate(wish, { onSuccess: (became) => became.ok && done() }),
    restoring: mutation.isPending,
  };
}

/** Whatever became of it, what is on the screen is read anew: somebody else may have been faster. */
function useSettle() {
  const cache = useQueryClient();
  const tell = useTell();
  const words = useWords();
  const failureText = useFailureText();
  return {
    onSuccess: (outcome: SheetOutcome) => {
      void cache.invalidateQueries({ queryKey: keys.sheets });
      if (outcome.ok) tell('good', words('shop.saved'));
      else if (outcome.code !== 'invalid') tell('bad', words(`shop.refused.${outcome.code}`));
    },
    onError: (error: Error) => tell('bad', failureText(error)),
  };
}
