/** What customers say of the service: averages, answers by operator, every score with its comment, and the way to take it away. */
import { Button, Loader } from '@mantine/core';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { FeedbackFilters } from './feedback-filters.tsx';
import { FeedbackRows } from './feedback-rows.tsx';
import { FeedbackSummary } from './feedback-summary.tsx';
import { askedFor, useFeedback, useFilters, type Filters } from './use-feedback.ts';
import './feedback.css';

export function FeedbackPage() {
  const words = useWords();
  const { operator } = useSession();
  const filters = useFilters();
  const leads = operator.role !== 'operator';
  return (
    <main className="sheet">
      <div className="sheet-inner">
        <header className="sheet-head">
          <div>
            <h1>{words('feedback.title')}</h1>
            <p className="sheet-lead">{words(leads ? 'feedback.lead' : 'feedback.lead-own')}</p>
          </div>
          <Button
            component="a"
            variant="default"
            href={`/api/feedback.csv?${new URLSearchParams(askedFor(filters)).toString()}`}
            leftSection={<Icon name="file" size={17} />}
          >
            {words('feedback.export')}
          </Button>
        </header>
        <FeedbackFilters filters={filters} leads={leads} />
        <Found filters={filters} />
      </div>
    </main>
  );
}

function Found({ filters }: { filters: Filters }) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useFeedback(filters);
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  const [first] = query.data?.pages ?? [];
  if (query.data === undefined || first === undefined) {
    return (
      <Empty icon="alert" title={words('feedback.failed')}>
        <p>{failureText(query.error)}</p>
        <Button variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <FeedbackSummary kinds={first.kinds} operators={first.operators} reasons={first.reasons} />
      {rows.length === 0 ? (
        <Empty icon="star" title={words('feedback.none')}>
          <p>{words('feedback.none-hint')}</p>
        </Empty>
      ) : (
        <FeedbackRows rows={rows} />
      )}
      {query.hasNextPage && (
        <Button variant="light" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words('feedback.more')}
        </Button>
      )}
    </>
  );
}
