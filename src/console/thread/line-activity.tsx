/** What happened to the conversation, in one quiet line. */
import { API_OUTCOMES, API_REASONS, CONSENTS, LINK_KINDS, SURVEYS } from '../../api/bounds.ts';
import type { ThreadLine } from '../../api/thread.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Slots, Words } from '../i18n/words.ts';
import { platformTitle } from '../ui/platform.tsx';

type Activity = Extract<ThreadLine, { kind: 'activity' }>;

export function LineActivity({ line }: { line: Activity }) {
  const words = useWords();
  const format = useFormat();
  return (
    <div className="activity">
      <span>{words(`activity.${line.name}`, slotsOf(line, words))}</span>
      {' · '}
      <time className="p-number" dateTime={new Date(line.atMs).toISOString()}>
        {format.time(line.atMs)}
      </time>
    </div>
  );
}

function slotsOf(line: Activity, words: Words): Slots {
  const { data } = line;
  const reason = API_REASONS.find((name) => name === data['reason']);
  const outcome = API_OUTCOMES.find((name) => name === data['outcome']);
  return {
    name: line.author ?? words('who.somebody'),
    to: textOf(data['to']) || words('who.somebody'),
    label: textOf(data['label']),
    platform: platformTitle(words, textOf(data['platform'])),
    how: howOf(data, words),
    kind: consentOf(data, words),
    survey: surveyOf(data, words),
    score: scoreOf(data),
    comment: textOf(data['comment']),
    reason: reason === undefined ? words('reason.asked') : words(`reason.${reason}`),
    outcome: outcome === undefined ? words('outcome.other') : words(`outcome.${outcome}`),
  };
}

/** What it is that the customer agreed to. */
function consentOf(data: Activity['data'], words: Words): string {
  const kind = CONSENTS.find((name) => name === data['kind']);
  return kind === undefined ? '' : words(`consent.${kind}`);
}

function surveyOf(data: Activity['data'], words: Words): string {
  const kind = SURVEYS.find((name) => name === data['survey']);
  return kind === undefined ? '' : words(`survey.${kind}`);
}

/** "4/5"; out of ten for the question about the shop. */
function scoreOf({ survey, score }: Activity['data']): string {
  return typeof score === 'number' ? `${score}/${survey === 'nps' ? 10 : 5}` : '';
}

/** By what proof two chats are, or were, one person. */
function howOf(data: Activity['data'], words: Words): string {
  const kind = LINK_KINDS.find((name) => name === data['kind']);
  return kind === undefined ? '' : words(`how.${kind}`, { evidence: textOf(data['evidence']) });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
