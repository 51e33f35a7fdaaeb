/** The question of a survey as a notice: keys of the texts files, and a button for each score, the worst first. Pure. */
import type { FlowButton } from '../core/content.ts';
import type { Notice } from '../core/notice.ts';
import type { DueSurvey } from '../core/ports/feedback.ts';

/** Where choices are numbered, the number is the score. A scale of ten has more steps than a message buttons. */
const SCORES = [1, 2, 3, 4, 5] as const;

export function surveyNotice(
  { id, kind, operator, locale }: DueSurvey,
  { template, untilMs }: { template: string | null; untilMs: number },
): Notice {
  const named = kind === 'csat' && operator !== null;
  const text = kind !== 'csat' || named ? `feedback.${kind}.ask` : 'feedback.csat.askPlain';
  const buttons: FlowButton[] = SCORES.map((score) => ({
    label: `feedback.score.${kind}${score}`,
    deskEvent: { type: 'start.flow', flow: 'feedback', args: { survey: id, kind, score } },
  }));
  return {
    kind: 'survey',
    prompt: {
      text,
      ...(named ? { slots: { operator } } : {}),
      ...(kind === 'nps' ? {} : { buttons }),
    },
    ...(template === null ? {} : { template: { name: template, slots: {}, locale } }),
    survey: { id, kind },
    untilMs,
  };
}
