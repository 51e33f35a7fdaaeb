/**
 * Is every step of a script well made by itself: one way on, every name known, words where the customer would else meet
 * silence? Each finding says what to write instead.
 */
import {
  factsOf,
  GIVEN_FACTS,
  isWaiting,
  ownFacts,
  SCRIPT_LOOK_UPS,
  factsFrom,
  type Script,
  type ScriptStep,
} from '../../core/script.ts';
import type { PhraseValues } from '../../core/phrase.ts';
import type { SCRIPT_FAULTS } from '../faults/script-faults.ts';
import type { Advice, FindingSink } from '../finding.ts';
import { nearestOf } from '../nearest.ts';
import type { YamlData } from '../yaml-file.ts';
import type { ScriptSurroundings } from './script-surroundings.ts';

/** `key`: what of the step is wrong; the step as a whole when there is none. */
type Complain = (
  fault: keyof typeof SCRIPT_FAULTS,
  key?: string,
  values?: PhraseValues,
  fix?: Advice,
) => void;

export function checkSteps(
  script: Script,
  yaml: YamlData,
  { knownFlows }: Pick<ScriptSurroundings, 'knownFlows'>,
  say: FindingSink,
): void {
  const ids = Object.keys(script.steps);
  const facts = [...factsOf(script), ...GIVEN_FACTS];
  for (const [id, step] of Object.entries(script.steps)) {
    const complain: Complain = (fault, key, values, fix) => {
      const line = key === undefined ? yaml.lineOfKey(['steps'], id) : yaml.lineOfKey(['steps', id], key);
      say.error(line, fault, { ...values, step: id }, fix);
    };
    checkWays(step, complain);
    checkQuestion(step, complain);
    checkLookUp(script, step, complain);
    checkSpeaks(step, complain);
    for (const { to, path } of waysOf(step)) {
      if (ids.includes(to)) continue;
      const line = yaml.lineOf(['steps', id, ...path]);
      say.error(line, 'script.no-step', { step: id, to }, nearestOf(to, ids));
    }
    const { flow } = step;
    if (flow !== undefined && !knownFlows.includes(flow)) {
      complain('script.no-flow', 'flow', { flow }, nearestOf(flow, knownFlows));
    }
    for (const { fact } of step.if ?? []) {
      if (facts.includes(fact)) continue;
      const lookUp = SCRIPT_LOOK_UPS.find((one) => factsFrom(one).includes(fact));
      if (lookUp === undefined) complain('script.no-fact', 'if', { fact }, nearestOf(fact, facts));
      else complain('script.not-looked-up', 'if', { fact, lookUp });
    }
  }
}

const NAMED = ['else', 'to', 'yes', 'no', 'found', 'notFound', 'down'] as const;

/** Every way on, and where in the step it stands. */
function waysOf(step: ScriptStep): { to: string; path: (string | number)[] }[] {
  return [
    ...(step.choices ?? []).map(({ to }, index) => ({ to, path: ['choices', index, 'to'] })),
    ...(step.if ?? []).map(({ to }, index) => ({ to, path: ['if', index, 'to'] })),
    ...NAMED.flatMap((name) => {
      const to = step[name];
      return to === undefined ? [] : [{ to, path: [name] }];
    }),
  ];
}

const WAYS = ['if', 'lookUp', 'flow', 'person', 'end'] as const;

/** Exactly one kind of way on. */
function checkWays(step: ScriptStep, complain: Complain): void {
  const ways: string[] = WAYS.filter((way) => step[way] !== undefined);
  if (isWaiting(step)) ways.push(step.ask === undefined ? 'choices' : 'ask');
  else if (step.to !== undefined) ways.push('to');
  if (step.lookUp === 'hours') {
    if (step.to === undefined) complain('script.no-way-on', 'lookUp');
    return;
  }
  if (ways.length === 0) return complain('script.dead-end');
  if (ways.length > 1) complain('script.several-ways', undefined, { ways: ways.join(', ') });
  if (step.if !== undefined && step.else === undefined) complain('script.no-else', 'if');
  if (step.if === undefined && step.else !== undefined) complain('script.else-alone', 'else');
  if (step.to !== undefined && (ways[0] === 'choices' || WAYS.some((way) => way === ways[0]))) {
    complain('script.idle-to', 'to');
  }
}

function checkQuestion(step: ScriptStep, complain: Complain): void {
  const both = step.yes !== undefined && step.no !== undefined;
  if (step.ask === undefined) {
    if (step.keep !== undefined && step.choices === undefined) complain('script.keep-alone', 'keep');
  } else if (step.ask !== 'yesNo' && step.to === undefined) {
    complain('script.ask-nowhere', 'ask');
  } else if (step.ask === 'yesNo' && !both && step.to === undefined) {
    complain('script.yes-no-nowhere', 'ask');
  }
  if (step.ask === 'yesNo' && step.choices !== undefined) complain('script.yes-no-choices', 'ask');
  for (const key of ['yes', 'no'] as const) {
    if (step[key] !== undefined && step.ask !== 'yesNo') complain('script.yes-no-alone', key, { key });
  }
  if (step.unclear !== undefined && !isWaiting(step)) complain('script.idle-unclear', 'unclear');
}

/** A look-up says what it goes by, and where each of its outcomes leads. */
function checkLookUp(script: Script, step: ScriptStep, complain: Complain): void {
  const { lookUp, about } = step;
  const outcomes = ['found', 'notFound', 'down'] as const;
  if (lookUp === undefined || lookUp === 'hours') {
    for (const key of [...outcomes, 'about'] as const) {
      if (step[key] === undefined) continue;
      complain(lookUp === undefined ? 'script.outcome-alone' : 'script.outcome-of-hours', key, { key });
    }
    return;
  }
  for (const key of outcomes) {
    if (step[key] !== undefined) continue;
    complain('script.no-outcome', 'lookUp', { key });
  }
  const own = [...ownFacts(script), ...GIVEN_FACTS];
  if (lookUp === 'product' && about === undefined) {
    complain('script.which-product', 'lookUp');
  } else if (about !== undefined && !own.includes(about)) {
    complain('script.about-nothing', 'about', { fact: about }, nearestOf(about, own));
  } else if (about !== undefined && lookUp !== 'product' && lookUp !== 'cheaper') {
    complain('script.idle-about', 'about');
  }
  const products = Object.values(script.steps).some((other) => other.lookUp === 'product');
  if (lookUp === 'cheaper' && !products) complain('script.cheaper-than');
}

/** A customer must never meet silence. */
function checkSpeaks(step: ScriptStep, complain: Complain): void {
  if (step.more !== undefined && step.say === undefined) complain('script.more-alone', 'more');
  if (step.say !== undefined) return;
  if (isWaiting(step)) complain('script.asks-silently');
  if (step.end) complain('script.ends-silently', 'end');
}
