/**
 * How was it: after a case with a person (CSAT, 1 to 5), after a flow that came to a result (CES, 1 to 5: how easy it was), and now
 * and then about the shop as a whole (NPS, 0 to 10). A survey is planned, asked by a notice, scored, and may get a comment.
 */
export const SURVEY_KINDS = ['csat', 'ces', 'nps'] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

/** The best score; the worst is 1, with ten it is 0. */
export const TOP_SCORE = { csat: 5, ces: 5, nps: 10 } as const satisfies Record<SurveyKind, number>;
export type TopScore = (typeof TOP_SCORE)[SurveyKind];

/** `low` wants an apology and a person, `high` only thanks. */
export const SCORE_LEVELS = ['low', 'middle', 'high'] as const;
export type ScoreLevel = (typeof SCORE_LEVELS)[number];

export function levelOf(kind: SurveyKind, score: number): ScoreLevel {
  if (kind === 'nps') return score <= 6 ? 'low' : score <= 8 ? 'middle' : 'high';
  return score <= 2 ? 'low' : score <= 3 ? 'middle' : 'high';
}

/** What a turn does to surveys; part of its commit. */
export type FeedbackDeed =
  /** `about`: what it is for; the same of a kind twice is one survey. */
  | { do: 'plan'; kind: SurveyKind; about: string }
  /** Also corrects an earlier score of the same survey. */
  | { do: 'score'; kind: SurveyKind; survey: number; score: number }
  | { do: 'comment'; kind: SurveyKind; survey: number; comment: string };

/** A survey that a notice asks; it can be answered by a typed score as long as it is our last word. */
export type OpenSurvey = { id: number; kind: SurveyKind };
