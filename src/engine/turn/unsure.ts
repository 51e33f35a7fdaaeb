/**
 * A question that the matcher is not sure of: a few answers are offered, or a miss is admitted. Where the shop has somebody else who may
 * choose among answers, they are asked first, by a task and within their budget: whatever comes of it, something is said then, once.
 */
import type { Json } from '../../core/content.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { maskWords } from '../../core/mask.ts';
import { CHOOSE_TASK } from '../../core/ports/reranker.ts';
import type { FaqFinding } from '../../core/ports/words.ts';
import { answerHere } from './answers-here.ts';
import type { Draft } from './draft.ts';
import { prepareFlows, sendToDesk } from './flow-steps.ts';
import { namesOf } from './memory.ts';
import { optionsOf } from './options.ts';
import { noteQuestion } from './questions.ts';

/** Ends the wait for a choice. */
export const CHOICE_TIMER = CHOOSE_TASK;

/** A question, and what is said to it without anybody's help. */
type Unsure = Pick<Choosing, 'text' | 'offered' | 'score'>;
type Choosing = NonNullable<Draft['next']['dialog']['choosing']>;

/** Asks somebody else, or says at once what the matcher has. */
export function answerUnsure(draft: Draft, text: string, finding: FaqFinding): void {
  const offered = finding.band === 'offer' ? finding.ids : [];
  const score = finding.band === 'offer' ? finding.score : undefined;
  const found: Unsure = {
    text,
    offered,
    ...(score === undefined ? {} : { score }),
  };
  if (!askSomebody(draft, found)) sayUnsure(draft, found);
}

/** Two or three to choose from, or that there is none. */
function sayUnsure(draft: Draft, { text, offered, score }: Unsure): void {
  const options = noteUnsure(draft, { text, offered, ...(score === undefined ? {} : { score }) });
  if (options.length === 0) sendToDesk(draft, { type: 'faq.miss' });
  else sendToDesk(draft, { type: 'faq.offer', options });
}

/** The value of the task's outcome, or the payload of the timer. */
export type ChoiceEnd = { outcome: Json } | { timer: Json };

/** The choice was made, or its time is up: says it, by `say` (false: it cannot be said here), or what is said without. */
export function settleChoice(draft: Draft, end: ChoiceEnd, say: (text: string, id: string) => boolean): void {
  const { choosing } = draft.next.dialog;
  if (!choosing || choosing.epoch !== draft.next.epoch || draft.next.status.is !== 'bot') return;
  const { key, id } = 'outcome' in end ? choiceIn(end.outcome) : { key: end.timer, id: null };
  if (key !== choosing.key) return;
  endChoice(draft);
  prepareFlows(draft);
  const mayBeSaid = id !== null && choosing.ids.includes(id) && isHere(draft, id);
  if (!mayBeSaid || !say(choosing.text, id)) sayUnsure(draft, choosing);
}

/** The customer goes on: what was asked before is answered no more, and kept as a question. */
export function dropChoice(draft: Draft): void {
  const { choosing } = draft.next.dialog;
  if (!choosing) return;
  endChoice(draft);
  noteUnsure(draft, choosing);
}

function endChoice(draft: Draft): void {
  delete draft.next.dialog.choosing;
  draft.timers.push({ cancel: CHOICE_TIMER, runId: null });
}

function askSomebody(draft: Draft, found: Unsure): boolean {
  const { facts, next } = draft;
  const masked = maskWords(found.text, LIMITS.rerankChars, namesOf(draft));
  if (facts.rerankMs === null || next.status.is !== 'bot' || !/\p{L}/u.test(masked)) return false;
  const candidates = candidatesFor(draft, found);
  if (candidates.length === 0) return false;
  const key = newPublicId(facts.random);
  const input = { text: masked, locale: next.locale, candidates };
  draft.tasks.push({ kind: CHOOSE_TASK, runId: null, key, input });
  draft.timers.push({ set: CHOICE_TIMER, runId: null, dueAtMs: facts.nowMs + facts.rerankMs, payload: key });
  next.dialog.choosing = { ...found, key, epoch: next.epoch, ids: candidates.map(({ id }) => id) };
  return true;
}

/** What comes nearest and may be said here, each with its question. */
function candidatesFor(draft: Draft, { text, offered }: Unsure): Candidate[] {
  const { content } = draft.facts;
  const near =
    content.faq.nearest?.(text.slice(0, LIMITS.matchTextChars), draft.next.locale, LIMITS.rerankCandidates) ??
    [];
  const [best] = near;
  if (best === undefined || (offered.length === 0 && best.score < LIMITS.rerankFloor)) return [];
  const ids = [...new Set([...offered, ...near.map(({ id }) => id)])].slice(0, LIMITS.rerankCandidates);
  return ids.flatMap((id) => {
    const question = isHere(draft, id) ? answerHere(draft, id)?.question : undefined;
    return question === undefined ? [] : [{ id, question }];
  });
}

/** An answer that is given here and now, or a flow that there is; a person is called by the customer alone. */
function isHere(draft: Draft, id: string): boolean {
  if (id.startsWith('flow:')) return draft.facts.flows.has(id.slice('flow:'.length));
  return !id.includes(':') && answerHere(draft, id) !== null;
}

type Candidate = { id: string; question: string };

/** Keeps the question as one that was not answered; returns what can be offered. */
function noteUnsure(draft: Draft, { text, offered, score }: Unsure): { id: string; label: string }[] {
  const options = optionsOf(draft, offered);
  if (options.length === 0) noteQuestion(draft, text, { band: 'miss', ids: [] });
  else {
    const known = score === undefined ? {} : { score };
    noteQuestion(draft, text, { band: 'offer', ids: options.map(({ id }) => id), ...known });
  }
  return options;
}

function choiceIn(value: Json): { key: Json; id: string | null } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { key: null, id: null };
  const { key = null, id = null } = value as { key?: Json; id?: Json };
  return { key, id: typeof id === 'string' ? id : null };
}
