/** Every score with what was said about it, and the way to the conversation. */
import type { FeedbackRow } from '../../api/feedback.ts';
import { go } from '../ambient/route.ts';
import { flowName } from '../customer/flow-name.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Platform } from '../ui/platform.tsx';

export function FeedbackRows({ rows }: { rows: FeedbackRow[] }) {
  return (
    <ul className="feedback-rows">
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Row({ row }: { row: FeedbackRow }) {
  const words = useWords();
  const format = useFormat();
  const { kind, level, score, comment, customer, operator, flow, conversation, atMs } = row;
  const top = kind === 'nps' ? 10 : 5;
  const about =
    operator === null
      ? flow === null
        ? ''
        : flowName(flow, words)
      : words('feedback.handled', { name: operator });
  const path = `/c/${conversation}`;
  return (
    <li className="feedback-row">
      <span
        className={`feedback-score feedback-score--${level} p-number`}
        role="img"
        aria-label={`${words('feedback.scored', { score, top })}, ${words(`feedback.level.${level}`)}`}
      >
        {score}
      </span>
      <div className="feedback-said">
        {comment === null ? (
          <p className="p-soft">{words('feedback.no-comment')}</p>
        ) : (
          <p className="feedback-comment">{comment}</p>
        )}
        <p className="feedback-whose">
          <a
            href={path}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              go(path);
            }}
          >
            {customer === '' ? words('customer.nameless') : customer}
          </a>
          <Platform name={row.platform} />
          <span>{words(`feedback.kind.${kind}`)}</span>
          {about !== '' && <span>{about}</span>}
        </p>
      </div>
      <time className="p-number" dateTime={new Date(atMs).toISOString()}>
        {format.full(atMs)}
      </time>
    </li>
  );
}
