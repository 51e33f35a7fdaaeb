/** What a step says, as keys of the catalogue of texts with the facts as slots. Pure; knows nothing of states. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import { scriptKey, type ScriptBranch, type ScriptStep, type ScriptText } from '../../src/core/script.ts';
import { slotsOf, type ScriptContext, type StepPlace } from './model.ts';

export const OPERATOR: FlowButton = {
  label: 'script.button.operator',
  deskEvent: { type: 'command.operator' },
};
export const MENU: FlowButton = { label: 'script.button.menu', deskEvent: { type: 'command.menu' } };

/** The step's words with those further paragraphs whose facts are known. */
export function paragraphs(step: ScriptStep, at: StepPlace, context: ScriptContext): Prompt {
  const slots = slotsOf(context);
  const more = (step.more ?? []).flatMap((text, index) =>
    namesIn(text).every((name) => (context.facts[name] ?? '') !== '')
      ? [{ text: key(at, `more${index}`), slots }]
      : [],
  );
  return { text: key(at, 'say'), slots, ...(more.length > 0 ? { more } : {}) };
}

/** The ways out are shown as soon as somebody was not understood; as words they always work. */
export function question(step: ScriptStep, at: StepPlace, context: ScriptContext): Prompt {
  const slots = slotsOf(context);
  const own: FlowButton[] = (step.choices ?? []).map((_, index) => ({
    label: key(at, `choice${index}`),
    slots,
    event: { type: 'script.choice', step: at.id, index },
  }));
  if (step.ask === 'yesNo') {
    for (const yes of [true, false]) {
      const label = yes ? 'script.button.yes' : 'script.button.no';
      own.push({ label, event: { type: 'script.answer', step: at.id, yes } });
    }
  }
  const asked = paragraphs(step, at, context);
  if (context.notice === '') return { ...asked, buttons: own };
  const { more = [], ...first } = asked;
  return { text: context.notice, slots, more: [first, ...more], buttons: [...own, OPERATOR, MENU] };
}

export function unclearKey(step: ScriptStep, at: StepPlace): string {
  return step.unclear ? key(at, 'unclear') : `script.unclear.${step.ask ?? 'choice'}`;
}

function key({ script, version, id }: StepPlace, part: string): string {
  return scriptKey(script, version, id, part);
}

/** Facts that a text shows, whichever wording is said. */
function namesIn(text: ScriptText): string[] {
  const wordings = Object.values(text).flatMap((all) => all ?? []);
  const found = wordings.flatMap((wording) => [...wording.matchAll(SLOT)].map(([, name = '']) => name));
  return [...new Set(found)];
}

const SLOT = /(?<!\\)\{([a-z][A-Za-z0-9]*)(?:\|[^{}]*)?\}/gu;

/** For diagrams and lists: what the step does, in one line. */
export function describe({ say, flow, person, lookUp }: ScriptStep): string | undefined {
  const text = say?.en?.[0] ?? say?.ru?.[0] ?? say?.uk?.[0];
  const found = lookUp && `looks up: ${lookUp}`;
  return [text, found, flow && `→ ${flow}`, person && '→ a person'].filter(Boolean).join(' ') || undefined;
}

export function describeLabel(label: Partial<Record<Locale, string | undefined>> = {}): string {
  return label.en ?? label.ru ?? label.uk ?? '';
}

export function describeBranch({ fact, ...tests }: ScriptBranch): string {
  return Object.entries(tests)
    .filter(([name, value]) => name !== 'to' && value !== undefined)
    .map(([name, value]) => `${fact} ${name} ${String(value)}`)
    .join(' and ');
}
