/** Small words for tests of a store: events, turns and lines with everything that a test does not care about filled in. */
import type { Content } from '../../src/core/content.ts';
import { changeOwner, emptyDialog, PRIORITY } from '../../src/core/conversation.ts';
import type { Conversation, Origin, Status } from '../../src/core/conversation.ts';
import type { ChannelEvent, DeskCommand, Profile } from '../../src/core/event.ts';
import { newPublicId } from '../../src/core/ids.ts';
import type { AccountId } from '../../src/core/ids.ts';
import type { NewMessage, ResendRule } from '../../src/core/message.ts';
import type { ContactStore } from '../../src/core/ports/contact-store.ts';
import type { DeskStore } from '../../src/core/ports/desk-store.ts';
import type { FaqDraftStore } from '../../src/core/ports/faq-draft-store.ts';
import type { FeedbackStore } from '../../src/core/ports/feedback.ts';
import type {
  Accept,
  ClaimedDelivery,
  EngineStore,
  NewDelivery,
  TurnCommit,
  TurnResult,
} from '../../src/core/ports/engine-store.ts';
import type { IdentityStore } from '../../src/core/ports/identity-store.ts';
import type { ScriptStore } from '../../src/core/ports/script-store.ts';
import type { OrderMirror, OrderWatches } from '../../src/core/ports/order-mirror.ts';
import type { PersonalStore } from '../../src/core/ports/personal-store.ts';
import type { QuestionStore } from '../../src/core/ports/question-store.ts';
import type { StockAlertStore } from '../../src/core/ports/stock-alerts.ts';
import { createSeededRandom } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';

export type Store = EngineStore &
  DeskStore &
  IdentityStore &
  ContactStore &
  FaqDraftStore &
  FeedbackStore &
  PersonalStore &
  QuestionStore &
  ScriptStore &
  StockAlertStore &
  OrderMirror &
  OrderWatches;

export const T0 = Date.UTC(2026, 10, 23, 9);
export const ACCOUNT: AccountId = 'telegram:main';

/** One line of ours with its part. */
export interface Say {
  text: string;
  origin?: Origin;
  resend?: ResendRule;
  buttons?: Content['buttons'];
  operatorId?: number;
}

export type Driver = ReturnType<typeof createDriver>;

