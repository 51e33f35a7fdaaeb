/**
 * A channel for talks in tests: what the bot sends is kept, what the customer does is handed in. It behaves like a
 * messenger with buttons and share keyboards, and it can be told to fail.
 */
import type { Json, RenderableContent } from '../../src/core/content.ts';
import type {
  ChannelAdapter,
  ChannelFacts,
  EventSink,
  SendResult,
  Signal,
} from '../../src/core/ports/channel.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { plainText, runsOf } from '../../src/rendering/markup.ts';

export interface SentMessage {
  address: string;
  text: string;
  content: RenderableContent;
}

export interface TalkChannel extends ChannelAdapter {
  sent: SentMessage[];
  /** Keys of all calls, failed ones too, in order. */
  keys: string[];
  signals: Signal[];
  /** Hands an event in as the platform would. */
  take(event: ChannelEvent): Promise<void>;
  /** The next sends end so, in order; then they succeed again. */
  fail(...results: SendResult[]): void;
  /** From now on every send ends so, and nobody answers there; null: all is well again. */
  down(result: SendResult | null): void;
}

const FACTS: ChannelFacts = {
  platform: 'talk',
  textMax: 4096,
  captionMax: 1024,
  buttonsMax: 8,
  listMax: 0,
  cardsMax: 0,
  buttonLabelMax: 64,
  payloadMax: 64,
  media: { photoBytesMax: 10_000_000, documentBytesMax: 50_000_000, downloadBytesMax: 20_000_000 },
  receipts: 'none',
  settlesMs: null,
  replyWindowMs: null,
  edit: true,
  typing: true,
  sharePhone: true,
  shareLocation: true,
  chatPauseMs: 0,
  intake: 'webhook',
};

export function createTalkChannel(
  account: AccountId = 'talk:main',
  facts: Partial<ChannelFacts> = {},
): TalkChannel {
  let sink: EventSink | null = null;
  let failures: SendResult[] = [];
  let standing: SendResult | null = null;
  const sent: SentMessage[] = [];
  const keys: string[] = [];
  const signals: Signal[] = [];
  return {
    account,
    facts: { ...FACTS, ...facts },
    sent,
    keys,
    signals,
    async open(to) {
      sink = to;
    },
    async close() {
      sink = null;
    },
    receive: () => ({ ok: false, status: 404, reason: 'a talk has no webhook' }),
    render: (content) => {
      const body = content as unknown as Json;
      // A template says its own name, so that a talk can tell it from the words.
      const template = content.template && { text: content.template.name };
      return [{ kind: 'message', body, ...(template ? { whenClosed: template } : {}) }];
    },
    async send(address, part, key) {
      keys.push(key);
      const failure = standing ?? failures.shift();
      if (failure) return failure;
      const content = part.body as unknown as RenderableContent;
      sent.push({ address, text: plainText(runsOf(content)), content });
      return { kind: 'sent', externalId: String(sent.length) };
    },
    signal(_address, signal) {
      signals.push(signal);
    },
    fetchMedia: async () => ({ ok: true, bytes: new Uint8Array([1, 2, 3]), mime: 'image/png', name: null }),
    check: async () => [],
    answers: async () => standing === null,
    async take(event) {
      if (!sink) throw new Error('The talk channel is closed');
      await sink([{ event, raw: JSON.stringify(event) }]);
    },
    down(result) {
      standing = result;
    },
    fail(...results) {
      failures = [...failures, ...results];
    },
  };
}
