/**
 * A talk that reads like a chat, against the real engine, the real store, the real content and the real shop; only the
 * clock, the dice and the messenger are the test's. `bot(…)` takes the next message that the customer got.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { IncomingContent, RenderableButton, RenderableContent } from '../../src/core/content.ts';
import type { ChannelEvent, ChannelEventHead, CommandOutcome, DeskCommand } from '../../src/core/event.ts';
import type { AccountId, ConversationId, OperatorId } from '../../src/core/ids.ts';
import type { ContactAddress } from '../../src/core/ports/channel.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import type { Metrics } from '../../src/core/ports/metrics.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { CommandAnswer, Door } from '../../src/core/ports/accept.ts';
import type { Notice } from '../../src/core/notice.ts';
import type { ConversationDetail } from '../../src/core/ports/desk-store.ts';
import type { QuietHours } from '../../src/core/ports/quiet-hours.ts';
import type { LiveContent } from '../../src/core/ports/words.ts';
import type { ProductFinder } from '../../src/core/ports/product-finder.ts';
import type { TaskHandlers } from '../../src/core/ports/task.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { FLOWS } from '../../flows/registry.ts';
import { createManualClock, createSeededRandom, type ManualClock } from './manual-clock.ts';
import { createTalkChannel, type SentMessage, type TalkChannel } from './talk-channel.ts';
import { sampleContent } from './sample-content.ts';

export interface TalkOptions {
  /** The platform's language tag of the customer. Default `ru`. */
  languageTag?: string;
  name?: string;
  /** Local time of the shop at the start, `2026-11-23T12:00:00+03:00` by default: a Monday noon. */
  at?: string;
  seed?: number;
  products?: ProductFinder;
  /** False: the shop has shown us no orders. */
  hasOrders?: boolean;
  /** Somebody else chooses among answers, within so long. */
  rerankMs?: number;
  /** `notice`: the door by which the shop speaks of itself; it leads to the engine that runs at that moment. */
  handlers?(parts: {
    store: SqliteStore;
    clock: ManualClock;
    content: LiveContent;
    notice: Door['notice'];
  }): TaskHandlers;
  content?: LiveContent;
  /** When nothing is said unasked; there are no such hours unless given. */
  quiet?: QuietHours;
  /** What the messenger can do, where it differs from the usual. */
  facts?: Partial<ChannelFacts>;
  metrics?: Metrics;
  /** Operators on duty, by name. */
  operators?: string[];
  /** Further channels, each with the way in that customers of the others are told; `viber:main@anna` writes there. */
  channels?: Partial<Record<AccountId, ContactAddress | null>>;
}

export interface Talk {
  customer(text: string, who?: string): Promise<void>;
  sends(content: IncomingContent, who?: string): Promise<void>;
  /** Anything else that a messenger tells; the head is filled in unless given. */
  happens(event: Happening, who?: string): Promise<void>;
  /** Presses a button of the newest message that has it. */
  tap(label: string | RegExp, who?: string): Promise<void>;
  /** The next message to the customer that no `bot` has taken yet; it must fit. */
  bot(expected: string | RegExp, who?: string): SentMessage;
  /** Nothing more was said. */
  silence(who?: string): void;
  /** Labels of the buttons under the last message taken. */
  buttons(who?: string): string[];
  later(duration: `${number}${'s' | 'm' | 'h' | 'd'}`): Promise<void>;
  operator(name: string): { does(command: DeskCommand, who?: string): Promise<CommandOutcome> };
  conversation(who?: string): Promise<ConversationDetail>;
  /** The shop says something of itself. */
  shop(says: Notice, key: string, who?: string): Promise<CommandAnswer>;
  /** The desk notices that this operator's console has been silent for too long. */
  gone(conversationId: ConversationId, operatorId: OperatorId): Promise<void>;
  /** Stops the engine and starts another one on the same file; `meanwhile` has it for itself. */
  restart(meanwhile?: (file: string) => void): Promise<void>;
  close(): Promise<void>;
  readonly channel: TalkChannel;
  readonly store: SqliteStore;
  readonly clock: ManualClock;
}

