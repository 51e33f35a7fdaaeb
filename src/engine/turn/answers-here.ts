/**
 * What the FAQ has for this conversation: in its language, at this moment, on its channel. The one place where a turn asks for answers,
 * so that none is offered here that may not be said here.
 */
import { platformOf } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FaqEntry, FaqFinding } from '../../core/ports/words.ts';
import type { Draft } from './draft.ts';

/** What a customer's words mean to the FAQ; flows and commands are found like answers. */
export function findHere({ facts, next }: Draft, text: string): FaqFinding {
  const asked = text.slice(0, LIMITS.matchTextChars);
  return facts.content.faq.find(asked, next.locale, facts.nowMs, platformOf(next.account));
}

/** The entry, if it is answered here and now. */
export function answerHere({ facts, next }: Draft, id: string): FaqEntry | null {
  const at = { nowMs: facts.nowMs, platform: platformOf(next.account) };
  return facts.content.faq.entry(id, next.locale, at);
}

/**
 * Several questions in one breath: answers are said first, in their order; a flow that was asked for besides is offered below them, and so is
 * what may have been asked.
 */
export function severalHere(
  { facts }: Draft,
  { id, also = [], maybe = [] }: { id: string; also?: string[]; maybe?: string[] },
): { id: string; also: string[]; maybe: string[]; asked: string[] } {
  const all = [id, ...also];
  const [first, ...others] = all.filter((one) => !one.includes(':'));
  if (first === undefined) return { id, also: [], maybe: [], asked: [id] };
  const flows = all.filter((one) => one.startsWith('flow:') && facts.flows.has(one.slice('flow:'.length)));
  return { id: first, also: others, maybe: [...flows, ...maybe], asked: [first, ...others, ...flows] };
}
