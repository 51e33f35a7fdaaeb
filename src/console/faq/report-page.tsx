/** How the answers do: what was asked, what helped, what went to people; by week, topic and entry, for a period that the address keeps. */
import { Button, Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { REPORT_DAYS } from '../../api/bounds.ts';
import type { FaqReport } from '../../api/faq-reports.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReportEntries } from './report-entries.tsx';
import './report.css';
import { ReportTopics } from './report-topics.tsx';
import { ReportTotals } from './report-totals.tsx';
import { WeekPlot } from './week-plot.tsx';

export function ReportPage() {
  const words = useWords();
  const failureText = useFailureText();
  const wanted = useQueryValue('days');
  const days = REPORT_DAYS.find((one) => one === wanted) ?? '30';
  const query = useReport(days);
  return (
    <div className="sheet fa-sheet">
      <div className="sheet-inner">
        <div className="rp-bar">
          <NativeSelect
            label={words('report.days')}
            value={days}
            data={REPORT_DAYS.map((one) => ({ value: one, label: words(`report.days.${one}`) }))}
            onChange={(event) => go('/answers/report', { days: event.currentTarget.value }, 'replace')}
          />
        </div>
        {query.isPending && <Loader aria-label={words('loading')} />}
        {query.isError && query.data === undefined && (
          <Empty icon="alert" title={words('report.failed')}>
            <p>{failureText(query.error)}</p>
            <Button variant="light" onClick={() => void query.refetch()}>
              {words('again')}
            </Button>
          </Empty>
        )}
        {query.data !== undefined && <Report report={query.data} days={days} />}
      </div>
    </div>
  );
}

function useReport(days: string) {
  const api = useApi();
  return useQuery({ queryKey: keys.faqReport(days), queryFn: () => api.faqReport(days), staleTime: 30_000 });
}

function Report({ report, days }: { report: FaqReport; days: string }) {
  const words = useWords();
  const format = useFormat();
  if (report.totals.asked === 0 && report.entries.length === 0) {
    return (
      <Empty icon="star" title={words('report.none')}>
        <p>{words(report.sinceMs === null ? 'report.none-yet' : 'report.none-hint')}</p>
      </Empty>
    );
  }
  const isShort = report.sinceMs !== null && report.sinceMs > report.fromMs;
  return (
    <>
      {isShort && (
        <p className="fa-hint">{words('report.since', { day: format.date(report.sinceMs ?? 0) })}</p>
      )}
      <ReportTotals totals={report.totals} />
      <section className="plate" aria-labelledby="rp-weeks">
        <PlateHead id="rp-weeks" word="report.weeks" table="weeks" days={days} />
        <WeekPlot title={words('report.weeks')} kinds={useKinds()} weeks={weeksOf(report)} />
      </section>
      <section className="plate" aria-labelledby="rp-topics">
        <PlateHead id="rp-topics" word="report.topics" table="topics" days={days} />
        <ReportTopics topics={report.topics} />
      </section>
      <section className="plate" aria-labelledby="rp-entries">
        <PlateHead id="rp-entries" word="report.entries" table="entries" days={days} />
        <ReportEntries entries={report.entries} />
      </section>
    </>
  );
}

interface HeadProps {
  id: string;
  word: 'report.weeks' | 'report.topics' | 'report.entries';
  table: string;
  days: string;
}

function PlateHead({ id, word, table, days }: HeadProps) {
  const words = useWords();
  return (
    <header className="rp-head">
      <h2 id={id}>{words(word)}</h2>
      <a
        className="rp-csv"
        href={`/api/faq-reports.csv?${new URLSearchParams({ days, table }).toString()}`}
        aria-label={words('report.csv-of', { name: words(word) })}
      >
        <Icon name="save" size={16} />
        CSV
      </a>
    </header>
  );
}

function useKinds() {
  const words = useWords();
  return [
    { name: words('report.kind.contained'), tone: 'good' },
    { name: words('report.kind.other'), tone: 'middle' },
    { name: words('report.kind.miss'), tone: 'bad' },
  ];
}

/** All platforms together: what needed nobody, what was answered or offered besides, what had no answer. */
function weeksOf({ weeks }: FaqReport) {
  const byWeek = new Map<number, [number, number, number]>();
  for (const { weekMs, answer, offer, miss, contained } of weeks) {
    const sums = byWeek.get(weekMs) ?? [0, 0, 0];
    sums[0] += contained;
    sums[1] += Math.max(0, answer + offer - contained);
    sums[2] += miss;
    byWeek.set(weekMs, sums);
  }
  return [...byWeek].map(([weekMs, values]) => ({ weekMs, values })).toSorted((a, b) => a.weekMs - b.weekMs);
}
