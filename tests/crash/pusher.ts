/**
 * Pushes updates to the webhook as Telegram does: one at a time of each chat, in order, and again and again until the answer
 * is 2xx. It is faster than Telegram to try again, so that many kills fit into a minute.
 */
import { Pool } from 'undici';
import type { WireUpdate } from '../../bots/telegram/emulator/wire.ts';
import { SECRET } from './product-process.ts';

export interface Pusher {
  push(update: WireUpdate, chat: string): void;
  /** Ids that were answered with 2xx. */
  acknowledged: Set<number>;
  /** Updates that wait for their 2xx. */
  readonly waiting: number;
  /** How often an update was pushed in vain. */
  readonly refusals: number;
  /** Called at each 2xx. */
  onAcknowledged: (() => void) | null;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 320;
const CONNECTIONS = 40;

export function createPusher(webhookUrl: string): Pusher {
  const { origin, pathname } = new URL(webhookUrl);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1, connectTimeout: 2_000 });
  const lanes = new Map<string, WireUpdate[]>();
  let waiting = 0;
  let refusals = 0;
  let closed = false;

  async function send(update: WireUpdate): Promise<boolean> {
    try {
      const answer = await pool.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
        body: JSON.stringify(update),
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }

  async function work(chat: string, lane: WireUpdate[]): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (let update = lane[0]; update && !closed; update = lane[0]) {
      if (await send(update)) {
        lane.shift();
        waiting -= 1;
        pause = FIRST_PAUSE_MS;
        pusher.acknowledged.add(update.update_id);
        pusher.onAcknowledged?.();
      } else {
        refusals += 1;
        await new Promise((resolve) => {
          setTimeout(resolve, pause);
        });
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    lanes.delete(chat);
  }

  const pusher: Pusher = {
    acknowledged: new Set(),
    onAcknowledged: null,
    get waiting() {
      return waiting;
    },
    get refusals() {
      return refusals;
    },
    push(update, chat) {
      waiting += 1;
      const lane = lanes.get(chat);
      if (lane) return void lane.push(update);
      const fresh = [update];
      lanes.set(chat, fresh);
      void work(chat, fresh);
    },
    async close() {
      closed = true;
      await pool.destroy();
    },
  };
  return pusher;
}
