/** Answers and flows as choices, each with its own words: when the bot is unsure, and below an answer that was not all that was asked. */
import { LIMITS } from '../../core/limits.ts';
import { answerHere } from './answers-here.ts';
import type { Draft } from './draft.ts';

/** The answers and flows that a text may mean, each with its own words; what is not to be had here is left out. */
export function optionsOf(draft: Draft, ids: string[]): { id: string; label: string }[] {
  return ids.slice(0, LIMITS.offeredAnswers).flatMap((id) => {
    const label = labelOf(draft, id);
    return label === null ? [] : [{ id, label }];
  });
}

/** A flow that was given no name is offered by the first of the phrases that lead to it. */
function labelOf(draft: Draft, id: string): string | null {
  const { content, flows } = draft.facts;
  if (id.startsWith('flow:')) {
    const name = id.slice(5);
    if (!flows.has(name)) return null;
    if (content.texts.has(`flows.${name}`)) return content.texts.text(draft.next.locale, `flows.${name}`);
  }
  return answerHere(draft, id)?.question ?? null;
}
