/** How much of each topic needed no person, over the period and by week. */
import type { FaqReport } from '../../api/faq-reports.ts';
import { percentOf } from '../i18n/percent.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { questionOf, useFaqTree } from './use-faq.ts';
import { useWeekDay } from './weeks.ts';

type Topic = FaqReport['topics'][number];

export function ReportTopics({ topics }: { topics: readonly Topic[] }) {
  const words = useWords();
  const { locale } = useLanguage();
  const tree = useFaqTree().data;
  const weeks = lastOf(topics[0]?.weeks ?? []).map(({ weekMs }) => weekMs);
  const day = useWeekDay();
  const nameOf = (name: string): string => {
    const topic = tree?.topics.find((one) => one.name === name);
    if (name === '') return words('report.no-topic');
    return topic === undefined ? name : (questionOf(topic.title, locale)?.text ?? name);
  };
  return (
    <div className="plot-scroll" tabIndex={0} role="group" aria-label={words('report.topics')}>
      <table className="rp-table rp-topics">
        <thead>
          <tr>
            <th scope="col">{words('report.topic')}</th>
            <th scope="col" className="rp-num">
              {words('report.said')}
            </th>
            <th scope="col">{words('report.contained')}</th>
            {weeks.map((ms) => (
              <th key={ms} scope="col" className="rp-num">
                {day(ms)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.topic}>
              <th scope="row">{nameOf(topic.topic)}</th>
              <td className="rp-num p-number">{topic.said}</td>
              <td>
                <Share part={topic} />
              </td>
              {lastOf(topic.weeks).map((week) => (
                <td key={week.weekMs} className={`rp-num p-number ${heat(week)}`}>
                  {week.said === 0 ? '—' : percentOf(week.contained / week.said, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Weeks that fit beside; the table to take away has all. */
const WEEKS = 6;
function lastOf<T>(weeks: readonly T[]): readonly T[] {
  return weeks.slice(-WEEKS);
}

function Share({ part: { said, contained } }: { part: Topic }) {
  const { locale } = useLanguage();
  if (said === 0) return '—';
  return (
    <span className="rp-share">
      <span className="fa-meter" aria-hidden="true">
        <span style={{ width: `${Math.round((contained / said) * 100)}%` }} />
      </span>
      <span className="p-number">{percentOf(contained / said, locale)}</span>
    </span>
  );
}

/** Weeks that went badly are easy to find; with a handful of questions nothing is said. */
function heat({ said, contained }: { said: number; contained: number }): string {
  if (said < 5) return '';
  if (contained / said < 0.5) return 'rp-heat--bad';
  return contained / said < 0.75 ? 'rp-heat--middle' : '';
}
