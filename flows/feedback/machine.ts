/**
 * How was it: takes a score, thanks in words that fit it, asks for a comment, and offers a person where something went wrong. Starts
 * from the notice that asks, mostly with the score already there. Writes nothing itself.
 */
import { assign } from 'xstate';
import type { Prompt } from '../../src/core/content.ts';
import { asksAgain } from '../comes-back.ts';
import {
  armIdle,
  disarmIdle,
  feedback,
  levelIn,
  startContext,
  type FeedbackContext,
  type FeedbackEvent,
  type View,
} from './model.ts';
import { askComment, askPerson, askScore, askWhy, factsOf } from './questions.ts';

function asking(question: (view: View) => Prompt) {
  return [
    { type: 'ask', params: ({ context }: View) => question({ context }) },
    feedback.assign({ notice: '' }),
    armIdle,
  ] as const;
}

const notice = (text: string) => feedback.assign({ notice: text });

const writeScore = {
  type: 'feedback',
  params: ({ context: { kind, survey, score } }: View) => ({
    do: 'score' as const,
    kind,
    survey,
    score: score ?? 0,
  }),
} as const;

const writeComment = {
  type: 'feedback',
  params: ({ context: { kind, survey, comment } }: View) => ({
    do: 'comment' as const,
    kind,
    survey,
    comment,
  }),
} as const;

const say = (text: string) => ({ type: 'say', params: { text } }) as const;
const noted = {
  type: 'say',
  params: ({ context }: View) => ({ text: `feedback.${context.kind}.noted` }),
} as const;

/** For whoever takes the case, if one comes of it. */
const keepFacts = {
  type: 'remember',
  params: ({ context }: View) => ({ facts: factsOf(context) }),
} as const;

const callPerson = {
  target: 'ended',
  actions: [keepFacts, { type: 'requestOperator', params: { reason: 'not-helped' } }],
} as const;

/** The state that asks for a score; what is not understood twice ends it, so that nobody is pestered. */
function scoring(state: 'askingFive' | 'askingTen', kind: 'five' | 'ten') {
  return feedback.createStateConfig({
    description: `Asks for a score (${kind === 'five' ? '1 to 5' : '0 to 10'}); what is not understood twice ends it.`,
    meta: { expects: [kind] },
    entry: [...asking(askScore)],
    exit: disarmIdle,
    on: {
      [`answer.${kind}` as 'answer.five']: {
        target: 'scored',
        actions: assign({ score: ({ event }) => event.score, comment: ({ event }) => event.comment }),
      },
      'feedback.score': { target: 'scored', actions: assign({ score: ({ event }) => event.score }) },
      'feedback.later': { target: 'ended', actions: say('feedback.later') },
      'answer.unclear': [
        { guard: 'wasMissed', target: 'ended', actions: say('feedback.letItBe') },
        {
          target: state,
          reenter: true,
          actions: feedback.assign({ notice: `feedback.unclear.${kind}`, misses: 1 }),
        },
      ],
      ...asksAgain(state),
    },
  });
}

export const feedbackMachine = feedback.createMachine({
  id: 'feedback',
  description: 'How was it?',
  context: startContext,
  initial: 'starting',
  states: {
    starting: {
      description: 'Takes the score that came with the tap or the words, or asks for it.',
      always: [
        { guard: 'isScored', target: 'scored' },
        { guard: 'isOfTen', target: 'askingTen' },
        { target: 'askingFive' },
      ],
    },
    askingFive: scoring('askingFive', 'five'),
    askingTen: scoring('askingTen', 'ten'),
    scored: {
      description: 'Writes the score down, and the comment if one came with it.',
      always: [
        {
          guard: ({ context }) => isLow(context) && context.comment !== '',
          target: 'offering',
          actions: [writeScore, writeComment],
        },
        {
          guard: ({ context }) => context.comment !== '',
          target: 'ended',
          actions: [writeScore, writeComment, noted],
        },
        { guard: ({ context }) => isLow(context), target: 'sorry', actions: [writeScore, keepFacts] },
        { target: 'commenting', actions: writeScore },
      ],
    },
    commenting: {
      description: 'Thanks for the score and takes a comment, if there is one.',
      meta: { expects: ['comment'] },
      entry: [...asking(askComment)],
      exit: disarmIdle,
      on: {
        'answer.comment': {
          target: 'ended',
          actions: [feedback.assign({ comment: textOf }), writeComment, noted],
        },
        'feedback.skip': { target: 'ended', actions: say('feedback.bye') },
        'answer.unclear': {
          target: 'commenting',
          reenter: true,
          actions: notice('feedback.unclear.comment'),
        },
        ...asksAgain('commenting'),
      },
    },
    sorry: {
      description: 'Says sorry for what went wrong, asks what it was, and offers a person.',
      meta: { expects: ['yesNo', 'comment'] },
      entry: [...asking(askWhy)],
      exit: disarmIdle,
      on: {
        'answer.yesNo': [
          { guard: ({ event }) => event.yes, ...callPerson },
          { target: 'ended', actions: say('feedback.noPerson') },
        ],
        'answer.comment': {
          target: 'offering',
          actions: [feedback.assign({ comment: textOf }), writeComment, keepFacts],
        },
        'feedback.person': callPerson,
        'feedback.skip': { target: 'ended', actions: say('feedback.noPerson') },
        'answer.unclear': { target: 'sorry', reenter: true, actions: notice('feedback.unclear.comment') },
        ...asksAgain('sorry'),
      },
    },
    offering: {
      description: 'The trouble is written down; offers a person once more.',
      meta: { expects: ['yesNo'] },
      entry: [...asking(askPerson)],
      exit: disarmIdle,
      on: {
        'answer.yesNo': [
          { guard: ({ event }) => event.yes, ...callPerson },
          { target: 'ended', actions: say('feedback.noPerson') },
        ],
        'feedback.person': callPerson,
        'feedback.noPerson': { target: 'ended', actions: say('feedback.noPerson') },
        'answer.unclear': { target: 'offering', reenter: true, actions: notice('feedback.unclear.offer') },
        ...asksAgain('offering'),
      },
    },
    ended: { description: 'Scored, commented, left alone, or with a person.', type: 'final' },
  },
});

function textOf({ event }: { event: FeedbackEvent }): string {
  return event.type === 'answer.comment' ? event.text : '';
}

function isLow(context: FeedbackContext): boolean {
  return levelIn(context) === 'low';
}
