/**
 * The report on the answers: counters of the store, week by week, put together by entry and by topic. Reads only; what was counted
 * for an entry that is gone stays in the sums.
 */
import type { Clock } from '../core/clock.ts';
import type { EntryReport, FaqReports, TopicReport } from '../core/ports/faq-reports.ts';
import type { BandCount, EntryCount, QuestionStore } from '../core/ports/question-store.ts';
import type { Faq } from '../core/ports/words.ts';
import { dayAt, dayBegins, mondayOf, stampOf } from '../core/week.ts';

export interface FaqReportsDeps {
  store: Pick<QuestionStore, 'countEntries' | 'countBands' | 'firstCounted'>;
  /** As it is live at this moment. */
  faq: () => Faq;
  /** Of the shop at this moment: its days are counted. */
  timeZone: () => string;
  clock: Clock;
}

interface Week {
  weekMs: number;
  counts: EntryCount[];
}

const DAYS = 7;

export function createFaqReports({ store, faq, timeZone: zoneNow, clock }: FaqReportsDeps): FaqReports {
  return {
    async read(days) {
      const toMs = clock.now();
      const timeZone = zoneNow();
      const toDay = dayAt(toMs, timeZone) + 1;
      const fromDay = toDay - days;
      const weeks: Week[] = [];
      for (let monday = mondayOf(fromDay); monday < toDay; monday += DAYS) {
        const between = {
          fromDay: Math.max(fromDay, monday),
          toDay: Math.min(toDay, monday + DAYS),
          timeZone,
        };
        weeks.push({ weekMs: stampOf(monday), counts: await store.countEntries(between) });
      }
      const bands = await store.countBands({ fromDay, toDay, timeZone });
      const sinceDay = await store.firstCounted({ timeZone });
      const live = faq();
      return {
        fromMs: dayBegins(fromDay, timeZone),
        toMs,
        sinceMs: sinceDay === null ? null : dayBegins(sinceDay, timeZone),
        totals: totalsOf(bands),
        entries: byEntry(weeks, live),
        weeks: bands.toSorted((a, b) => a.weekMs - b.weekMs || (a.platform < b.platform ? -1 : 1)),
        topics: byTopic(weeks, live),
      };
    },
  };
}

function totalsOf(bands: readonly BandCount[]) {
  const totals = { asked: 0, answer: 0, offer: 0, miss: 0, contained: 0 };
  for (const { answer, offer, miss, contained } of bands) {
    totals.asked += answer + offer + miss;
    totals.answer += answer;
    totals.offer += offer;
    totals.miss += miss;
    totals.contained += contained;
  }
  return totals;
}

function byEntry(weeks: readonly Week[], faq: Faq): EntryReport[] {
  const sums = new Map<string, EntryCount>();
  for (const one of weeks.flatMap(({ counts }) => counts)) {
    const key = `${one.id} ${one.locale}`;
    const known = sums.get(key);
    sums.set(key, known ? added(known, one) : { ...one });
  }
  const rows = [...sums.values()].map((one): EntryReport => {
    const entry = faq.entry(one.id, one.locale);
    // Phrasings that lead to a flow are found like entries, and are none.
    const isEntry = entry !== null && !one.id.includes(':');
    return {
      ...one,
      question: isEntry ? entry.question : null,
      topic: isEntry ? (entry.topic ?? '') : null,
      asked: one.answered + one.offered,
    };
  });
  return rows.toSorted(
    (a, b) =>
      b.asked - a.asked || b.shown - a.shown || (`${a.id} ${a.locale}` < `${b.id} ${b.locale}` ? -1 : 1),
  );
}

function byTopic(weeks: readonly Week[], faq: Faq): TopicReport[] {
  const topics = new Map<string, TopicReport>();
  for (const [at, { counts }] of weeks.entries()) {
    for (const { id, locale, answered, chosen, contained } of counts) {
      const said = answered + chosen;
      const name = id.includes(':') ? '' : (faq.entry(id, locale)?.topic ?? '');
      const topic = topics.get(name) ?? emptyTopic(name, weeks);
      topics.set(name, topic);
      const week = topic.weeks[at];
      for (const sum of week ? [topic, week] : [topic]) {
        sum.said += said;
        sum.contained += contained;
      }
    }
  }
  return [...topics.values()]
    .filter(({ said }) => said > 0)
    .toSorted((a, b) => b.said - a.said || (a.topic < b.topic ? -1 : 1));
}

function emptyTopic(topic: string, weeks: readonly Week[]): TopicReport {
  return {
    topic,
    said: 0,
    contained: 0,
    weeks: weeks.map(({ weekMs }) => ({ weekMs, said: 0, contained: 0 })),
  };
}

function added(a: EntryCount, b: EntryCount): EntryCount {
  return {
    id: a.id,
    locale: a.locale,
    answered: a.answered + b.answered,
    offered: a.offered + b.offered,
    chosen: a.chosen + b.chosen,
    shown: a.shown + b.shown,
    helped: a.helped + b.helped,
    notHelped: a.notHelped + b.notHelped,
    escalated: a.escalated + b.escalated,
    contained: a.contained + b.contained,
  };
}
