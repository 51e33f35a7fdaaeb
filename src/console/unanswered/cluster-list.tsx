/** The clusters, the largest of the last weeks first: what is asked, how often, since when, where. */
import type { ClusterRow, UnansweredList } from '../../api/unanswered.ts';
import { go } from '../ambient/route.ts';
import { WeekSpark } from '../faq/week-plot.tsx';
import { useMondayOf, WEEK_MS } from '../faq/weeks.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform } from '../ui/platform.tsx';

/** Weeks that are drawn beside each. */
export const SPARK_WEEKS = 8;

export function ClusterList({ list, current }: { list: UnansweredList; current: string | null }) {
  const mondayOf = useMondayOf();
  const from = mondayOf(list.asOfMs) - (SPARK_WEEKS - 1) * WEEK_MS;
  return (
    <ul className="un-rows">
      {list.clusters.map((cluster) => (
        <Row key={cluster.id} cluster={cluster} from={from} isCurrent={cluster.id === current} />
      ))}
    </ul>
  );
}

function Row({ cluster, from, isCurrent }: { cluster: ClusterRow; from: number; isCurrent: boolean }) {
  const words = useWords();
  const { id, title, locale, count, people, byWeek, byPlatform } = cluster;
  const path = `/unanswered/${encodeURIComponent(id)}`;
  return (
    <li>
      <a
        className="un-row"
        href={path}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(path);
        }}
      >
        <span className="un-row-name" lang={locale}>
          {title}
        </span>
        <span className="un-row-facts">
          <span className="p-number">{words('unanswered.asked', { count })}</span>
          <span className="p-number p-soft">{words('unanswered.people', { count: people })}</span>
          <span className="un-platforms">
            {Object.keys(byPlatform).map((name) => (
              <Platform key={name} name={name} />
            ))}
          </span>
        </span>
        <WeekSpark weeks={byWeek} from={from} count={SPARK_WEEKS} />
      </a>
    </li>
  );
}
