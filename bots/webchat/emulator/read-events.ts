/** Server-Sent Events out of the body of an answer, checked against the protocol. What does not fit it is an error. */
import { streamEventSchema, type StreamEvent } from '../protocol.ts';

/** Ends when the body ends; throws when the connection breaks. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const event = readEvent(rest.slice(0, end));
      rest = rest.slice(end + 2);
      if (event !== null) yield event;
    }
  }
}

/** Null for a comment line, which only says that the connection lives. */
function readEvent(block: string): StreamEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const event = fields.get('event');
  if (event === undefined) return null;
  return streamEventSchema.parse({ event, data: JSON.parse(fields.get('data') ?? 'null') as unknown });
}
