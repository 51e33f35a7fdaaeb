/**
 * The front desk: what the bot is when no flow runs. It greets, shows the short menu, gives answers and asks whether they
 * helped, offers choices when unsure, and offers a person at the second miss. It never ends and never sees raw text.
 */
import { assign, setup } from 'xstate';
import type { FlowButton } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { PRIORITY } from '../../src/core/conversation.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { Courtesy, Distress, PartOfDay } from '../../src/core/ports/manners.ts';
import { effectActions } from '../effect-actions.ts';
import { menuButtons, offer, type MenuEntry, type Option } from './choices.ts';

/** What came without a word. */
type Thing = 'voice' | 'sticker' | 'photo' | 'video' | 'document' | 'location' | 'contact' | 'other';

interface Answered {
  id: string;
  /** Entries asked for in the same breath; entries and flows that may have been. */
  also?: string[];
  maybe?: string[];
}

export type FrontDeskEvent =
  | { type: 'greeting'; name: string; part: PartOfDay; items: MenuEntry[]; resumable: boolean }
  | { type: 'command.menu'; items: MenuEntry[]; resumable: boolean }
  | { type: 'command.language' }
  | { type: 'command.stop'; inFlow: boolean; hasMore: boolean }
  | { type: 'thanks' }
  | { type: 'media'; what: Thing }
  | { type: 'courtesy'; what: Courtesy | 'named'; name: string }
  | { type: 'distress'; kind: Exclude<Distress, 'upset'> }
  | { type: 'forget' }
  | { type: 'asked.again' }
  | { type: 'tap.unknown' }
  | { type: 'tap.stale' }
  | { type: 'queue.left' }
  | { type: 'flow.reset' }
  | ({ type: 'faq.answer'; digression: boolean } & Answered)
  | { type: 'faq.offer'; options: Option[] }
  | { type: 'faq.miss' }
  | { type: 'choose'; id: string }
  | { type: 'choose.none' }
  | { type: 'help.yes'; id?: string }
  | { type: 'help.no'; id?: string }
  | { type: 'person.yes' }
  | { type: 'language.pick'; locale: Locale }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.choice'; number: number };

type Context = {
  /** Misses in a row. */
  misses: number;
  /** What was offered last, so that "2" means something. */
  offered: string[];
  /** Why a person is being offered. */
  why: 'missed' | 'not-helped';
};

