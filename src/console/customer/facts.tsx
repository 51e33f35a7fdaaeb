/** Facts that the bot gathered on the way: order number, topic and the like. */
import type { ApiJson } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import type { WordKey, Words } from '../i18n/words.ts';

const LABELS: Record<string, WordKey> = {
  order: 'fact.order',
  orderNumber: 'fact.order',
  topic: 'fact.topic',
  phone: 'fact.phone',
  email: 'fact.email',
  city: 'fact.city',
  product: 'fact.product',
  sku: 'fact.product',
  question: 'fact.question',
  state: 'fact.state',
  returnQuantity: 'fact.returnQuantity',
  returnReason: 'fact.returnReason',
  returnUsed: 'fact.returnUsed',
  returnPicture: 'fact.returnPicture',
  returnVerdict: 'fact.returnVerdict',
  returnRule: 'fact.returnRule',
  returnDeadline: 'fact.returnDeadline',
  returnOutcomes: 'fact.returnOutcomes',
  returnPaidBy: 'fact.returnPaidBy',
  returnPack: 'fact.returnPack',
  returnLaw: 'fact.returnLaw',
  returnNumber: 'fact.returnNumber',
};

interface FactsProps {
  facts: Record<string, ApiJson>;
  /** Shown when there are none; null: nothing is shown. */
  empty: string | null;
}

export function Facts({ facts, empty }: FactsProps) {
  const words = useWords();
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return empty === null ? null : <p className="p-soft">{empty}</p>;
  return (
    <dl className="pairs">
      {known.map(([name, value]) => (
        <div key={name} className="pair">
          <dt>{labelOf(name, words)}</dt>
          <dd>{textOf(value, words)}</dd>
        </div>
      ))}
    </dl>
  );
}

function labelOf(name: string, words: Words): string {
  const key = LABELS[name];
  return key === undefined ? name : words(key);
}

function textOf(value: ApiJson, words: Words): string {
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => textOf(one, words)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
