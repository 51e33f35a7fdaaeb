/**
 * One step of a script as one state. Steps that ask wait for the customer and take what they ask for; the others say their
 * words and lead on at once. A tap names the step that offered it, so that a button of an earlier step does nothing here.
 */
import type { Json } from '../../src/core/content.ts';
import type { AnswerKind } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { isLocale, type Locale } from '../../src/core/locale.ts';
import {
  type ScriptBranch,
  type ScriptChoice,
  type ScriptFact,
  type ScriptPerson,
  type ScriptQuestion,
  type ScriptStep,
} from '../../src/core/script.ts';
import { lookUpStates } from './look-up.ts';
import { GONE, type StateConfig } from './look-up-wait.ts';
import {
  armIdle,
  disarmIdle,
  forgetNotice,
  lookOf,
  note,
  scripted,
  type ScriptContext,
  type ScriptEvent,
  type StepPlace,
  type View,
} from './model.ts';
import { describe, describeBranch, describeLabel, paragraphs, question, unclearKey } from './saying.ts';

/** The states of one step: one, or several when it asks the shop. */
export function statesOf(step: ScriptStep, at: StepPlace): [string, StateConfig][] {
  const { lookUp } = step;
  return lookUp === undefined ? [[at.id, stateOf(step, at)]] : lookUpStates({ ...step, lookUp }, at);
}

function stateOf(step: ScriptStep, at: StepPlace): StateConfig {
  const description = describe(step) ?? at.id;
  if (step.ask !== undefined || step.choices !== undefined) return waiting(step, at, description);
  if (step.if !== undefined) return branching(step, at, description);
  if (step.to !== undefined) {
    return scripted.createStateConfig({ description, entry: speaking(step, at), always: step.to });
  }
  return scripted.createStateConfig({ description, type: 'final', entry: ending(step, at) });
}

function waiting(step: ScriptStep, at: StepPlace, description: string) {
  const again = { target: at.id, reenter: true } as const;
  const unclear = scripted.assign({ notice: unclearKey(step, at) });
  return scripted.createStateConfig({
    description,
    meta: { expects: expected(step) },
    entry: [
      ...noting(step),
      { type: 'ask', params: ({ context }: View) => question(step, at, context) },
      forgetNotice,
      armIdle,
    ],
    exit: disarmIdle,
    on: {
      ...choosing(step, at, { ...again, actions: unclear }),
      ...answering(step, at),
      'answer.unclear': { ...again, actions: unclear },
      'human.returned': again,
      'flow.resumed': again,
      'timer.idle': GONE,
    },
  });
}

type Again = { target: string; reenter: true; actions: ReturnType<typeof note> };

/** Taps and typed numbers of the choices. */
function choosing(step: ScriptStep, at: StepPlace, again: Again) {
  const { choices } = step;
  if (!choices) return {};
  const ways = choices.map((choice) => ({
    target: choice.to,
    description: describeLabel(choice.label),
    ...(choice.to === at.id ? { reenter: true } : {}),
    actions: chosen(step, choice),
  }));
  const tapped = ways.map((way, index) => ({
    ...way,
    guard: ({ event }: { event: { step: string; index: number } }) =>
      event.step === at.id && event.index === index,
  }));
  if (step.ask !== undefined) return { 'script.choice': tapped };
  const typed = ways.map((way, index) => ({
    ...way,
    guard: ({ event }: { event: { number: number } }) => event.number === index + 1,
  }));
  return { 'script.choice': tapped, 'answer.choice': [...typed, again] };
}

/** What a choice notes: its own facts, and what its button says, in the customer's language. */
function chosen({ ask, keep }: ScriptStep, { label, set = {} }: ScriptChoice) {
  const isKept = keep !== undefined && ask === undefined;
  return scripted.assign({
    facts: ({ context: { facts } }) => ({
      ...facts,
      ...(isKept ? { [keep]: inLanguage(label, facts) } : {}),
      ...set,
    }),
  });
}

