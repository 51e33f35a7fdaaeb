/**
 * What the bot can say in a model run: small and fixed, so that a schedule costs little and reads easily. Every way in
 * which the bot speaks by itself is there: an answer in one part, an answer in several parts, a menu, a question with a
 * timer behind it that asks again.
 */
import { raise, setup } from 'xstate';
import { effectActions } from '../../flows/effect-actions.ts';
import { frontDeskFlow } from '../../flows/front-desk/flow.ts';
import { plainManners } from '../../src/core/ports/manners.ts';
import { createCommandWords, type WordLists } from '../../src/content/command-words.ts';
import type { FlowDefinition } from '../../src/core/flow.ts';
import type { FaqEntry, LiveContent } from '../../src/core/ports/words.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';
import { createFaq } from '../../src/matcher/index.ts';

/** What customers write; each leads somewhere else in a turn. */
export const SAYINGS = [
  'where is the shop',
  'how do returns work',
  'start the survey please',
  'operator',
  'menu',
  'qwrtpsdf',
  'yes',
  'this is a scam',
] as const;

/** The channel of the model makes one part of each stretch between these. */
export const PART_MARK = ' ¦ ';

export const SURVEY_NUDGE_MS = 20_000;

const nudge = raise({ type: 'timer.nudge' }, { id: 'nudge', delay: SURVEY_NUDGE_MS });

const survey = setup({ actions: effectActions }).createMachine({
  id: 'survey',
  initial: 'asking',
  states: {
    asking: {
      meta: { expects: ['yesNo'] },
      entry: [{ type: 'ask', params: { text: 'survey.question' } }, nudge],
      on: {
        'answer.yesNo': 'thanks',
        'answer.unclear': { actions: { type: 'say', params: { text: 'survey.unclear' } } },
        'timer.nudge': { target: 'asking', reenter: true },
        'human.returned': { target: 'asking', reenter: true },
      },
    },
    thanks: { type: 'final', entry: { type: 'say', params: { text: 'survey.thanks' } } },
  },
});

const FLOWS: FlowDefinition[] = [
  frontDeskFlow,
  { name: 'survey', version: 1, machine: survey, migrations: {} },
];

const ENTRIES: FaqEntry[] = [
  entry('shop', SAYINGS[0], 'In the old town.'),
  entry(
    'returns',
    SAYINGS[1],
    ['Within two weeks.', 'Bring the receipt.', 'Or send a parcel.'].join(PART_MARK),
  ),
  entry('flow:survey', SAYINGS[2], ''),
];

const NO_WORDS: WordLists = {
  menu: ['-menu'],
  operator: ['-operator'],
  stop: ['-stop'],
  language: ['-language'],
  channels: ['-channels'],
  greeting: ['-greeting'],
  thanks: ['-thanks'],
  yes: ['-yes'],
  no: ['-no'],
  typical: ['-typical'],
};

const ENGLISH: WordLists = {
  ...NO_WORDS,
  menu: ['menu'],
  operator: ['operator'],
  yes: ['yes'],
};

export const modelFlows = createFlowRuntime(FLOWS);

/** Texts are their keys; the desk is always open. */
export const modelContent: LiveContent = {
  texts: { text: (_locale, key) => key.replaceAll('_', ''), has: () => true },
  faq: createFaq(ENTRIES, { defaultLocale: 'en' }),
  words: createCommandWords({ ru: NO_WORDS, uk: NO_WORDS, en: ENGLISH }),
  manners: { ...plainManners, distress: (text) => (text.includes('scam') ? 'upset' : null) },
  hours: { isOpen: () => true, nextOpening: () => null, speak: () => 'soon' },
  menu: [
    { label: 'menu.shop', to: { faq: 'shop' } },
    { label: 'menu.survey', to: { flow: 'survey' } },
    { label: 'menu.operator', to: { command: 'operator' } },
  ],
  resend: { operator: true, facts: true, prompts: true },
};

function entry(id: string, question: string, answer: string): FaqEntry {
  return { id, locale: 'en', question, phrasings: [], answer, links: [] };
}
