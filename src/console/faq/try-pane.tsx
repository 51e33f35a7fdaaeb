/** "What would the bot make of this?": what it finds, how sure it is, what met, and what the drafts change about it. */
import { Button, Loader, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqTry } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { percentOf } from '../i18n/percent.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { asSpelt, asTyped } from './as-typed.ts';
import { EntryLink } from '../ui/entry-link.tsx';
import { useFaqTry } from './use-faq.ts';
import { useSettled } from './use-settled.ts';

type Result = FaqTry['live'];
/** The entry it is tried for, and the words that were tried. */
interface About {
  id: string | null;
  asked: string;
}
type Candidate = Result['candidates'][number];

/** `id`: the entry it is tried for, which is marked where it turns up. */
export function TryPane({ id, lang, start }: { id: string | null; lang: ApiLocale; start: string }) {
  const words = useWords();
  const failureText = useFailureText();
  const [text, setText] = useState(start);
  const asked = useSettled(text.trim());
  const query = useFaqTry(asked, lang, null);
  return (
    <div className="fa-try">
      <TextInput
        label={words('faq.try')}
        placeholder={words('faq.try-hint')}
        lang={lang}
        maxLength={FAQ_LIMITS.triedChars}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {asked === '' && <p className="fa-side-note">{words('faq.try-lead')}</p>}
      {query.isError && (
        <p className="fa-side-note" role="alert">
          {failureText(query.error)}{' '}
          <Button size="xs" variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
        </p>
      )}
      {asked !== '' && query.data === undefined && query.isPending && (
        <Loader size="sm" aria-label={words('loading')} />
      )}
      {asked !== '' && query.data !== undefined && <Found tried={query.data} id={id} asked={asked} />}
    </div>
  );
}

function Found({ tried: { live, drafted }, ...about }: About & { tried: FaqTry }) {
  const words = useWords();
  if (drafted === null) return <ResultView title={words('faq.try-live')} result={live} {...about} />;
  return isSame(live, drafted) ? (
    <ResultView title={words('faq.try-both')} result={drafted} {...about} />
  ) : (
    <>
      <ResultView title={words('faq.try-drafted')} result={drafted} {...about} />
      <ResultView title={words('faq.try-before')} result={live} {...about} />
    </>
  );
}

/** How many candidates are worth a look. */
const SHOWN = 4;

function ResultView({ title, result, id, asked }: About & { title: string; result: Result }) {
  const words = useWords();
  const { band, candidates, readAs } = result;
  const texts = [asked, ...candidates.flatMap(({ phrasing, question }) => [phrasing, question])];
  return (
    <section className="fa-result">
      <h3>
        {title}
        <span className={`tag fa-band--${band}`}>{words(`faq.band.${band}`)}</span>
      </h3>
      {readAs !== null && <p className="fa-hint">{words('faq.read-as', { text: asSpelt(readAs, texts) })}</p>}
      {candidates.length === 0 && <p className="fa-side-note">{words('faq.try-none')}</p>}
      <ol className="fa-candidates">
        {candidates.slice(0, SHOWN).map((candidate, at) => (
          <CandidateView
            key={candidate.id}
            candidate={{ ...candidate, words: asTyped(candidate.words, texts.join(' ')) }}
            isSaid={band === 'answer' && at === 0}
            isOwn={candidate.id === id}
          />
        ))}
      </ol>
    </section>
  );
}

interface CandidateProps {
  candidate: Candidate;
  isSaid: boolean;
  isOwn: boolean;
}

function CandidateView({ candidate, isSaid, isOwn }: CandidateProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const { id, question, score, phrasing } = candidate;
  return (
    <li className={isSaid ? 'fa-candidate fa-candidate--said' : 'fa-candidate'}>
      <p className="fa-candidate-head">
        {isOwn ? <strong>{question}</strong> : <EntryLink id={id}>{question}</EntryLink>}
        <span className="p-number">{percentOf(score, locale)}</span>
      </p>
      <span className="fa-meter" aria-hidden="true">
        <span style={{ width: `${Math.round(Math.max(0, Math.min(1, score)) * 100)}%` }} />
      </span>
      {isOwn && <span className="p-hidden">{words('faq.try-own')}</span>}
      <Why candidate={candidate} phrasing={phrasing === question ? '' : phrasing} />
    </li>
  );
}

function Why({ candidate, phrasing }: { candidate: Candidate; phrasing: string }) {
  const words = useWords();
  const { locale } = useLanguage();
  // Several concepts may be called the same.
  const concepts = new Set(candidate.concepts.map((names) => names[locale]));
  const met = [
    phrasing === '' ? '' : words('faq.why-phrasing', { text: phrasing }),
    candidate.words.length === 0 ? '' : words('faq.why-words', { words: candidate.words.join(', ') }),
    concepts.size === 0 ? '' : words('faq.why-concepts', { words: [...concepts].join(', ') }),
  ].filter((text) => text !== '');
  return met.length === 0 ? null : (
    <ul className="fa-why">
      {met.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function isSame(a: Result, b: Result): boolean {
  return (
    a.band === b.band &&
    a.candidates.length === b.candidates.length &&
    a.candidates.every((one, at) => {
      const other = b.candidates[at];
      return other?.id === one.id && Math.abs(other.score - one.score) < 0.005;
    })
  );
}
