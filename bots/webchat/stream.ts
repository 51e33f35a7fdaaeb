/**
 * One visitor's stream: Server-Sent Events in the body of an answer. Bounded: a browser that does not read is dropped before its
 * backlog grows; it comes back with its cursor and misses nothing.
 */
import { LIMITS } from '../../src/core/limits.ts';
import type { Mailbox } from '../../src/core/ports/mailbox.ts';
import { answerJson, refuse } from './answers.ts';
import { tooFast, type Chat, type VisitorCall } from './chat.ts';
import type { Bye, ChatStream } from './hub.ts';
import { toItem } from './line-body.ts';
import { CHAT_LIMITS } from './protocol.ts';

const RETRY_MS: Record<Bye, number> = { session: 0, reload: 0, 'too-many': 60_000, restart: 1_000 };
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-content-type-options': 'nosniff',
  // Proxies must not hold events back until a buffer is full.
  'x-accel-buffering': 'no',
};
const encoder = new TextEncoder();

/** `GET stream`. The cursor is `Last-Event-ID`, else `?after=`, else the newest line. */
export function openStream(chat: Chat, call: VisitorCall): Response {
  const { visitor, tokenHash, from, request, url } = call;
  const waitMs = tooFast(chat, ['stream by visitor', visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const given = request.headers.get('last-event-id') ?? url.searchParams.get('after');
  const after = given === null ? visitor.cursor : cursorOf(given);
  if (after === null) return refuse('bad-request');
  const queue = new ByteLengthQueuingStrategy({ highWaterMark: LIMITS.chatBufferBytes });
  let stream: ChatStream | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stream = createStream({ visitorId: visitor.id, tokenHash, from }, chat, controller, after);
      },
      cancel() {
        if (stream) chat.hub.remove(stream);
      },
    },
    queue,
  );
  const opened = stream as ChatStream | null;
  if (opened === null || !chat.hub.add(opened)) return refuse('busy', RETRY_MS['too-many']);
  const { marks, cursor, address } = visitor;
  opened.say({ event: 'hello', data: { marks, cursor, release: chat.hosted.release, visitor: address } });
  // Behind by more than we catch up, or ahead of us: this browser shows something we do not know.
  if (after > cursor || chat.hosted.mailbox.readAfter(visitor.id, after, CATCH_UP).length === CATCH_UP)
    opened.bye('reload');
  else opened.catchUp();
  return new Response(body, { status: 200, headers: HEADERS });
}

const CATCH_UP = CHAT_LIMITS.streamCatchUp + 1;

function createStream(
  who: Pick<ChatStream, 'visitorId' | 'tokenHash' | 'from'>,
  chat: Chat,
  controller: ReadableStreamDefaultController<Uint8Array>,
  after: number,
): ChatStream {
  let cursor = after;
  let open = true;
  const end = (): void => {
    open = false;
    chat.hub.remove(stream);
  };
  const write = (text: string): void => {
    if (!open) return;
    if ((controller.desiredSize ?? 0) <= 0) {
      end();
      // Too slow to be told: it will find the connection cut.
      return controller.error(new Error('the visitor does not read'));
    }
    controller.enqueue(encoder.encode(text));
  };
  const stream: ChatStream = {
    ...who,
    say: ({ event, data }) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    catchUp() {
      while (open) {
        const lines = chat.hosted.mailbox.readAfter(who.visitorId, cursor, LIMITS.chatBatch);
        for (const line of lines) {
          const data = { seq: line.changed, put: toItem(line) };
          write(`id: ${line.changed}\nevent: entry\ndata: ${JSON.stringify(data)}\n\n`);
          if (!open) return;
          cursor = line.changed;
        }
        if (lines.length < LIMITS.chatBatch) return;
      }
    },
    beat: () => write(': \n\n'),
    bye(reason) {
      stream.say({ event: 'bye', data: { reason, retryMs: RETRY_MS[reason] } });
      if (!open) return;
      end();
      controller.close();
    },
  };
  return stream;
}

/** `GET history?before=<seq>`: what stands now, oldest first. */
export function readHistory(chat: Chat, { visitor, url }: VisitorCall): Response {
  const waitMs = tooFast(chat, ['read by visitor', visitor.id]);
  if (waitMs > 0) return refuse('slow-down', waitMs);
  const given = url.searchParams.get('before');
  const before = given === null ? Number.MAX_SAFE_INTEGER : cursorOf(given);
  if (before === null) return refuse('bad-request');
  const lines = readPage(chat.hosted.mailbox, visitor.id, before);
  const more = lines.length > CHAT_LIMITS.historyPage;
  const items = (more ? lines.slice(1) : lines).map(toItem);
  return answerJson({ items, more, cursor: visitor.cursor });
}

function readPage(mailbox: Mailbox, visitorId: number, before: number) {
  return mailbox.readBefore(visitorId, before, CHAT_LIMITS.historyPage + 1);
}

function cursorOf(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
