/**
 * The pages that watch the playground: one stream of events each. A page that comes (back) gets the whole state first, so
 * nothing needs to be kept for those who are away; one that does not read is dropped.
 */
import type { ServerResponse } from 'node:http';
import type { LetterView, PlaygroundEvent, PlaygroundState } from '../../api/playground.ts';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';

export interface Streams {
  /** Keeps this answer open and tells it everything. */
  open(response: ServerResponse): void;
  tell(event: PlaygroundEvent): void;
}

export interface StreamDeps {
  clock: Clock;
  state(): PlaygroundState;
  letters(): LetterView[];
  /** Words of ours that wait to be sent. */
  waiting(): number;
}

/** No stream is open at first, and nothing ticks while none is. */
export function createStreams({ clock, state, letters, waiting }: StreamDeps): Streams {
  const open = new Set<ServerResponse>();
  let mail = 0;
  let shownWaiting = 0;
  let stopTicking: (() => void) | null = null;
  let sincePing = 0;

  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > LIMITS.liveBufferBytes) response.destroy();
    else response.write(text);
  };
  const tell = (event: PlaygroundEvent): void => {
    const text = frame(event.type, event);
    for (const response of open) write(response, text);
  };
  const tick = (): void => {
    stopTicking = clock.after(LIMITS.playgroundMailMs, tick);
    const now = letters();
    // The list is bounded, so its length stands still one day; the time of the newest does not.
    const newest = now.at(-1)?.atMs ?? 0;
    if (newest !== mail) tell({ type: 'letters', letters: now });
    mail = newest;
    if (waiting() !== shownWaiting) tell({ type: 'waiting', waiting: (shownWaiting = waiting()) });
    sincePing += LIMITS.playgroundMailMs;
    if (sincePing < LIMITS.liveHeartbeatMs) return;
    sincePing = 0;
    for (const response of open) write(response, ': here\n\n');
  };
  const close = (response: ServerResponse): void => {
    open.delete(response);
    if (open.size > 0) return;
    stopTicking?.();
    stopTicking = null;
  };

  return {
    tell,
    open(response) {
      const [oldest] = open;
      if (open.size >= LIMITS.playgroundStreams && oldest !== undefined) oldest.destroy();
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
      });
      response.once('close', () => close(response));
      response.on('error', () => {});
      open.add(response);
      mail = letters().at(-1)?.atMs ?? 0;
      write(response, `retry: 1000\n${frame('hello', state())}`);
      if (stopTicking === null) tick();
    },
  };
}

function frame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
