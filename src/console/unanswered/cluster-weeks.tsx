/** When and where it was asked. */
import type { ClusterRow } from '../../api/unanswered.ts';
import { WeekPlot } from '../faq/week-plot.tsx';
import { useMondayOf, WEEK_MS } from '../faq/weeks.ts';
import { serverNow } from '../ambient/server-time.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform, platformTitle } from '../ui/platform.tsx';

/** Older questions are counted, but not drawn. */
const MOST_WEEKS = 26;
const LEAST_WEEKS = 8;

export function ClusterWeeks({ cluster: { byWeek, byPlatform } }: { cluster: ClusterRow }) {
  const words = useWords();
  const mondayOf = useMondayOf();
  const last = mondayOf(serverNow());
  const first = byWeek[0]?.weekMs ?? last;
  const count = Math.min(MOST_WEEKS, Math.max(LEAST_WEEKS, (last - first) / WEEK_MS + 1));
  const weeks = Array.from({ length: Math.round(count) }, (_, at) => {
    const weekMs = last - (Math.round(count) - 1 - at) * WEEK_MS;
    return { weekMs, values: [byWeek.find((week) => week.weekMs === weekMs)?.count ?? 0] };
  });
  const platforms = Object.entries(byPlatform).toSorted(([, a], [, b]) => b - a);
  return (
    <section className="plate un-weeks" aria-labelledby="un-weeks">
      <h2 id="un-weeks">{words('unanswered.when')}</h2>
      <WeekPlot
        title={words('unanswered.when')}
        kinds={[{ name: words('unanswered.kind'), tone: 'calm' }]}
        weeks={weeks}
      />
      <ul className="un-by-platform">
        {platforms.map(([name, times]) => (
          <li key={name}>
            <Platform name={name} />
            <span aria-hidden="true">{platformTitle(words, name)}</span>
            <strong className="p-number">{times}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
