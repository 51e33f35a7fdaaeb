/**
 * A flow written by somebody who does not program, as it is once it has been read and checked: steps with words, choices,
 * questions and ways on. Plain JSON: it is kept as it is while conversations run on it.
 */
import type { HandoffReason, Priority } from './conversation.ts';
import type { FlowDefinition } from './flow.ts';
import type { Locale } from './locale.ts';

/** Wordings by language; one of several is said. */
export type ScriptText = Partial<Record<Locale, string[] | undefined>>;

export interface Script {
  /** The name of its file; also the name of the flow. */
  name: string;
  /** What a customer is offered when several things could be meant. */
  title: Partial<Record<Locale, string | undefined>>;
  /** Phrases that start it. */
  start?: ScriptText | undefined;
  /** Id of the first step. */
  first: string;
  steps: Record<string, ScriptStep>;
}

/** A fact: what the customer said or what the script noted. Yes and no are the words `yes` and `no`. */
export type ScriptFact = string | number;

/** What a step may ask for besides taps. */
export const SCRIPT_QUESTIONS = ['text', 'number', 'phone', 'orderNumber', 'yesNo'] as const;
export type ScriptQuestion = (typeof SCRIPT_QUESTIONS)[number];

/** What a step may look up. An order, and what depends on it, is shown only to who has proved that it is theirs. */
export const SCRIPT_LOOK_UPS = ['order', 'returnDeadline', 'product', 'cheaper', 'hours'] as const;
export type ScriptLookUp = (typeof SCRIPT_LOOK_UPS)[number];

/** The facts that a look-up brings: those that are there whenever it found something, and those that may be missing. */
export const LOOK_UP_FACTS: Record<ScriptLookUp, { always: readonly string[]; maybe: readonly string[] }> = {
  order: {
    always: ['orderNumber', 'orderState', 'orderPlaced', 'orderLate'],
    maybe: ['orderPromised', 'orderExpected', 'orderTotal', 'orderParcel', 'orderAsOf'],
  },
  returnDeadline: {
    always: ['orderNumber', 'returnInTime', 'returnLaw'],
    maybe: ['returnUntil'],
  },
  product: {
    always: ['product', 'productPrice', 'productStock'],
    maybe: [
      'productVariants',
      'productCategory',
      'productWas',
      'productRating',
      'productRatings',
      'productBought',
      'productCertificates',
      'productWarranty',
      'productAsOf',
    ],
  },
  cheaper: { always: ['other', 'otherPrice', 'otherStock'], maybe: [] },
  hours: { always: [], maybe: ['shopOpen', 'shopOpens'] },
};

/** Facts that are codes in conditions and words of the customer's language in texts; their words are in the texts files. */
export const CODED_FACTS = ['orderState', 'productStock', 'otherStock'] as const;

/** One step. Exactly one way leads on, unless it is a question with choices. */
export interface ScriptStep {
  say?: ScriptText | undefined;
  /** Further paragraphs of the same message; one that names a fact that is not known is left out. */
  more?: ScriptText[] | undefined;
  /** Facts noted when the step is reached. */
  set?: Record<string, ScriptFact> | undefined;
  choices?: ScriptChoice[] | undefined;
  ask?: ScriptQuestion | undefined;
  /** The fact that keeps the answer; of choices without `ask`, what the pressed button says. */
  keep?: string | undefined;
  /** Said before the question is repeated. */
  unclear?: ScriptText | undefined;
  /** After an answer, or at once when nothing is asked. */
  to?: string | undefined;
  /** After `ask: yesNo`, instead of `to`. */
  yes?: string | undefined;
  no?: string | undefined;
  /** The first that fits leads on, else `else`. */
  if?: ScriptBranch[] | undefined;
  else?: string | undefined;
  /** Asks the shop; `found`, `notFound` and `down` lead on. */
  lookUp?: ScriptLookUp | undefined;
  /** `product`: the fact with the customer's words; `cheaper`: the fact with the most they would pay. */
  about?: string | undefined;
  found?: string | undefined;
  notFound?: string | undefined;
  down?: string | undefined;
  flow?: string | undefined;
  person?: ScriptPerson | undefined;
  end?: true | undefined;
}

export interface ScriptChoice {
  label: Partial<Record<Locale, string | undefined>>;
  to: string;
  set?: Record<string, ScriptFact> | undefined;
}

/** All that is written must hold. */
export interface ScriptBranch {
  fact: string;
  is?: ScriptFact | undefined;
  isNot?: ScriptFact | undefined;
  below?: number | undefined;
  above?: number | undefined;
  known?: boolean | undefined;
  to: string;
}

export interface ScriptPerson {
  reason: Extract<HandoffReason, 'angry' | 'not-helped' | 'flow'>;
  priority: Priority;
  /** What the operator reads first, with slots. */
  summary: Partial<Record<Locale, string | undefined>>;
}

/** Facts that are there without asking; `phoneKnown` is `yes` or `no`, `orderNumber` may be "". */
export const GIVEN_FACTS = ['language', 'orderNumber', 'phoneKnown'] as const;

/** Every fact that a script may know, besides the given ones: its own, and those that its look-ups bring. */
export function factsOf(script: Script): string[] {
  const found = Object.values(script.steps).flatMap(({ lookUp }) => factsFrom(lookUp));
  return [...new Set([...ownFacts(script), ...found])].filter((name) => !isGiven(name));
}

/** The facts that a script itself keeps or notes. */
export function ownFacts(script: Script): string[] {
  const names = Object.values(script.steps).flatMap((step) => [
    ...(step.keep === undefined ? [] : [step.keep]),
    ...Object.keys(step.set ?? {}),
    ...(step.choices ?? []).flatMap((choice) => Object.keys(choice.set ?? {})),
  ]);
  return [...new Set(names)];
}

/** The facts that a look-up fills or, when it finds nothing, empties. */
export function factsFrom(lookUp: ScriptLookUp | undefined): string[] {
  return lookUp === undefined ? [] : [...LOOK_UP_FACTS[lookUp].always, ...LOOK_UP_FACTS[lookUp].maybe];
}

function isGiven(name: string): boolean {
  return (GIVEN_FACTS as readonly string[]).includes(name);
}

/** The steps that may follow a step, in the order in which they are written. */
export function nextSteps(step: ScriptStep): string[] {
  const ways = [
    ...(step.choices ?? []).map(({ to }) => to),
    ...(step.if ?? []).map(({ to }) => to),
    ...[step.else, step.to, step.yes, step.no, step.found, step.notFound, step.down].filter(
      (to) => to !== undefined,
    ),
  ];
  return [...new Set(ways)];
}

/** Does the step wait for the customer? */
export function isWaiting(step: ScriptStep): boolean {
  return step.ask !== undefined || step.choices !== undefined;
}

/** The key of a script's words in the catalogue of texts; a version keeps its own. */
export function scriptKey(name: string, version: number, step: string, part: string): string {
  return `scripts.${name}.${version}.${step}.${part}`;
}

/** Flows that come with the content: those that start now, and earlier versions that conversations are still on. */
export interface ContentFlows {
  current: FlowDefinition[];
  earlier: FlowDefinition[];
}
