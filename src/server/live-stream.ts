/**
 * One console's live stream: Server-Sent Events on a bare response. A console that does not read is dropped before its
 * backlog grows; it comes back with its cursor and misses nothing.
 */
import type { ServerResponse } from 'node:http';
import { LIMITS } from '../core/limits.ts';
import type { OperatorId } from '../core/ids.ts';

export interface LiveStream {
  readonly operatorId: OperatorId;
  readonly tokenHash: string;
  /** Everything up to here has been sent. */
  cursor: number;
  /** Caught up: pushes go straight through. */
  ready: boolean;
  /** What this console was last told about the people of the desk. */
  operators: string;
  /** False when the console is gone or was dropped as too slow. */
  send(event: string, data: string, id?: number): boolean;
  /** Says why and closes; the console does not come back by itself. */
  bye(reason: 'signed-out' | 'disabled' | 'too-many-streams'): void;
  /** Closes without a word; the console connects anew. */
  close(): void;
  readonly open: boolean;
}

/** Writes the head of the stream. `onClose` is called once, whoever closes. */
export function openStream(
  response: ServerResponse,
  who: { operatorId: OperatorId; tokenHash: string },
  onClose: (stream: LiveStream) => void,
): LiveStream {
  let open = true;
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // Proxies must not hold events back until a buffer is full.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const stream: LiveStream = {
    ...who,
    cursor: 0,
    ready: false,
    operators: '',
    send(event, data, id) {
      if (!open) return false;
      if (response.writableLength > LIMITS.liveBufferBytes) {
        response.destroy();
        return false;
      }
      response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
      return true;
    },
    bye(reason) {
      stream.send('bye', JSON.stringify({ reason }));
      stream.close();
    },
    close() {
      if (open) response.end();
    },
    get open() {
      return open;
    },
  };
  response.once('close', () => {
    open = false;
    onClose(stream);
  });
  response.on('error', () => {});
  return stream;
}
