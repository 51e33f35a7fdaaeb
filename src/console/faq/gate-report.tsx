/** What the drafts do to questions that were really asked: in one sentence, and each of them side by side. */
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { FaqGateChange, FaqGateReport } from '../../api/faq-gate.ts';
import type { ApiLocale } from '../../api/words.ts';
import { percentOf } from '../i18n/percent.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { EntryLink } from '../ui/entry-link.tsx';

const KINDS = ['lost', 'changed', 'gained', 'choice'] as const;
const SHOWN = 20;

/** `children`: what is to be decided, between the sums and the questions. */
export function GateReport({ report, children }: { report: FaqGateReport; children?: ReactNode }) {
  const words = useWords();
  const { locale } = useLanguage();
  const number = new Intl.NumberFormat(locale);
  const { counts, questions, asked, changes } = report;
  const present = KINDS.filter((kind) => changes.some((one) => one.kind === kind && !one.own));
  const own = changes.filter((one) => one.own);
  const isCalm = changes.length === 0 && counts.changed + counts.lost + counts.gained === 0;
  const countOf = (kind: (typeof KINDS)[number]): number => counts[kind] ?? 0;
  return (
    <div className="fa-report">
      <p className="fa-report-lead">
        {questions === 0
          ? words('faq.report-none')
          : words('faq.report-lead', {
              count: questions,
              questions: number.format(questions),
              times: words('faq.report-asked', { count: asked, asked: number.format(asked) }),
            })}
      </p>
      <ul className="fa-report-counts">
        {KINDS.filter((kind) => kind !== 'choice' || countOf(kind) > 0).map((kind) => (
          <li key={kind} className={`fa-report-count fa-report-count--${kind}`}>
            <strong className="p-number">{number.format(countOf(kind))}</strong>
            <span>{words(`faq.report.${kind}`, { count: countOf(kind) })}</span>
          </li>
        ))}
      </ul>
      {isCalm && <p className="fa-plain">{words('faq.report-calm')}</p>}
      {children}
      {present.map((kind) => (
        <Changes
          key={kind}
          title={words(`faq.report-title.${kind}`)}
          changes={changes.filter((one) => one.kind === kind && !one.own)}
          total={countOf(kind)}
        />
      ))}
      {own.length > 0 && (
        <Changes
          title={words('faq.report-title.own')}
          hint={words('faq.report-own-hint')}
          changes={own}
          total={counts.ownChanged}
        />
      )}
    </div>
  );
}

interface ChangesProps {
  title: string;
  hint?: string;
  changes: readonly FaqGateChange[];
  total: number;
}

function Changes({ title, hint, changes, total }: ChangesProps) {
  const words = useWords();
  const [most, setMost] = useState(SHOWN);
  const left = changes.length - most;
  return (
    <section className="fa-changes">
      <h3>{title}</h3>
      {hint !== undefined && <p className="fa-hint">{hint}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{words('faq.change-question')}</th>
            <th scope="col">{words('faq.change-before')}</th>
            <th scope="col">{words('faq.change-after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, most).map((change, at) => (
            <ChangeRow key={`${at} ${change.text}`} change={change} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button size="xs" variant="light" onClick={() => setMost(most + SHOWN)}>
          {words('faq.changes-more', { count: left })}
        </Button>
      )}
      {left <= 0 && total > changes.length && (
        <p className="fa-hint">{words('faq.changes-rest', { count: total - changes.length })}</p>
      )}
    </section>
  );
}

function ChangeRow({ change }: { change: FaqGateChange }) {
  const { owner, ownerQuestion, text, locale, times, before, after } = change;
  const words = useWords();
  return (
    <tr>
      <th scope="row">
        <span lang={locale}>{text}</span>
        {times > 1 && (
          <span className="fa-times p-number" title={words('faq.times', { count: times })}>
            <span aria-hidden="true">×{times}</span>
            <span className="p-hidden">{words('faq.times', { count: times })}</span>
          </span>
        )}
        {owner !== null && (
          <span className="fa-owner p-soft">
            <EntryLink id={owner} lang={locale}>
              {ownerQuestion ?? owner}
            </EntryLink>
          </span>
        )}
      </th>
      <SideCell side={before} lang={locale} name={words('faq.change-before')} />
      <SideCell side={after} lang={locale} name={words('faq.change-after')} />
    </tr>
  );
}

interface SideProps {
  side: FaqGateChange['before'];
  lang: ApiLocale;
  name: string;
}

function SideCell({ side: { band, id, question, score, also = [], offered = [] }, lang, name }: SideProps) {
  const words = useWords();
  const { locale } = useLanguage();
  return (
    <td data-name={name}>
      <span className={`tag fa-band--${band}`}>{words(`faq.band.${band}`)}</span>
      {id !== null && (
        <span className="fa-side-question" lang={lang}>
          <EntryLink id={id} lang={lang}>
            {question}
          </EntryLink>{' '}
          <span className="p-soft p-number">{percentOf(score, locale)}</span>
        </span>
      )}
      <Further label={words('faq.side-also')} entries={also} lang={lang} />
      <Further
        label={band === 'answer' ? words('faq.side-offers') : words('faq.side-or')}
        entries={offered}
        lang={lang}
      />
    </td>
  );
}

interface FurtherProps {
  label: string;
  entries: readonly { id: string; question: string }[];
  lang: ApiLocale;
}

/** What else stands in the message: a second answer, or what is to be chosen from. */
function Further({ label, entries, lang }: FurtherProps) {
  if (entries.length === 0) return null;
  return (
    <span className="fa-side-further">
      <span className="p-soft">{label}</span>
      {entries.map(({ id, question }) => (
        <span key={id} lang={lang}>
          <EntryLink id={id} lang={lang}>
            {question}
          </EntryLink>
        </span>
      ))}
    </span>
  );
}
