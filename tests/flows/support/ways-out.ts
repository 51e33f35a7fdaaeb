/**
 * The two words that work everywhere, said in the middle of a flow to the engine's own decision: "menu" puts the flow aside
 * and shows the menu, "operator" brings a person.
 */
import { expect } from '@jest/globals';
import { FLOWS } from '../../../flows/registry.ts';
import { emptyDialog, PRIORITY, type Conversation, type FlowState } from '../../../src/core/conversation.ts';
import type { Locale } from '../../../src/core/locale.ts';
import type { LiveContent } from '../../../src/core/ports/words.ts';
import { createFlowRuntime } from '../../../src/engine/flow-runtime.ts';
import type { Turn } from '../../../src/engine/turn/draft.ts';
import { decide } from '../../../src/engine/turn/turn.ts';
import { createSeededRandom } from '../../support/manual-clock.ts';
import { createTalkChannel } from '../../support/talk-channel.ts';
import type { FlowUnderRules } from './flow-under-rules.ts';

const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const MENU: Record<Locale, string> = { ru: 'Меню', uk: 'Меню', en: 'Menu' };
const OPERATOR: Record<Locale, string> = { ru: 'оператор', uk: 'оператор', en: 'operator' };

export function expectMenu(
  flow: FlowUnderRules,
  state: FlowState,
  content: LiveContent,
  locale: Locale,
): void {
  const turn = say(flow, state, content, locale, MENU[locale]);
  const { status, dialog } = turn.next;
  expect(status).toEqual({ is: 'bot' });
  expect(turn.deliveries.length).toBeGreaterThan(0);
  if (flow.isDesk) return;
  expect(dialog.active).toBeNull();
  expect(dialog.suspended.map(({ value }) => value)).toEqual([state.value]);
}

export function expectOperator(
  flow: FlowUnderRules,
  state: FlowState,
  content: LiveContent,
  locale: Locale,
): void {
  const turn = say(flow, state, content, locale, OPERATOR[locale]);
  expect(turn.next.status).toMatchObject({ is: 'queued', reason: 'asked' });
  expect(turn.deliveries.length).toBeGreaterThan(0);
  if (!flow.isDesk) expect(turn.next.dialog.active?.value).toEqual(state.value);
}

function say(
  flow: FlowUnderRules,
  state: FlowState,
  content: LiveContent,
  locale: Locale,
  text: string,
): Turn {
  const others = FLOWS.filter(({ name }) => name !== flow.name);
  const channel = createTalkChannel();
  return decide(
    conversationIn(state, flow.isDesk, locale),
    {
      type: 'message',
      account: channel.account,
      externalId: 'e1',
      address: '1',
      occurredAtMs: NOW,
      messageId: 'm1',
      content: { text },
    },
    {
      nowMs: NOW,
      random: createSeededRandom(1),
      content,
      flows: createFlowRuntime([...others, flow.definition]),
      channel,
      desk: { waiting: { 0: 0, 1: 0, 2: 0 }, operators: [], handleMs: null },
      ahead: 0,
      heardAtMs: NOW,
      offered: null,
      links: null,
      elsewhere: [],
      products: null,
      hasOrders: true,
      rerankMs: null,
      offer: null,
    },
  );
}

function conversationIn(state: FlowState, isDesk: boolean, locale: Locale): Conversation {
  return {
    id: 1,
    publicId: 'conversation',
    account: 'talk:main',
    address: '1',
    contactId: 1,
    name: '',
    verifiedPhone: null,
    status: { is: 'bot' },
    priority: PRIORITY.normal,
    epoch: 0,
    version: 1,
    lastSeq: 1,
    locale,
    localeChosen: true,
    reachable: true,
    caseId: null,
    dialog: { ...emptyDialog(), [isDesk ? 'desk' : 'active']: state },
  };
}
