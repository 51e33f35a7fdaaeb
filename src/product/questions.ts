/** The log of questions put together: who reads it for the pages of editors, and who forgets it after the time that shop.yaml names. */
import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqReports } from '../core/ports/faq-reports.ts';
import type { UnansweredCluster } from '../core/ports/unanswered.ts';
import { DAY_MS } from '../core/week.ts';
import { createFaqReports } from '../editing/faq-reports.ts';
import { createUnanswered, type OpenUnanswered } from '../editing/unanswered/unanswered.ts';
import type { Ground } from './ground.ts';
import type { Rounds } from './rounds.ts';

export interface OpenQuestions {
  unanswered: OpenUnanswered;
  faqReports: FaqReports;
  watch(rounds: Rounds): void;
}

type Parts = Pick<Ground, 'store' | 'clock' | 'log'> & { content: Pick<Ground['content'], 'current'> };

export function openQuestions({ store, content, clock, log }: Parts): OpenQuestions {
  const timeZone = () => content.current().shop.timeZone;
  const faq = () => content.current().live.faq;

  function nearest(text: string, locale: Locale): UnansweredCluster['nearest'] {
    const live = faq();
    const found = live.nearest?.(text, locale, LIMITS.unansweredNearest) ?? [];
    return found.flatMap(({ id, score }) => {
      const entry = id.includes(':') ? null : live.entry(id, locale);
      return entry ? [{ id, question: entry.question, score }] : [];
    });
  }

  async function lookAfter(signal: AbortSignal): Promise<void> {
    const decidedMs = clock.now() - LIMITS.questionFateMs - LIMITS.questionSumsMs;
    const old = { beforeMs: decidedMs, rows: LIMITS.questionsSweepRows, timeZone: timeZone() };
    while (!signal.aborted && (await store.sumUpQuestions(old)) > 0) await setImmediate();
    const { keepDays } = content.current().shop.questions;
    const past = {
      beforeMs: keepDays === 0 ? Number.MAX_SAFE_INTEGER : clock.now() - keepDays * DAY_MS,
      rows: LIMITS.questionsSweepRows,
      // The shop wants nothing kept: what waits for somebody neither.
      waitingToo: keepDays === 0,
    };
    while (!signal.aborted && (await store.forgetQuestions(past)) > 0) await setImmediate();
  }

  return {
    unanswered: createUnanswered({ store, nearest, timeZone, clock, log }),
    faqReports: createFaqReports({ store, faq, timeZone, clock }),
    watch: (rounds) => rounds.add('questions', LIMITS.questionsSweepMs, lookAfter),
  };
}
