/** What a file that was saved by hand did to questions that were really asked. It is live already: this is for somebody to have looked at. */
import { Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Problems } from '../scripts/problems.tsx';
import { useTell } from '../ui/toasts.tsx';
import { GateReport } from './gate-report.tsx';
import { useFaqChanged } from './use-faq.ts';
import { useGate } from './use-gate.ts';

export function ReportedGate({ id }: { id: string }) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useGate(id);
  const run = query.data;
  const seen = useSeen(id);
  return (
    <div className="sheet fa-sheet">
      <div className="sheet-inner sheet-inner--wide">
        <section className="plate fa-gate" aria-labelledby="fa-gate">
          <h2 id="fa-gate">{words('faq.reported-title')}</h2>
          <p className="fa-plain p-soft">{words('faq.reported-hint')}</p>
          {query.isPending && <Loader size="sm" aria-label={words('loading')} />}
          {query.isError && <p role="alert">{failureText(query.error)}</p>}
          {run !== undefined && run !== null && (
            <>
              {run.report !== null && <GateReport report={run.report} />}
              <Problems problems={run.problems} />
            </>
          )}
          <div className="fa-publish-bar">
            <Button variant="default" onClick={() => go('/answers/history', { gate: '' })}>
              {words('faq.tab.history')}
            </Button>
            <Button loading={seen.isPending} onClick={() => seen.mutate()}>
              {words('faq.seen')}
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}

function useSeen(id: string) {
  const api = useApi();
  const tell = useTell();
  const failureText = useFailureText();
  const changed = useFaqChanged();
  return useMutation({
    mutationFn: () => api.seenGate(id),
    onSuccess() {
      changed();
      go('/answers', { gate: '' });
    },
    onError: (error) => tell('bad', failureText(error)),
  });
}