export function createDriver(store: Store, clock: ManualClock, seed = 1) {
  const random = createSeededRandom(seed);
  let counter = 0;
  const id = () => newPublicId(random);
  const nextNumber = () => `${seed}-${(counter += 1)}`;

  function channelEvent(address: string, over: Partial<ChannelEvent> = {}): ChannelEvent {
    const externalId = over.externalId ?? `u${nextNumber()}`;
    return {
      account: ACCOUNT,
      externalId,
      address,
      occurredAtMs: clock.now(),
      type: 'message',
      messageId: `m${externalId}`,
      content: { text: 'Здравствуйте' },
      ...over,
    } as ChannelEvent;
  }

  function accept(address: string, over: Partial<ChannelEvent> = {}, profile?: Profile): Accept {
    const made = channelEvent(address, over);
    return {
      source: made.account,
      externalId: made.externalId,
      target: { account: made.account, address, ...(profile ? { profile } : {}) },
      event: made,
      raw: JSON.stringify({ update: made.externalId }),
      urgent: false,
      receivedAtMs: clock.now(),
      newIds: { conversation: id(), contact: id() },
    };
  }

  function command(conversationId: number, what: DeskCommand = { do: 'claim' }): Accept {
    return {
      source: 'desk',
      externalId: `c${nextNumber()}`,
      target: { conversationId },
      event: { type: 'command', operatorId: 1, command: what },
      raw: null,
      urgent: true,
      receivedAtMs: clock.now(),
      newIds: null,
    };
  }

  function blank(from: Accept): Conversation {
    const target = from.target as { account: AccountId; address: string; profile?: Profile };
    return {
      id: 0,
      publicId: from.newIds?.conversation ?? '',
      account: target.account,
      address: target.address,
      contactId: 0,
      name: target.profile?.name ?? '',
      verifiedPhone: null,
      status: { is: 'bot' },
      priority: PRIORITY.normal,
      epoch: 0,
      version: 0,
      lastSeq: 0,
      locale: 'ru',
      localeChosen: false,
      reachable: true,
      caseId: null,
      dialog: emptyDialog(),
    };
  }

  function turn(over: Partial<TurnCommit> & Pick<TurnCommit, 'event' | 'next'>): TurnCommit {
    return {
      consume: { as: 'done' },
      messages: [],
      deliveries: [],
      timers: [],
      tasks: [],
      case: null,
      pressed: null,
      edited: null,
      revoked: null,
      reacted: null,
      fetched: null,
      resend: null,
      identity: [],
      consents: [],
      feedback: [],
      questions: [],
      incoming: false,
      heardAtMs: null,
      guard: null,
      dispatch: false,
      atMs: clock.now(),
      ...over,
    };
  }

  /** Lines and parts for what we say, after `seq`. */
  function words(seq: number, says: Say[]): { messages: NewMessage[]; deliveries: NewDelivery[] } {
    const messages: NewMessage[] = [];
    const deliveries: NewDelivery[] = [];
    for (const [index, say] of says.entries()) {
      const publicId = id();
      const origin = say.origin ?? 'bot';
      messages.push({
        publicId,
        seq: seq + index + 1,
        atMs: clock.now(),
        direction: 'out',
        origin,
        content: { text: say.text, ...(say.buttons ? { buttons: say.buttons } : {}) },
        ...(say.operatorId ? { operatorId: say.operatorId, clientId: `client-${publicId}` } : {}),
      });
      deliveries.push({
        messageId: publicId,
        partIndex: 0,
        part: { kind: 'message', body: { text: say.text } },
        origin,
        resend: say.resend ?? 'once',
      });
    }
    return { messages, deliveries };
  }

  /** The turn that a customer's message makes: one line in, `says` out. */
  async function heard(
    address: string,
    says: Say[] = [],
    over: Partial<TurnCommit> = {},
  ): Promise<TurnCommit> {
    const from = accept(address, {});
    const [arrival] = await store.loadArrivals([from]);
    const conversation = arrival?.conversation ?? blank(from);
    const { lastSeq } = conversation;
    const said = words(lastSeq + 1, says);
    const line: NewMessage = {
      publicId: id(),
      seq: lastSeq + 1,
      atMs: clock.now(),
      direction: 'in',
      externalId: (from.event as { messageId: string }).messageId,
      content: (from.event as { content: { text: string } }).content,
    };
    return turn({
      event: { kind: 'fresh', accept: from },
      next: { ...conversation, lastSeq: lastSeq + 1 + says.length },
      messages: [line, ...said.messages],
      deliveries: said.deliveries,
      incoming: true,
      ...over,
    });
  }

  async function commit(made: TurnCommit): Promise<TurnResult> {
    const [result] = await store.commitTurns([made]);
    if (!result) throw new Error('no result');
    return result;
  }

  async function committed(
    made: TurnCommit,
  ): Promise<{ conversation: Conversation; claimed: ClaimedDelivery[] }> {
    const result = await commit(made);
    if (result.kind !== 'committed') {
      throw new Error(`turn ${result.kind} ${result.kind === 'failed' ? result.error.stack : ''}`);
    }
    return { conversation: await byId(result.conversationId), claimed: result.claimed };
  }

  async function byId(conversationId: number): Promise<Conversation> {
    const [arrival] = await store.loadArrivals([command(conversationId)]);
    if (!arrival?.conversation) throw new Error('no such conversation');
    return arrival.conversation;
  }

  /** A customer who has written once and been answered (delivered) or not at all. */
  async function customer(address: string): Promise<Conversation> {
    return (await committed(await heard(address))).conversation;
  }

  /** A turn of a command or timer that says `says` and may change the owner. */
  async function act(conversationId: number, says: Say[] = [], over: ActOptions = {}) {
    const before = await byId(conversationId);
    const owned = over.to ? changeOwner(before, over.to) : before;
    if (!owned) throw new Error('not allowed');
    const said = words(before.lastSeq, says);
    const next = { ...owned, ...over.next, lastSeq: before.lastSeq + says.length };
    const event = { kind: 'fresh' as const, accept: command(conversationId) };
    return committed(turn({ event, next, ...said, ...over.turn }));
  }

  async function sent(claimed: ClaimedDelivery | undefined, externalId = `x${nextNumber()}`) {
    if (!claimed) throw new Error('nothing claimed');
    const atMs = clock.now();
    return store.recordDeliveries([{ id: claimed.id, atMs, result: { kind: 'sent', externalId } }]);
  }

  const claim = (over: Partial<Parameters<Store['claimDeliveries']>[0]> = {}) =>
    store.claimDeliveries({ nowMs: clock.now(), limit: 100, notAccounts: [], ...over });

  async function operator(login: string, maxLoad = 5): Promise<number> {
    const made = await store.createOperator({
      publicId: id(),
      login,
      name: login,
      role: 'operator',
      locale: 'ru',
      maxLoad,
      passwordHash: 'hash',
      atMs: clock.now(),
    });
    if (!made) throw new Error('login taken');
    return made.id;
  }

  return {
    store,
    clock,
    id,
    accept,
    command,
    blank,
    turn,
    words,
    heard,
    commit,
    committed,
    byId,
    customer,
    act,
    sent,
    claim,
    operator,
  };
}

interface ActOptions {
  to?: Status;
  next?: Partial<Conversation>;
  turn?: Partial<TurnCommit>;
}

/** Texts of claimed parts, in order. */
export function texts(claimed: ClaimedDelivery[]): string[] {
  return claimed.map((one) => (one.part.body as { text: string }).text);
}
