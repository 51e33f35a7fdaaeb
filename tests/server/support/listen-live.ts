/** A console's live stream as a test sees it: events in order, with what each carried. */
import { request, type ClientRequest } from 'node:http';

export interface LiveEvent {
  event: string;
  id: number | null;
  data: Record<string, unknown>;
}

export interface Listener {
  events: LiveEvent[];
  /** The next event of this name that nobody has waited for yet. */
  next(event: string): Promise<LiveEvent>;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  status: number;
  leave(): void;
}

const WAIT_MS = 5_000;

export function listenLive(port: number, headers: Record<string, string>, query = ''): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const call: ClientRequest = request(
      { port, host: '127.0.0.1', path: `/api/live${query}`, headers },
      (response) => {
        const events: LiveEvent[] = [];
        const taken = new Set<LiveEvent>();
        let wake = (): void => {};
        let rest = '';
        let finish = (): void => {};
        const ended = new Promise<void>((done) => (finish = done));
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          const blocks = (rest + chunk).split('\n\n');
          rest = blocks.pop() ?? '';
          events.push(...blocks.map(parseBlock));
          wake();
        });
        response.on('close', () => {
          finish();
          wake();
        });
        response.on('error', () => {});
        resolve({
          events,
          ended,
          status: response.statusCode ?? 0,
          leave: () => call.destroy(),
          async next(name) {
            const until = performance.now() + WAIT_MS;
            for (;;) {
              const found = events.find((one) => one.event === name && !taken.has(one));
              if (found) {
                taken.add(found);
                return found;
              }
              if (performance.now() > until)
                throw new Error(`no ${name} came; ${events.map((one) => one.event).join()}`);
              await new Promise<void>((go) => {
                const timer = setTimeout(go, 100);
                wake = () => {
                  clearTimeout(timer);
                  go();
                };
              });
            }
          },
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
}

function parseBlock(block: string): LiveEvent {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const id = field('id');
  const data: unknown = JSON.parse(field('data') ?? '{}');
  return {
    event: field('event') ?? '',
    id: id === undefined ? null : Number(id),
    data: { ...(data as object) },
  };
}
