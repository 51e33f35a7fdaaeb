/** What is known of this customer alone: points, birthday, what they agreed to and in which words, what they told of themselves. */
import { useQuery } from '@tanstack/react-query';
import type { ConversationDetail } from '../../api/conversations.ts';
import type { ConsentView, PersonalView } from '../../api/personal.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFormat, type Format } from '../i18n/use-format.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import type { Words } from '../i18n/words.ts';
import { Section } from './section.tsx';

export function PersonalSection({ conversation: { id, collected } }: { conversation: ConversationDetail }) {
  const api = useApi();
  const words = useWords();
  const { data } = useQuery({ queryKey: [...keys.personal(id), collected], queryFn: () => api.personal(id) });
  // Extra knowledge: while it is not there, nothing is missing.
  if (data === undefined || isEmpty(data)) return null;
  return (
    <Section title={words('personal.title')}>
      <Facts data={data} />
      {data.consents.length > 0 && (
        <>
          <h4>{words('personal.consents')}</h4>
          <Consents consents={data.consents} />
        </>
      )}
    </Section>
  );
}

function Facts({ data: { points, birthday, messages, reasons } }: { data: PersonalView }) {
  const words = useWords();
  const format = useFormat();
  const { locale } = useLanguage();
  return (
    <dl className="pairs">
      {points !== null && <Points points={points} />}
      {birthday !== null && (
        <>
          <dt>{words('personal.birthday')}</dt>
          <dd>{dayOfYear(birthday, locale)}</dd>
        </>
      )}
      {messages.length > 0 && (
        <>
          <dt>{words('personal.sent')}</dt>
          {messages.map((message) => (
            <dd key={`${message.kind}${message.atMs}`}>{sentWords(message, words, format)}</dd>
          ))}
        </>
      )}
      {reasons.length > 0 && (
        <>
          <dt>{words('personal.reasons')}</dt>
          {reasons.map(({ reason, words: own, atMs }) => (
            <dd key={atMs}>
              {own === '' ? words(`personal.reason.${reason}`) : `«${own}»`}{' '}
              <span className="p-soft">{format.full(atMs)}</span>
            </dd>
          ))}
        </>
      )}
    </dl>
  );
}

function Points({ points }: { points: NonNullable<PersonalView['points']> }) {
  const words = useWords();
  const format = useFormat();
  if (typeof points === 'string') {
    return (
      <>
        <dt>{words('personal.points')}</dt>
        <dd className="p-soft">{words(`personal.points-${points}`)}</dd>
      </>
    );
  }
  const { burns, level, card } = points;
  return (
    <>
      <dt>{words('personal.points')}</dt>
      <dd className="p-number">
        {points.points}
        {burns !== null && (
          <span className="p-soft">
            {' · '}
            {words('personal.burns', { count: burns.points, day: format.full(burns.atMs) })}
          </span>
        )}
      </dd>
      {level !== null && (
        <>
          <dt>{words('personal.level')}</dt>
          <dd>{level}</dd>
        </>
      )}
      {card !== null && (
        <>
          <dt>{words('personal.card')}</dt>
          <dd className="p-number">{card}</dd>
        </>
      )}
    </>
  );
}

function Consents({ consents }: { consents: readonly ConsentView[] }) {
  const words = useWords();
  const format = useFormat();
  return (
    <ul className="proofs">
      {consents.map((line) => (
        <li key={`${line.kind}${line.atMs}`} className={line.given ? 'proof' : 'proof proof--undone'}>
          <details className="consent">
            <summary>
              {words(line.given ? 'personal.given' : 'personal.withdrawn', {
                kind: words(`consent.${line.kind}`),
              })}{' '}
              <span className="p-soft p-number">{format.full(line.atMs)}</span>
            </summary>
            <q lang={line.locale}>{line.wording}</q>
          </details>
        </li>
      ))}
    </ul>
  );
}

function sentWords(
  { kind, told, points, atMs }: PersonalView['messages'][number],
  words: Words,
  format: Format,
): string {
  const parts = [
    words(`personal.message.${kind}`),
    ...(points === null || points === 0 ? [] : [words('personal.with-points', { count: points })]),
    ...(told ? [] : [words('personal.not-told')]),
    format.full(atMs),
  ];
  return parts.join(' · ');
}

function dayOfYear({ day, month }: { day: number; month: number }, locale: string): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, month - 1, day));
}

function isEmpty({ consents, points, birthday, messages, reasons }: PersonalView): boolean {
  return consents.length + messages.length + reasons.length === 0 && points === null && birthday === null;
}