/** What was asked for. */
function answering(step: ScriptStep, at: StepPlace) {
  const to = step.to ?? at.id;
  const kept = scripted.assign({
    facts: ({ context, event }) =>
      step.keep === undefined ? context.facts : { ...context.facts, [step.keep]: answerOf(event) },
  });
  const lead = (target: string, description = step.keep ?? '') =>
    ({ target, reenter: true, actions: kept, description }) as const;
  switch (step.ask) {
    case undefined:
      return {};
    case 'text':
      return { 'answer.text': lead(to) };
    case 'number':
      return { 'answer.number': lead(to) };
    case 'phone':
      return { 'answer.phone': lead(to) };
    case 'orderNumber':
      return { 'answer.orderNumber': lead(to) };
    case 'yesNo': {
      const yes = lead(step.yes ?? to, 'yes');
      const no = lead(step.no ?? to, 'no');
      const isYes = ({ event }: { event: { yes: boolean } }) => event.yes;
      const isOwn =
        (wanted: boolean) =>
        ({ event }: { event: { step: string; yes: boolean } }) =>
          event.step === at.id && event.yes === wanted;
      return {
        'answer.yesNo': [{ ...yes, guard: isYes }, no],
        'script.answer': [
          { ...yes, guard: isOwn(true) },
          { ...no, guard: isOwn(false) },
        ],
      };
    }
  }
}

/** An answer as a fact. */
function answerOf(event: ScriptEvent): ScriptFact {
  if ('text' in event) return event.text.slice(0, LIMITS.scriptFactChars);
  if (event.type === 'answer.number') return event.value;
  if ('phone' in event) return event.phone;
  if ('yes' in event) return event.yes ? 'yes' : 'no';
  return 'number' in event ? event.number : '';
}

function branching(step: ScriptStep, at: StepPlace, description: string) {
  const fits = (step.if ?? []).map((branch) => ({
    guard: ({ context }: View) => holds(branch, context.facts[branch.fact] ?? ''),
    target: branch.to,
    description: describeBranch(branch),
  }));
  return scripted.createStateConfig({
    description,
    entry: speaking(step, at),
    always: [...fits, { target: step.else ?? GONE, description: 'else' }],
  });
}

/** Numbers are compared as numbers, words without regard to capitals. */
function holds({ is, isNot, below, above, known }: ScriptBranch, fact: ScriptFact): boolean {
  const number = fact === '' ? Number.NaN : Number(fact);
  const same = (other: ScriptFact): boolean => String(other).toLowerCase() === String(fact).toLowerCase();
  return (
    (is === undefined || same(is)) &&
    (isNot === undefined || !same(isNot)) &&
    (below === undefined || number < below) &&
    (above === undefined || number > above) &&
    (known === undefined || known === (fact !== ''))
  );
}

function ending(step: ScriptStep, at: StepPlace) {
  const { flow, person } = step;
  return [
    ...speaking(step, at),
    ...(flow === undefined
      ? []
      : [
          {
            type: 'startFlow' as const,
            params: ({ context }: View) => ({ flow, args: argsOf(context) }),
          },
        ]),
    ...(person === undefined ? [] : callPerson(person, at)),
  ];
}

/** What the next flow need not ask: the order that is meant, and the product that was found, to show others like it. */
function argsOf(context: ScriptContext): Record<string, Json> {
  const number = context.facts['orderNumber'] ?? '';
  const { productId } = lookOf(context);
  return { ...(number === '' ? {} : { number }), ...(productId === '' ? {} : { instead: productId }) };
}

function callPerson(person: ScriptPerson, { script }: StepPlace) {
  const { reason, priority } = person;
  const facts = ({ context }: View) => ({
    facts: { script, summary: fillSummary(person, context.facts) },
  });
  return [
    { type: 'remember' as const, params: facts },
    { type: 'requestOperator' as const, params: { reason, priority } },
  ];
}

/** The operator's line in the customer's language; a fact that nobody told is a dash. */
function fillSummary({ summary }: ScriptPerson, facts: Record<string, ScriptFact>): string {
  return inLanguage(summary, facts).replace(/\{([A-Za-z0-9]+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? '';
    return fact === '' ? '—' : String(fact);
  });
}

function inLanguage(
  text: Partial<Record<Locale, string | undefined>>,
  facts: Record<string, ScriptFact>,
): string {
  const language = String(facts['language']);
  const locale: Locale = isLocale(language) ? language : 'en';
  return text[locale] ?? Object.values(text).find((one) => one !== undefined) ?? '';
}

function noting({ set }: ScriptStep) {
  return set ? [note(set)] : [];
}

function speaking(step: ScriptStep, at: StepPlace) {
  if (!step.say) return noting(step);
  const say = {
    type: 'say' as const,
    params: ({ context }: View) => paragraphs(step, at, context),
  };
  return [...noting(step), say];
}

const EXPECTED: Record<ScriptQuestion, AnswerKind> = {
  text: 'text',
  number: 'number',
  phone: 'phone',
  orderNumber: 'orderNumber',
  yesNo: 'yesNo',
};

function expected({ ask, choices }: ScriptStep): AnswerKind[] {
  if (ask !== undefined) return [EXPECTED[ask]];
  return choices ? ['choice'] : [];
}
