/**
 * Where scripts change the order in which a customer's words are looked at: a plain complaint, and a question where a script
 * takes any words.
 */
import { readQuestionAsAnswer } from '../answers.ts';
import { findHere } from './answers-here.ts';
import type { Draft } from './draft.ts';
import { sendToFlow, startFlow } from './flow-steps.ts';
import { requestOperator } from './handoff.ts';

/**
 * A plain complaint is heard by the shop's script for it, where there is one; hard words, and any within that script, go to
 * a person at once.
 */
export function calm(draft: Draft, text: string): void {
  const { facts, next } = draft;
  const found = findHere(draft, text);
  const script = facts.content.scripts?.current.find(
    ({ name }) => found.band === 'answer' && found.id === `flow:${name}`,
  );
  if (!script || next.dialog.active?.flow === script.name) return requestOperator(draft, 'angry');
  startFlow(draft, script.name);
}

/** A question that nobody could answer is an answer where the flow takes any words. */
export function takeQuestion(draft: Draft, text: string): boolean {
  const { active } = draft.next.dialog;
  const event = active && readQuestionAsAnswer(text, draft.facts.flows.expects(active));
  return event ? sendToFlow(draft, event) : false;
}
