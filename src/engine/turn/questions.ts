/**
 * The log of questions inside a turn: words that met the FAQ, what was tapped, what came of it, what an operator wrote then. Never
 * the answer to a flow's question, never what somebody writes to a person of the shop; contacts, numbers and the
 * customer's own names are masked.
 */
import type { HandoffReason } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import { maskWords } from '../../core/mask.ts';
import type { QuestionBand, QuestionDeed } from '../../core/question.ts';
import type { Draft } from './draft.ts';
import { namesOf } from './memory.ts';

/** Only what there is a word in. */
const HAS_WORD = /\p{L}/u;

/** What the bot made of words that it looked up. `ids`: the answer, or what is offered. */
export function noteQuestion(
  draft: Draft,
  text: string,
  made: { band: QuestionBand; ids: string[]; score?: number },
): void {
  const { band, ids, score } = made;
  const masked = maskWords(text, LIMITS.questionChars, namesOf(draft));
  if (!HAS_WORD.test(masked)) return;
  const { locale, dialog } = draft.next;
  note(draft, {
    do: 'ask',
    text: masked,
    locale,
    band,
    ids,
    score: score ?? null,
    inFlow: dialog.active !== null,
  });
}

/** Words that nobody had an answer to while a flow waited for another one: kept only if they look like a question. */
export function noteMissInFlow(draft: Draft, text: string, leansTo: boolean): void {
  if (leansTo || text.includes('?')) noteQuestion(draft, text, { band: 'miss', ids: [] });
}

/** An answer is being said: to the question of this very turn, or at a tap. */
export function noteSaid(draft: Draft, id: string): void {
  const asked = draft.questions.at(-1);
  if (asked?.do === 'ask' && asked.band === 'answer' && asked.ids.includes(id)) return;
  note(draft, { do: 'pick', id, locale: draft.next.locale });
}

/** `id`: the entry below which the button stood; without it the last one is meant. */
export function noteHelp(draft: Draft, helped: boolean, id?: unknown): void {
  const about = typeof id === 'string' ? { id } : {};
  note(draft, { do: 'judge', fate: helped ? 'helped' : 'not-helped', ...about });
}

export function noteNoneFits(draft: Draft): void {
  note(draft, { do: 'judge', fate: 'none-fits' });
}

/** The customer gets a person. A failure of ours says nothing of the answer before it. */
export function notePerson(draft: Draft, reason: HandoffReason): void {
  if (reason !== 'bot-failed' && reason !== 'external') note(draft, { do: 'judge', fate: 'person' });
}

/** What a person of the shop writes. */
export function noteReply(draft: Draft, text: string): void {
  const masked = maskWords(text, LIMITS.questionReplyChars, namesOf(draft));
  if (HAS_WORD.test(masked)) note(draft, { do: 'reply', text: masked });
}

function note(draft: Draft, deed: QuestionDeed): void {
  if (draft.facts.content.keepsQuestions !== false) draft.questions.push(deed);
}
