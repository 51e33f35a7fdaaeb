/** What an operator reads first: why the conversation came to people, and what was said before. */
import { API_OUTCOMES } from '../../api/bounds.ts';
import type { ConversationDetail } from '../../api/conversations.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Facts } from './facts.tsx';
import { flowName } from './flow-name.ts';
import { Section } from './section.tsx';

type Case = NonNullable<ConversationDetail['case']>;

export function CaseCard({ case: stretch }: { case: Case }) {
  const words = useWords();
  const format = useFormat();
  const { summary, openedAtMs, claimedAtMs, closedAtMs } = stretch;
  return (
    <Section title={words(closedAtMs === null ? 'case.title' : 'case.last')}>
      <dl className="pairs">
        <dt>{words('case.reason')}</dt>
        <dd>{words(`reason.${summary.reason}`)}</dd>
        <dt>{words('case.opened')}</dt>
        <dd className="p-number">{format.full(openedAtMs)}</dd>
        {claimedAtMs !== null && (
          <>
            <dt>{words('case.waited')}</dt>
            <dd className="p-number">{format.span(claimedAtMs - openedAtMs)}</dd>
          </>
        )}
        <dt>{words('customer.language')}</dt>
        <dd>{words(`language.${summary.locale}`)}</dd>
        {summary.flow !== null && (
          <>
            <dt>{words('case.flow')}</dt>
            <dd>{flowName(summary.flow, words)}</dd>
          </>
        )}
        <Outcome stretch={stretch} />
      </dl>
      <Facts facts={summary.collected} empty={null} />
      <LastLines lines={summary.lastLines} />
    </Section>
  );
}

function Outcome({ stretch }: { stretch: Case }) {
  const words = useWords();
  const known = API_OUTCOMES.find((outcome) => outcome === stretch.outcome);
  if (stretch.closedAtMs === null || stretch.outcome === null) return null;
  return (
    <>
      <dt>{words('case.outcome')}</dt>
      <dd>{known === undefined ? words('outcome.returned') : words(`outcome.${known}`)}</dd>
    </>
  );
}

function LastLines({ lines }: { lines: Case['summary']['lastLines'] }) {
  const words = useWords();
  if (lines.length === 0) return null;
  return (
    <details className="last-lines">
      <summary>{words('case.last-lines')}</summary>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>
            <span className="last-who">{words(line.who === 'bot' ? 'who.bot' : 'who.customer')}</span>
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
