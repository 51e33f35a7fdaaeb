/**
 * Small signs to the customer. "Read" is told when a person of the shop has looked; typing only where that is wanted, because it
 * marks the last message as read on the way. Fire and forget, bounded, never throws.
 */
import type { Address } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Signal } from '../../src/core/ports/channel.ts';
import type { Graph } from './client.ts';

export interface Signaller {
  /** The last message of a person: a typing mark belongs to a message. */
  heard(address: Address, messageId: string): void;
  signal(address: Address, signal: Signal): void;
}

/** People whose last message is remembered; a lost one costs a typing mark. */
const REMEMBERED = 2_000;

export function createSignaller(
  graph: Graph,
  { phoneNumberId, typing }: { phoneNumberId: string; typing: boolean },
): Signaller {
  const last = new Map<Address, string>();
  let underWay = 0;
  const tell = (messageId: string, more: object): void => {
    if (underWay >= LIMITS.signalsAtOnce) return;
    underWay += 1;
    const call = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more };
    void graph.post(`${phoneNumberId}/messages`, call).finally(() => {
      underWay -= 1;
    });
  };
  return {
    heard(address, messageId) {
      if (!typing) return;
      last.delete(address);
      last.set(address, messageId);
      const [oldest] = last.keys();
      if (last.size > REMEMBERED && oldest !== undefined) last.delete(oldest);
    },
    signal(address, signal) {
      const messageId = last.get(address);
      if (signal.kind === 'read') tell(signal.messageId, {});
      else if (signal.kind === 'typing' && messageId !== undefined) {
        tell(messageId, { typing_indicator: { type: 'text' } });
      }
    },
  };
}
