/** A talk at a counter that asks how it was: the real rounds, run when the test says so. */
import type { SurveySettings } from '../../src/feedback/survey-round.ts';
import { createSurveyRound } from '../../src/feedback/survey-round.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';
import { loadSample } from '../support/sample-content.ts';

export interface FeedbackCounter {
  talk: Talk;
  settings: SurveySettings;
  /** The house looks whom to ask, once. */
  round(): Promise<void>;
  /** A case with Ольга from the first word to the outcome; what is said on the way is taken. */
  handled(outcome?: 'solved' | 'spam' | 'no-answer'): Promise<void>;
  deliveredMs: number | null;
  close(): Promise<void>;
}

export async function openFeedbackCounter(
  options: TalkOptions & { template?: string } = {},
): Promise<FeedbackCounter> {
  const sample = await loadSample();
  let run!: (signal: AbortSignal) => Promise<void>;
  const counter = {
    deliveredMs: null as number | null,
    settings: {
      csat: { afterMinutes: 10 },
      ces: { afterMinutes: 5, everyDays: 30, flows: ['return', 'order-status'] },
      nps: false,
    } as SurveySettings,
  };
  const talk = await openTalk({
    operators: ['Ольга'],
    ...options,
    handlers(parts) {
      run = createSurveyRound({
        ...parts,
        settings: () => counter.settings,
        quiet: () => sample.quiet,
        template: () => options.template ?? null,
        lastDelivery: () => Promise.resolve(counter.deliveredMs),
        log: silentLog,
      });
      return options.handlers?.(parts) ?? {};
    },
  });
  return Object.assign(counter, {
    talk,
    async round() {
      const done = run(new AbortController().signal);
      await talk.later('1s');
      await done;
    },
    async handled(outcome: 'solved' | 'spam' | 'no-answer' = 'solved') {
      const olga = talk.operator('Ольга');
      await talk.customer('оператор');
      talk.bot(/./u);
      await olga.does({ do: 'claim' });
      talk.bot('Ольга');
      await olga.does({ do: 'reply', clientId: `r${talk.clock.now()}`, text: 'Готово!' });
      talk.bot('Готово!');
      await olga.does({ do: 'resolve', outcome });
      if (outcome !== 'spam') talk.bot(/./u);
    },
    close: () => talk.close(),
  });
}
