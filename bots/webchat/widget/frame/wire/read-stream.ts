/**
 * Server-Sent Events out of a `fetch` body, since EventSource cannot carry an Authorization header. Yields whole events
 * only: what a broken connection leaves half-said is dropped and comes again by the cursor.
 */
import type { StreamEvent } from '../../../protocol.ts';

/** `heard` is called for everything that arrives, heartbeats too. Returns when the server ends the stream, throws when it breaks. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  take: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    text += decoder.decode(value, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = readBlock(block);
      if (event !== null) take(event);
    }
  }
}

/** One event; null for comments and for anything this version does not know. */
export function readBlock(block: string): StreamEvent | null {
  let name = '';
  let data = '';
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    else if (field === 'data') data += value;
  }
  if (!KNOWN.has(name)) return null;
  try {
    return { event: name, data: JSON.parse(data) as unknown } as StreamEvent;
  } catch {
    return null;
  }
}

const KNOWN: ReadonlySet<string> = new Set(['hello', 'entry', 'marks', 'typing', 'bye']);
