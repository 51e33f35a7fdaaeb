/** What the scores amount to: a card for each question, and the help of each operator. */
import type { FeedbackCount, FeedbackPage } from '../../api/feedback.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';

export function FeedbackSummary({
  kinds,
  operators,
  reasons,
}: {
  kinds: FeedbackCount[];
  operators: FeedbackCount[];
  reasons: FeedbackPage['reasons'];
}) {
  const words = useWords();
  return (
    <>
      <ul className="feedback-cards">
        {kinds.map((count) => (
          <li key={count.kind} className="feedback-card">
            <h2>{words(`feedback.kind.${count.kind}`)}</h2>
            <Amount count={count} />
          </li>
        ))}
      </ul>
      {operators.length > 1 && (
        <section className="feedback-operators">
          <h2>{words('feedback.by-operator')}</h2>
          <ul>
            {operators.map((count) => (
              <li key={count.operator}>
                <strong>{count.operator}</strong>
                <Amount count={count} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </>
  );
}

/** Why people have not bought for long, as they said when they were asked back. */
function Reasons({ reasons }: Pick<FeedbackPage, 'reasons'>) {
  const words = useWords();
  const { locale } = useLanguage();
  const number = new Intl.NumberFormat(locale);
  const most = Math.max(...reasons.map(({ count }) => count));
  return (
    <section className="feedback-operators" aria-labelledby="feedback-reasons">
      <h2 id="feedback-reasons">{words('feedback.reasons')}</h2>
      <ul className="feedback-reasons">
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <span>{words(`personal.reason.${reason}`)}</span>
            <span className="feedback-reason-bar" aria-hidden="true">
              <span style={{ width: `${Math.round((count / most) * 100)}%` }} />
            </span>
            <strong className="p-number">{number.format(count)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Amount({ count }: { count: FeedbackCount }) {
  const words = useWords();
  const { locale } = useLanguage();
  const { kind, average, asked, scored, low, middle, high } = count;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = asked === 0 ? 0 : Math.round((scored / asked) * 100);
  const bar = words('feedback.bar', { low, middle, high });
  return (
    <>
      {average !== null && (
        <p className="feedback-average p-number">
          {kind === 'nps'
            ? words('feedback.nps', { score: Math.round(((high - low) / scored) * 100) })
            : words('feedback.average', { average: number.format(average), top: 5 })}
        </p>
      )}
      {scored > 0 && (
        <div className="feedback-bar" role="img" aria-label={bar} title={bar}>
          <span className="feedback-high" style={{ flexGrow: high }} />
          <span className="feedback-middle" style={{ flexGrow: middle }} />
          <span className="feedback-low" style={{ flexGrow: low }} />
        </div>
      )}
      <p className="p-soft p-number">{words('feedback.rate', { scored, asked, percent })}</p>
    </>
  );
}