type Happening = DistributiveOmit<ChannelEvent, keyof ChannelEventHead> & Partial<ChannelEventHead>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const UNIT = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export async function openTalk(options: TalkOptions = {}): Promise<Talk> {
  const dir = await mkdtemp(join(tmpdir(), 'talk-'));
  const clock = createManualClock(Date.parse(options.at ?? '2026-11-23T12:00:00+03:00'));
  const random = createSeededRandom(options.seed ?? 1);
  const channel = createTalkChannel('talk:main', options.facts);
  const others = Object.keys(options.channels ?? {}) as AccountId[];
  const channels = new Map(
    [channel, ...others.map((account) => createTalkChannel(account))].map(withAccount),
  );
  const content = options.content ?? (await sampleContent());
  const flows = createFlowRuntime(FLOWS);
  let store!: SqliteStore;
  let engine!: Engine;
  let externalId = 0;
  let commandId = 0;
  const taken = new Map<string, number>();
  const last = new Map<string, SentMessage>();
  const operators = new Map<string, OperatorId>();

  const notice: Door['notice'] = (id, words, key) => engine.door.notice(id, words, key);

  const start = async () => {
    store = await createSqliteStore({
      file: join(dir, 'prilavok.sqlite'),
      clock,
      random,
      log: silentLog,
      defaultLocale: 'ru',
      ...(options.quiet ? { noticesFrom: options.quiet.endOf } : {}),
    });
    engine = createEngine({
      store,
      adapters: channels,
      elsewhere: () =>
        others.flatMap((account) => {
          const place = options.channels?.[account];
          return place ? [{ account, ...place }] : [];
        }),
      flows,
      handlers: options.handlers?.({ store, clock, content, notice }) ?? {},
      ...(options.products ? { products: options.products } : {}),
      ...(options.hasOrders === undefined ? {} : { hasOrders: options.hasOrders }),
      ...(options.rerankMs === undefined ? {} : { rerankMs: options.rerankMs }),
      content: () => content,
      defaultLocale: 'ru',
      clock,
      random,
      log: silentLog,
      ...(options.metrics ? { metrics: options.metrics } : {}),
    });
    for (const one of channels.values()) await one.open(engine.door.sink);
    await engine.start();
  };

  const stop = async () => {
    await untilQuiet(engine, clock);
    const stopped = engine.stop();
    for (let spin = 0; spin < 20; spin += 1) await step(clock, 10);
    await stopped;
    await store.close();
  };

  const untilSettled = () => untilQuiet(engine, clock);
  const address = (who: string | undefined) => who ?? 'customer';
  // `viber:main@anna`, or only the address on the first channel.
  const placeOf = (who: string) => {
    const [account, name] = who.includes('@')
      ? (who.split('@') as [AccountId, string])
      : [channel.account, who];
    const found = channels.get(account);
    if (!found) throw new Error(`No channel ${account}`);
    return { channel: found, address: name };
  };
  const messagesTo = (who: string) => {
    const place = placeOf(who);
    return place.channel.sent.filter((message) => message.address === place.address);
  };

  const take = async (who: string, event: Happening) => {
    externalId += 1;
    const head = {
      account: placeOf(who).channel.account,
      externalId: String(externalId),
      address: placeOf(who).address,
      occurredAtMs: clock.now(),
      profile: { name: options.name ?? 'Анна Котова', languageTag: options.languageTag ?? 'ru' },
    };
    const done = placeOf(who).channel.take({ ...head, ...event });
    await untilSettled();
    await done;
    await untilSettled();
  };

  const wrote = (incoming: IncomingContent): Happening => ({
    type: 'message',
    messageId: `m${externalId + 1}`,
    content: incoming,
  });

  await start();
  for (const [index, name] of (options.operators ?? []).entries()) {
    const operator = await store.createOperator({
      publicId: `operator-${index}`,
      login: name.toLowerCase(),
      name,
      role: 'operator',
      locale: 'ru',
      maxLoad: 8,
      passwordHash: 'none',
      atMs: clock.now(),
    });
    if (!operator) throw new Error('The operator was not created');
    operators.set(name, operator.id);
    await store.setOnDuty(operator.id, true, clock.now());
    await store.touchPresence(operator.id, clock.now());
  }

  const conversation = async (who?: string) => {
    const rows = await store.listConversations({ view: 'all', limit: 50 });
    for (const row of rows) {
      const detail = await store.readConversation(row.publicId);
      const place = placeOf(address(who));
      if (detail?.account === place.channel.account && detail.address === place.address) return detail;
    }
    throw new Error(`No conversation with ${address(who)}`);
  };

  return {
    get channel() {
      return channel;
    },
    get store() {
      return store;
    },
    clock,
    customer: (text, who) => take(address(who), wrote({ text })),
    sends: (incoming, who) => take(address(who), wrote(incoming)),
    happens: (event, who) => take(address(who), event),
    async tap(label, who) {
      for (const message of messagesTo(address(who)).toReversed()) {
        for (const button of renderedButtons(message.content)) {
          if (button.kind === 'reply' && fits(button.label, label)) {
            return take(address(who), { type: 'button', token: button.token, tapId: `t${externalId}` });
          }
        }
      }
      throw new Error(`No button "${String(label)}" was offered`);
    },
    bot(expected, who) {
      const index = taken.get(address(who)) ?? 0;
      const message = messagesTo(address(who))[index];
      if (!message) throw new Error(`The bot said nothing; expected ${String(expected)}`);
      taken.set(address(who), index + 1);
      last.set(address(who), message);
      if (typeof expected === 'string') expect(message.text).toContain(expected);
      else expect(message.text).toMatch(expected);
      return message;
    },
    silence(who) {
      const more = messagesTo(address(who)).slice(taken.get(address(who)) ?? 0);
      expect(more.map(({ text }) => text)).toEqual([]);
    },
    buttons: (who) => (last.get(address(who))?.content.buttons ?? []).map(({ label }) => label),
    async later(duration) {
      const unit = duration.at(-1) as keyof typeof UNIT;
      const until = clock.now() + Number(duration.slice(0, -1)) * UNIT[unit];
      // The poll is let run now and then on the way, not a million times.
      const stride = Math.max(250, (until - clock.now()) / 200);
      while (clock.now() < until) {
        clock.advance(Math.min(stride, until - clock.now()));
        await untilSettled();
      }
    },
    operator(name) {
      const id = operators.get(name);
      if (id === undefined) throw new Error(`No operator ${name}`);
      return {
        async does(command, who) {
          await store.touchPresence(id, clock.now());
          const target = await conversation(who);
          commandId += 1;
          const clientId = 'clientId' in command ? command.clientId : `c${commandId}`;
          const answer = engine.door.command(target.id, id, command, clientId);
          await untilSettled();
          const result = await answer;
          if (result.kind !== 'done') throw new Error(`The command is ${result.kind}`);
          await untilSettled();
          return result.outcome;
        },
      };
    },
    conversation,
    async shop(says, key, who) {
      const { id } = await conversation(who);
      const answer = engine.door.notice(id, says, key);
      await untilSettled();
      return answer;
    },
    async gone(conversationId, operatorId) {
      commandId += 1;
      const done = engine.door.command(
        conversationId,
        null,
        { do: 'operator-gone', operatorId },
        `c${commandId}`,
      );
      await untilSettled();
      await done;
      await untilSettled();
    },
    async restart(meanwhile) {
      await stop();
      meanwhile?.(join(dir, 'prilavok.sqlite'));
      await start();
    },
    async close() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function renderedButtons({ buttons = [], cards = [] }: RenderableContent): RenderableButton[] {
  return [...buttons, ...cards.flatMap((card) => card.buttons ?? [])];
}

function withAccount(channel: TalkChannel): [AccountId, TalkChannel] {
  return [channel.account, channel];
}

function fits(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}

/** Lets real work happen until the engine rests; what waits for the clock gets a little time now and then. */
async function untilQuiet(engine: Engine, clock: ManualClock): Promise<void> {
  let quiet = 0;
  for (let spin = 0; quiet < 3; spin += 1) {
    if (spin > 5_000) throw new Error('The engine does not come to rest');
    await step(clock, spin % 20 === 19 ? 50 : 0);
    quiet = engine.busy ? 0 : quiet + 1;
  }
}

async function step(clock: ManualClock, ms: number): Promise<void> {
  await new Promise((next) => {
    setImmediate(next);
  });
  if (ms > 0) clock.advance(ms);
}
