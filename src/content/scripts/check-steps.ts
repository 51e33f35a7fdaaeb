/**
 * Is every step of a script well made by itself: one way on, every name known, words where the customer would else meet
 * silence? Each finding says what to write instead.
 */
import { isWaiting, nextSteps, type Script, type ScriptStep } from '../../core/script.ts';
import type { FindingSink } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { YamlData } from '../yaml-file.ts';
import { GIVEN_FACTS, factsOf } from '../../core/script.ts';
import type { ScriptSurroundings } from './script-surroundings.ts';

type Complain = (problem: string, hint: string, key?: string) => void;

export function checkSteps(
  script: Script,
  yaml: YamlData,
  { knownFlows }: Pick<ScriptSurroundings, 'knownFlows'>,
  say: FindingSink,
): void {
  const ids = Object.keys(script.steps);
  const facts = [...factsOf(script), ...GIVEN_FACTS];
  for (const [id, step] of Object.entries(script.steps)) {
    const complain: Complain = (problem, hint, key) => {
      const line = key === undefined ? yaml.lineOfKey(['steps'], id) : yaml.lineOfKey(['steps', id], key);
      say.error(line, `step "${id}" ${problem}`, hint);
    };
    checkWays(step, complain);
    checkQuestion(step, complain);
    checkSpeaks(step, complain);
    for (const to of nextSteps(step)) {
      if (!ids.includes(to)) complain(`leads to "${to}", which does not exist`, didYouMean(to, ids));
    }
    if (step.flow !== undefined && !knownFlows.includes(step.flow)) {
      complain(
        `leads to the flow "${step.flow}", which does not exist`,
        didYouMean(step.flow, knownFlows),
        'flow',
      );
    }
    for (const { fact } of step.if ?? []) {
      if (!facts.includes(fact)) {
        complain(`asks about the fact "${fact}", which nothing keeps`, didYouMean(fact, facts), 'if');
      }
    }
  }
}

const WAYS = ['if', 'flow', 'person', 'end'] as const;

/** Exactly one kind of way on. */
function checkWays(step: ScriptStep, complain: Complain): void {
  const ways: string[] = WAYS.filter((way) => step[way] !== undefined);
  if (isWaiting(step)) ways.push(step.ask === undefined ? 'choices' : 'ask');
  else if (step.to !== undefined) ways.push('to');
  if (ways.length === 0) {
    return complain(
      'is a dead end',
      'add `to: <step>`, `choices:`, `ask:`, `flow:`, `person:` or `end: true`',
    );
  }
  if (ways.length > 1) complain(`goes several ways at once: ${ways.join(', ')}`, 'keep one of them');
  if (step.if !== undefined && step.else === undefined) {
    complain('does not say where to go when nothing fits', 'add `else: <step>`', 'if');
  }
  if (step.if === undefined && step.else !== undefined) {
    complain('has `else` without `if`', 'write `to:` instead', 'else');
  }
  if (step.to !== undefined && (ways[0] === 'choices' || WAYS.some((way) => way === ways[0]))) {
    complain('has a `to` that is never followed', 'leave `to` out', 'to');
  }
}

function checkQuestion(step: ScriptStep, complain: Complain): void {
  const both = step.yes !== undefined && step.no !== undefined;
  if (step.ask === undefined) {
    if (step.keep !== undefined) complain('keeps an answer that is not asked for', 'add `ask:`', 'keep');
  } else if (step.ask !== 'yesNo' && step.to === undefined) {
    complain('asks and leads nowhere', 'add `to: <step>` for the answer', 'ask');
  } else if (step.ask === 'yesNo' && !both && step.to === undefined) {
    complain('asks for yes or no and leads nowhere', 'add `yes: <step>` and `no: <step>`', 'ask');
  }
  if (step.ask === 'yesNo' && step.choices !== undefined) {
    complain('has choices besides yes and no', 'leave `ask: yesNo` out and write both choices', 'ask');
  }
  for (const way of ['yes', 'no'] as const) {
    if (step[way] !== undefined && step.ask !== 'yesNo') {
      complain(`has \`${way}\` without \`ask: yesNo\``, 'add it', way);
    }
  }
  if (step.unclear !== undefined && !isWaiting(step)) {
    complain('has `unclear` but asks nothing', 'leave it out', 'unclear');
  }
}

/** A customer must never meet silence. */
function checkSpeaks(step: ScriptStep, complain: Complain): void {
  if (step.say !== undefined) return;
  if (isWaiting(step)) complain('asks without words', 'add `say:` with the question');
  if (step.end) complain('ends without a word', 'add `say:` with a farewell', 'end');
}
