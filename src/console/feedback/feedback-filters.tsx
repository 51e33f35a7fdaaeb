/** By period, question, score and, for leads, operator. The address keeps them, so that a link shows the same. */
import { NativeSelect } from '@mantine/core';
import { FEEDBACK_DAYS, SCORE_LEVELS, SURVEYS } from '../../api/bounds.ts';
import { go } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { useOperators } from '../people/use-operators.ts';
import type { Filters } from './use-feedback.ts';

export function FeedbackFilters({ filters, leads }: { filters: Filters; leads: boolean }) {
  const words = useWords();
  return (
    <div className="feedback-filters">
      <Filter
        name="days"
        label={words('feedback.days')}
        value={filters.days}
        options={FEEDBACK_DAYS.map((days) => ({ value: days, label: words(`feedback.days.${days}`) }))}
      />
      <Filter
        name="kind"
        label={words('feedback.kind')}
        value={filters.kind}
        options={[
          { value: '', label: words('feedback.kind.all') },
          ...SURVEYS.map((kind) => ({ value: kind, label: words(`feedback.kind.${kind}`) })),
        ]}
      />
      <Filter
        name="level"
        label={words('feedback.level')}
        value={filters.level}
        options={[
          { value: '', label: words('feedback.level.all') },
          ...SCORE_LEVELS.map((level) => ({ value: level, label: words(`feedback.level.${level}`) })),
        ]}
      />
      {leads && <ByOperator value={filters.operator} />}
    </div>
  );
}

function ByOperator({ value }: { value: string }) {
  const words = useWords();
  const people = useOperators().data ?? [];
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Filter
      name="operator"
      label={words('feedback.operator')}
      value={value}
      options={[{ value: '', label: words('feedback.operator.all') }, ...options]}
    />
  );
}

interface FilterProps {
  name: keyof Filters;
  label: string;
  value: string;
  options: { value: string; label: string }[];
}

function Filter({ name, label, value, options }: FilterProps) {
  return (
    <NativeSelect
      label={label}
      data={options}
      value={value}
      onChange={(event) => go(location.pathname, { [name]: event.currentTarget.value }, 'replace')}
    />
  );
}
