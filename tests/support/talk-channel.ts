/**
 * A channel for talks in tests: what the bot sends is kept, what the customer does is handed in. It behaves like a
 * messenger with buttons and share keyboards, and it can be told to fail.
 */
import type { Part, RenderableContent } from '../../src/core/content.ts';
import type { ChannelAdapter, ChannelFacts, EventSink, SendResult } from '../../src/core/ports/channel.ts';
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
  /** Hands an event in as the platform would. */
  take(event: ChannelEvent): Promise<void>;
  /** The next sends end so, in order; then they succeed again. */
  fail(...results: SendResult[]): void;
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

export function createTalkChannel(account: AccountId = 'talk:main'): TalkChannel {
  let sink: EventSink | null = null;
  let failures: SendResult[] = [];
  const sent: SentMessage[] = [];
  return {
    account,
    facts: FACTS,
    sent,
    async open(to) {
      sink = to;
    },
    async close() {
      sink = null;
    },
    receive: () => ({ ok: false, status: 404, reason: 'a talk has no webhook' }),
    render: (content) => [{ kind: 'message', body: content as unknown as Part['body'] }],
    async send(address, part) {
      const failure = failures.shift();
      if (failure) return failure;
      const content = part.body as unknown as RenderableContent;
      sent.push({ address, text: plainText(runsOf(content)), content });
      return { kind: 'sent', externalId: String(sent.length) };
    },
    signal() {},
    fetchMedia: async () => ({ ok: true, bytes: new Uint8Array([1, 2, 3]), mime: 'image/png', name: null }),
    check: async () => [],
    async take(event) {
      if (!sink) throw new Error('The talk channel is closed');
      await sink([{ event, raw: JSON.stringify(event) }]);
    },
    fail(...results) {
      failures = [...failures, ...results];
    },
  };
}
