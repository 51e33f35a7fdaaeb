/**
 * Gathers the facts for a turn, decides it, and says which event it consumes. The facts that change slowly (who is at the
 * desk, how many wait) are read once for many turns and again after a turn that changed them.
 */
import type { Clock, Random } from '../core/clock.ts';
import type { Conversation } from '../core/conversation.ts';
import { assert } from '../core/errors.ts';
import { firstConversation } from '../core/first-conversation.ts';
import type { InboxEvent } from '../core/event.ts';
import type { AccountId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type {
  Accept,
  Arrival,
  DeskFacts,
  EngineStore,
  StoredArrival,
  TurnCommit,
} from '../core/ports/engine-store.ts';
import type { ProductFinder } from '../core/ports/product-finder.ts';
import type { LiveContent } from '../core/ports/words.ts';
import type { ContentFlows } from '../core/script.ts';
import type { Elsewhere, Facts, TurnChannel } from './facts.ts';
import type { FlowRuntime } from './flow-runtime.ts';
import type { Turn } from './turn/draft.ts';
import { decide, decideParked } from './turn/turn.ts';

export interface TurnMaker {
  /** Reads the desk's facts again if they are old. Before the synchronous part of a drain. */
  refresh(): Promise<void>;
  /** The next `refresh` reads. */
  forgetDesk(): void;
  /** False for events that are merged where they are stored. */
  decides(event: InboxEvent): boolean;
  /** Throws when the turn does. */
  fresh(accept: Accept, state: Arrival): TurnCommit;
  stored(arrival: StoredArrival): TurnCommit;
  parked(arrival: StoredArrival, error: Error): TurnCommit;
}

export interface TurnMakerDeps {
  store: EngineStore;
  flows: FlowRuntime;
  clock: Clock;
  random: Random;
  defaultLocale: Locale;
  content(): LiveContent;
  channel(account: AccountId): TurnChannel | undefined;
  mayDispatch(account: AccountId): boolean;
  /** Where customers of other channels can be sent; without it nowhere. */
  elsewhere?(): Elsewhere[];
  /** What the shop sells; without it no product is recognised. */
  products?: ProductFinder;
  /** False: the shop has shown us no orders. */
  hasOrders?: boolean;
  /** How long somebody else may take who chooses among answers; without it nobody is asked. */
  rerankMs?: number;
}

export function createTurnMaker(deps: TurnMakerDeps): TurnMaker {
  let desk: DeskFacts | null = null;
  let readAt = 0;

  const flowsFor = withScripts(deps.flows);
  const gathering = { ...deps, flowsFor };
  const factsFor = (conversation: Conversation, state: Arrival) =>
    gather(gathering, desk, conversation, state);

  const finish = (turn: Turn, event: TurnCommit['event']): TurnCommit => ({
    ...turn,
    event,
    dispatch: turn.deliveries.length > 0 && deps.mayDispatch(turn.next.account),
  });

  return {
    async refresh() {
      const now = deps.clock.monotonic();
      if (desk && now - readAt < LIMITS.deskFactsMs) return;
      desk = await deps.store.readDeskFacts();
      readAt = now;
    },
    forgetDesk() {
      desk = null;
    },
    decides: (event) => event.type !== 'receipt' && event.type !== 'unknown',
    fresh(accept, state) {
      const conversation = state.conversation ?? firstConversation(accept, deps.defaultLocale);
      return finish(decide(conversation, accept.event, factsFor(conversation, state)), {
        kind: 'fresh',
        accept,
      });
    },
    stored(arrival) {
      const { conversation, item } = arrival;
      const turn = decide(conversation, item.event, factsFor(conversation, arrival));
      return finish(turn, { kind: 'stored', inboxId: item.inboxId });
    },
    parked(arrival, error) {
      const { conversation, item } = arrival;
      const facts = factsFor(conversation, arrival);
      const event = { kind: 'stored' as const, inboxId: item.inboxId };
      try {
        return finish(decideParked(conversation, facts, error.message, { words: true }), event);
      } catch {
        return finish(decideParked(conversation, facts, error.message, { words: false }), event);
      }
    },
  };
}

/** The flows that go with a set of content: a turn sees words and scripts of the same edit. */
function withScripts(flows: FlowRuntime): (content: LiveContent) => FlowRuntime {
  const known = new WeakMap<ContentFlows, FlowRuntime>();
  return ({ scripts }) => {
    if (!scripts) return flows;
    const found = known.get(scripts) ?? flows.including(scripts);
    known.set(scripts, found);
    return found;
  };
}

function gather(
  deps: TurnMakerDeps & { flowsFor(content: LiveContent): FlowRuntime },
  desk: DeskFacts | null,
  conversation: Conversation,
  { ahead, heardAtMs, offered, offer, links }: Arrival,
): Facts {
  const channel = deps.channel(conversation.account);
  assert(channel, `account "${conversation.account}" is configured`);
  assert(desk, 'the facts of the desk are read');
  const content = deps.content();
  return {
    nowMs: deps.clock.now(),
    random: deps.random,
    content,
    flows: deps.flowsFor(content),
    channel,
    desk,
    ahead,
    heardAtMs,
    offered,
    offer,
    links: links ?? null,
    elsewhere: deps.elsewhere?.() ?? [],
    products: deps.products ?? null,
    hasOrders: deps.hasOrders ?? true,
    rerankMs: deps.rerankMs ?? null,
  };
}
