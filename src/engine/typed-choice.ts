/**
 * What a typed text means against the buttons that were offered last: the same words as a label, or the number that the
 * channel showed before it. Pure; when it counts is the turn's business.
 */
import { buttonsOf, type ButtonAction } from '../core/content.ts';
import { LIMITS } from '../core/limits.ts';
import type { PublicId } from '../core/ids.ts';
import type { ChannelFacts } from '../core/ports/channel.ts';
import type { Offer } from '../core/ports/engine-store.ts';
import { planContent } from '../rendering/plan-content.ts';

export interface TypedChoice {
  messageId: PublicId;
  /** Position in `buttonsOf(content)`. */
  index: number;
  label: string;
  action: ButtonAction;
  /** `label`: the words of the button, hardly meant otherwise. `number`: may be an answer to something else, too. */
  by: 'label' | 'number';
}

/** Null: the text is none of the choices, or fits more than one. Numbers count only where the channel showed them. */
export function typedChoice(text: string, offer: Offer, facts: ChannelFacts): TypedChoice | null {
  if (text.length > LIMITS.typedChoiceChars) return null;
  const { choices, numbers } = planContent(offer.content, facts);
  const labels = buttonsOf(offer.content).map(({ label }, index) => ({ label, index }));
  // A choice that moved away from its card is called otherwise in the text than on its button.
  const named = [...labels, ...choices].filter(({ label }) => fold(label) === fold(text));
  const [index, ...others] = new Set(named.map((one) => one.index));
  if (index !== undefined && others.length === 0) return choiceAt(offer, index, 'label');
  const numbered = numbers[numberOf(text) - 1];
  return numbered === undefined ? null : choiceAt(offer, numbered, 'number');
}

function choiceAt({ messageId, content }: Offer, index: number, by: TypedChoice['by']): TypedChoice | null {
  const button = buttonsOf(content)[index];
  if (button?.kind !== 'reply') return null;
  return { messageId, index, label: button.label, action: button.action, by };
}

/** Case, ё and е, spaces, and the marks and pictures around the words make no difference. */
function fold(text: string): string {
  const words = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/g, ' ').trim();
  const bare = words.replaceAll(AROUND, '');
  return bare === '' ? words : bare;
}

const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** "2", "2.", "2)", "№2", "#2", and the key "2️⃣"; 0 for everything else. */
function numberOf(text: string): number {
  const plain = text.normalize('NFKC').replaceAll(KEYCAP, '').trim();
  const digits = /^(?:№|No|#)?\s*(\d{1,2})\s*[.)]?$/i.exec(plain)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

/** What makes a digit a picture of a key. */
const KEYCAP = /\u{FE0F}|\u{20E3}/gu;
