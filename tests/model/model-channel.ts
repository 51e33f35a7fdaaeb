/**
 * A messenger whose answers the schedule holds in its hand: every call to it stays open until the schedule says how it
 * ends, so that anything at all can happen while a part is on its way.
 */
import type { Part, RenderableContent } from '../../src/core/content.ts';
import type { AccountId, Address } from '../../src/core/ids.ts';
import type { ChannelAdapter, ChannelFacts, SendResult } from '../../src/core/ports/channel.ts';
import { PART_MARK } from './model-content.ts';

/** What a schedule chooses of a messenger. */
export type Kind = Pick<ChannelFacts, 'settlesMs' | 'replyWindowMs'>;

export interface OpenCall {
  key: string;
  /** The messenger has told by a receipt that it has the part; the call goes on. */
  reported: boolean;
  address: Address;
  tokens: string[];
  answer(result: SendResult): void;
}

export interface ModelChannel extends ChannelAdapter {
  /** Calls that have not been answered, oldest first. */
  calls: OpenCall[];
  /** Tokens of the buttons that an address was offered, oldest first. */
  offered(address: Address): string[];
}

export const ACCOUNT: AccountId = 'model:main';

const FACTS: ChannelFacts = {
  platform: 'model',
  textMax: 4096,
  captionMax: 1024,
  buttonsMax: 8,
  listMax: 0,
  cardsMax: 0,
  buttonLabelMax: 64,
  payloadMax: 64,
  media: { photoBytesMax: 1, documentBytesMax: 1, downloadBytesMax: 1 },
  receipts: 'none',
  settlesMs: null,
  replyWindowMs: null,
  edit: false,
  typing: false,
  sharePhone: false,
  shareLocation: false,
  chatPauseMs: 0,
  intake: 'webhook',
};

/** `onSend` is called at the very moment a call begins. */
export function createModelChannel(
  kind: Kind,
  onSend: (key: string, address: Address) => void,
): ModelChannel {
  const offers = new Map<Address, string[]>();
  const calls: OpenCall[] = [];
  return {
    account: ACCOUNT,
    facts: { ...FACTS, ...kind },
    calls,
    offered: (address) => offers.get(address) ?? [],
    open: async () => {},
    close: async () => {},
    receive: () => ({ ok: false, status: 404, reason: 'the model has no webhook' }),
    render,
    send(address, part, key) {
      onSend(key, address);
      const { tokens } = part.body as { text: string; tokens: string[] };
      return new Promise((resolve) => {
        const call: OpenCall = {
          key,
          reported: false,
          address,
          tokens,
          answer(result) {
            calls.splice(calls.indexOf(call), 1);
            if (result.kind === 'sent') offers.set(address, [...(offers.get(address) ?? []), ...tokens]);
            resolve(result.kind === 'sent' ? { kind: 'sent', externalId: outsideId(key) } : result);
          },
        };
        calls.push(call);
      });
    },
    signal() {},
    fetchMedia: async () => ({ ok: false, reason: 'gone' }),
    check: async () => [],
  };
}

/** How the messenger calls the part. */
export function outsideId(key: string): string {
  return `out-${key}`;
}

function render(content: RenderableContent): Part[] {
  const tokens = (content.buttons ?? []).flatMap((button) => (button.kind === 'reply' ? [button.token] : []));
  const texts = (content.text ?? '').split(PART_MARK);
  return texts.map((text, index) => ({
    kind: 'message',
    body: { text, tokens: index === texts.length - 1 ? tokens : [] },
  }));
}
