/** The fields of an entry in one language, each with what was found at it below. */
import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqParts, FaqProblem, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import { Told, WithLink } from '../ui/told.tsx';
import { channelName } from './channel-name.ts';
import { AnswerField } from './answer-field.tsx';
import { FieldProblems } from './field-problems.tsx';
import { PhrasingsField } from './phrasings-field.tsx';
import { problemsByField } from './problems-by-field.ts';
import { useInsertable } from './use-faq.ts';

interface FormProps {
  parts: FaqParts;
  lang: ApiLocale;
  problems: readonly FaqProblem[];
  tree: FaqTree;
  change(more: Partial<FaqParts>): void;
}

export function EntryForm({ parts, lang, problems, tree, change }: FormProps) {
  const words = useWords();
  const found = problemsByField(problems, parts);
  return (
    <form className="fa-form" onSubmit={(event) => event.preventDefault()}>
      <FieldProblems problems={found.other} />
      <div>
        <TextInput
          label={words('faq.question')}
          description={words('faq.question-hint')}
          lang={lang}
          size="md"
          maxLength={FAQ_LIMITS.questionChars}
          value={parts.question}
          error={found.question.some(({ level }) => level === 'error')}
          autoComplete="off"
          onChange={(event) => change({ question: event.currentTarget.value })}
        />
        <FieldProblems problems={found.question} />
      </div>
      <fieldset className="fa-field">
        <legend>
          {words('faq.phrasings')}
          {parts.phrasings.length > 0 && (
            <span className="fa-legend-count p-number">{parts.phrasings.length}</span>
          )}
        </legend>
        <p className="fa-hint">{words('faq.phrasings-hint')}</p>
        <PhrasingsField
          value={parts.phrasings}
          lang={lang}
          faults={faultsOf(found.phrasing)}
          change={(phrasings) => change({ phrasings })}
        />
        <FieldProblems problems={found.phrasings} />
      </fieldset>
      <div>
        <AnswerField
          value={parts.answer}
          lang={lang}
          tree={tree}
          hasError={found.answer.some(({ level }) => level === 'error')}
          change={(answer) => change({ answer })}
        />
        <FieldProblems problems={found.answer} />
      </div>
      <details className="fa-details" open={isLimited(parts) || found.validity.length > 0}>
        <summary>
          {words('faq.limits')}
          <span className="p-soft">{summaryOf(parts, words('faq.limits-none'))}</span>
        </summary>
        <Limits parts={parts} change={change} />
        <FieldProblems problems={found.validity} />
      </details>
    </form>
  );
}

function faultsOf(found: ReadonlyMap<number, FaqProblem>) {
  const told = [...found].map(([at, problem]) => {
    return [at, { level: problem.level, text: <PhrasingFault problem={problem} /> }] as const;
  });
  return new Map(told);
}

/** What was found at a phrasing, which stands right above and need not be named. */
function PhrasingFault({ problem: { what, fix, message, hint, other } }: { problem: FaqProblem }) {
  const words = useWords();
  if (what?.code === 'faq.phrasing-shared' && other !== undefined)
    return <WithLink text={words('faq.also-in', { question: other.question })} other={other} />;
  return (
    <>
      <Told phrase={what} english={message} other={other} />
      {hint !== '' && (
        <>
          {' '}
          → <Told phrase={fix} english={hint} />
        </>
      )}
    </>
  );
}

function Limits({ parts, change }: Pick<FormProps, 'parts' | 'change'>) {
  const words = useWords();
  const day = (name: 'validFrom' | 'validTo', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={parts[name] ?? ''}
      onChange={({ currentTarget: { value } }) => change({ [name]: value === '' ? null : value })}
    />
  );
  return (
    <div className="fa-limits">
      <div className="fa-days">
        {day('validFrom', words('faq.valid-from'))}
        {day('validTo', words('faq.valid-to'))}
      </div>
      <Channels value={parts.channels} change={(channels) => change({ channels })} />
    </div>
  );
}

/** None of them chosen means all. */
function Channels({ value, change }: { value: readonly string[]; change(value: string[]): void }) {
  const words = useWords();
  const id = useId();
  const known = useInsertable().data?.platforms ?? [];
  const all = [...new Set([...known, ...value])];
  if (all.length === 0) return null;
  return (
    <fieldset className="fa-channels" aria-describedby={id}>
      <legend>{words('faq.channels')}</legend>
      {all.map((platform) => (
        <label key={platform} className="fa-check">
          <input
            type="checkbox"
            checked={value.includes(platform)}
            onChange={({ currentTarget: { checked } }) =>
              change(all.filter((one) => (one === platform ? checked : value.includes(one))))
            }
          />
          {channelName(words, platform)}
        </label>
      ))}
      <p id={id} className="fa-hint">
        {words(value.length === 0 ? 'faq.channels-all' : 'faq.channels-some')}
      </p>
    </fieldset>
  );
}

function isLimited({ validFrom, validTo, channels }: FaqParts): boolean {
  return validFrom !== null || validTo !== null || channels.length > 0;
}

function summaryOf(parts: FaqParts, none: string): string {
  return isLimited(parts) ? '' : none;
}
