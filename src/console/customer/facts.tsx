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
  surveyScore: 'fact.surveyScore',
  surveyComment: 'fact.surveyComment',
  calledName: 'fact.calledName',
  mood: 'fact.mood',
  privacyRequest: 'fact.privacyRequest',
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
  orderState: 'fact.orderState',
  orderLate: 'fact.orderLate',
  orderProof: 'fact.orderProof',
  orderWish: 'fact.orderWish',
  newAddress: 'fact.newAddress',
  stayAway: 'fact.stayAway',
  script: 'fact.script',
  summary: 'fact.summary',
};

interface FactsProps {
  facts: Record<string, ApiJson>;
  /** Shown when there are none; null: nothing is shown. */
  empty: string | null;
}

export function Facts({ facts, empty }: FactsProps) {
  const words = useWords();
  const known = Object.entries(facts).filter(([, value]) => isTold(value));
  if (known.length === 0) return empty === null ? null : <p className="p-soft">{empty}</p>;
  return (
    <dl className="pairs">
      {known.map(([name, value]) => (
        <div key={name} className="pair">
          <dt>{labelOf(name, words)}</dt>
          <dd>{textOf(name, value, words)}</dd>
        </div>
      ))}
    </dl>
  );
}

function isTold(value: ApiJson): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function labelOf(name: string, words: Words): string {
  const key = LABELS[name];
  return key === undefined ? name : words(key);
}

/** Codes have words; one of another release shows as it is. */
function textOf(name: string, value: ApiJson, words: Words): string {
  if (typeof value === 'string') {
    const key = `value.${name}.${value}`;
    const told = words(key as WordKey);
    return told === key ? value : told;
  }
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => textOf(name, one, words)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