const OPERATOR: FlowButton = { label: 'desk.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'desk.button.menu', deskEvent: { type: 'command.menu' } };
const PERSON: FlowButton = { label: 'desk.button.operator', deskEvent: { type: 'person.yes' } };
/** They name the answer: a tap may come when another one stands below it. */
const helped = (id: string): FlowButton[] => [
  { label: 'desk.button.helped', deskEvent: { type: 'help.yes', id } },
  { label: 'desk.button.notHelped', deskEvent: { type: 'help.no', id } },
];
const answered = ({ id, also = [], maybe = [] }: Answered) => ({ entryId: id, also, maybe });
const LANGUAGES: FlowButton[] = (['ru', 'uk', 'en'] as const).map((locale) => ({
  label: `desk.language.${locale}`,
  deskEvent: { type: 'language.pick', locale },
}));

/** What stands below a word of courtesy. */
const BESIDE: Partial<Record<Courtesy | 'named', FlowButton[]>> = {
  bot: [OPERATOR, MENU],
  who: [MENU, OPERATOR],
  nudge: [MENU, OPERATOR],
  sad: [OPERATOR, MENU],
  sorry: [MENU],
  named: [MENU],
};

const understood = assign<Context, FrontDeskEvent, undefined, FrontDeskEvent, never>({ misses: 0 });

export const frontDeskMachine = setup({
  types: { context: {} as Context, events: {} as FrontDeskEvent, input: {} as FlowInput },
  actions: effectActions,
  guards: {
    isDigression: ({ event }) => event.type === 'faq.answer' && event.digression,
    wasOffered: ({ context, event }) =>
      event.type === 'answer.choice' && context.offered[event.number - 1] !== undefined,
    wasOfferedFlow: ({ context, event }) =>
      event.type === 'answer.choice' && context.offered[event.number - 1]?.startsWith('flow:') === true,
    saysYes: ({ event }) => event.type === 'answer.yesNo' && event.yes,
    missedBefore: ({ context }) => context.misses > 0,
  },
}).createMachine({
  id: 'front-desk',
  context: { misses: 0, offered: [], why: 'missed' },
  initial: 'ready',
  on: {
    greeting: {
      target: '.ready',
      actions: [
        understood,
        {
          type: 'say',
          params: ({ event }) => ({
            text: event.name === '' ? 'desk.greeting' : 'desk.greetingNamed',
            slots: { name: event.name, hello: { text: `desk.hello.${event.part}` } },
            buttons: menuButtons(event),
          }),
        },
      ],
    },
    'command.menu': {
      target: '.ready',
      actions: [
        understood,
        { type: 'say', params: ({ event }) => ({ text: 'desk.menu', buttons: menuButtons(event) }) },
      ],
    },
    'command.language': {
      target: '.ready',
      actions: { type: 'say', params: { text: 'desk.chooseLanguage', buttons: LANGUAGES } },
    },
    'language.pick': {
      target: '.ready',
      actions: [
        { type: 'setLocale', params: ({ event }) => ({ locale: event.locale }) },
        { type: 'say', params: { text: 'desk.languageChosen', buttons: [MENU] } },
      ],
    },
    'command.stop': {
      target: '.ready',
      actions: {
        type: 'say',
        params: ({ event }) => ({
          text: event.inFlow ? `desk.flowStopped.${event.hasMore ? 'more' : 'all'}` : 'desk.noticesStopped',
          buttons: [MENU],
        }),
      },
    },
    thanks: { target: '.ready', actions: [understood, { type: 'say', params: { text: 'desk.welcome' } }] },
    media: {
      actions: {
        type: 'say',
        params: ({ event }) => ({
          text: `desk.sent.${event.what}`,
          buttons: event.what === 'sticker' ? [] : [OPERATOR, MENU],
        }),
      },
    },
    courtesy: {
      actions: [
        understood,
        {
          type: 'say',
          params: ({ event }) => ({
            text: `desk.courtesy.${event.what}`,
            slots: { name: event.name },
            buttons: BESIDE[event.what] ?? [],
          }),
        },
      ],
    },
    distress: {
      target: '.ready',
      actions: [
        { type: 'say', params: ({ event }) => ({ text: `desk.distress.${event.kind}` }) },
        { type: 'remember', params: ({ event }) => ({ facts: { mood: event.kind } }) },
        { type: 'requestOperator', params: { reason: 'angry', priority: PRIORITY.urgent } },
      ],
    },
    forget: {
      target: '.ready',
      actions: [
        { type: 'say', params: { text: 'desk.forgotten' } },
        { type: 'remember', params: { facts: { privacyRequest: true } } },
        { type: 'requestOperator', params: { reason: 'asked' } },
      ],
    },
    'asked.again': {
      target: '.offeringPerson',
      actions: [
        assign({ why: 'not-helped' as const }),
        { type: 'ask', params: { text: 'desk.askedAgain', buttons: [PERSON, MENU] } },
      ],
    },
    'tap.unknown': { actions: { type: 'say', params: { text: 'desk.tapUnknown', buttons: [MENU] } } },
    'tap.stale': { actions: { type: 'say', params: { text: 'desk.tapStale', buttons: [MENU] } } },
    'queue.left': { actions: { type: 'say', params: { text: 'desk.queueLeft' } } },
    'flow.reset': { actions: { type: 'say', params: { text: 'desk.flowReset', buttons: [MENU] } } },
    'faq.answer': [
      {
        guard: 'isDigression',
        actions: [understood, { type: 'sayAnswer', params: ({ event }) => answered(event) }],
      },
      {
        target: '.answered',
        reenter: true,
        actions: [
          understood,
          {
            type: 'sayAnswer',
            params: ({ event }) => ({ ...answered(event), buttons: helped(event.id) }),
          },
        ],
      },
    ],
    choose: {
      target: '.answered',
      reenter: true,
      actions: [
        understood,
        { type: 'sayAnswer', params: ({ event }) => ({ entryId: event.id, buttons: helped(event.id) }) },
      ],
    },
    'faq.offer': {
      target: '.choosing',
      actions: [
        assign({ offered: ({ event }) => event.options.map(({ id }) => id) }),
        { type: 'ask', params: ({ event }) => offer(event.options) },
      ],
    },
    'faq.miss': [
      {
        guard: 'missedBefore',
        target: '.offeringPerson',
        actions: [
          assign({ why: 'missed' as const, misses: ({ context }) => context.misses + 1 }),
          { type: 'ask', params: { text: 'desk.missedAgain', buttons: [PERSON, MENU] } },
        ],
      },
      {
        target: '.ready',
        actions: [
          assign({ misses: 1 }),
          { type: 'say', params: { text: 'desk.missed', buttons: [MENU, OPERATOR] } },
        ],
      },
    ],
    'choose.none': {
      target: '.offeringPerson',
      actions: [
        assign({ why: 'missed' as const, misses: 1 }),
        { type: 'ask', params: { text: 'desk.noneFits', buttons: [PERSON, MENU] } },
      ],
    },
    'help.yes': { target: '.ready', actions: { type: 'say', params: { text: 'desk.glad' } } },
    'help.no': {
      target: '.offeringPerson',
      actions: [
        assign({ why: 'not-helped' as const }),
        { type: 'ask', params: { text: 'desk.notHelped', buttons: [PERSON, MENU] } },
      ],
    },
    'person.yes': {
      target: '.ready',
      actions: { type: 'requestOperator', params: ({ context }) => ({ reason: context.why }) },
    },
  },
  states: {
    ready: { description: 'Waits for a question, a command or a choice from the menu.' },
    answered: {
      description: 'An answer was given; a plain yes or no says whether it helped.',
      meta: { expects: ['yesNo'] },
      on: {
        'answer.yesNo': [
          { guard: 'saysYes', target: 'ready', actions: { type: 'say', params: { text: 'desk.glad' } } },
          {
            target: 'offeringPerson',
            actions: [
              assign({ why: 'not-helped' as const }),
              { type: 'ask', params: { text: 'desk.notHelped', buttons: [PERSON, MENU] } },
            ],
          },
        ],
      },
    },
    choosing: {
      description: 'Two or three answers are offered; a tap or its number chooses.',
      meta: { expects: ['choice'] },
      on: {
        'answer.choice': [
          {
            guard: 'wasOfferedFlow',
            target: 'ready',
            actions: [
              understood,
              {
                type: 'startFlow',
                params: ({ context, event }) => ({
                  flow: (context.offered[event.number - 1] ?? '').slice(5),
                }),
              },
            ],
          },
          {
            guard: 'wasOffered',
            target: 'answered',
            actions: [
              understood,
              {
                type: 'sayAnswer',
                params: ({ context, event }) => ({
                  entryId: context.offered[event.number - 1] ?? '',
                  buttons: helped(context.offered[event.number - 1] ?? ''),
                }),
              },
            ],
          },
          {
            actions: { type: 'say', params: { text: 'desk.notOffered', buttons: [MENU] } },
          },
        ],
      },
    },
    offeringPerson: {
      description: 'A person is offered, because the bot missed twice or its answer did not help.',
      meta: { expects: ['yesNo'] },
      on: {
        'answer.yesNo': [
          {
            guard: 'saysYes',
            target: 'ready',
            actions: { type: 'requestOperator', params: ({ context }) => ({ reason: context.why }) },
          },
          {
            target: 'ready',
            actions: { type: 'say', params: { text: 'desk.stayWithBot', buttons: [MENU] } },
          },
        ],
      },
    },
  },
});
