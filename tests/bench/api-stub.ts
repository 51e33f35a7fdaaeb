/**
 * The Bot API as a bench needs it: it answers at once and costs little, because it shares its process with the load. The
 * complete emulator is for tests; here its checks would be measured with the bots.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface ApiStub {
  url: string;
  /** Called for every message that was carried out. */
  onMessage: (chat: number, text: string) => void;
  /** This share of the sends is answered with 429 and `retry_after: 1`. */
  refusedShare: number;
  readonly refused: number;
  close(): void;
}

const ME = { id: 42, is_bot: true, first_name: 'Bench', username: 'bench_bot' };

export async function startApiStub(): Promise<ApiStub> {
  let messageId = 1;
  let refused = 0;
  let drawn = 0;

  const answer = (response: ServerResponse, status: number, body: string) => {
    response.writeHead(status, ['Content-Type', 'application/json', 'Content-Length', String(body.length)]);
    response.end(body);
  };

  const carryOut = (method: string, body: string, response: ServerResponse) => {
    if (method !== 'sendMessage') {
      const result = method === 'getMe' ? JSON.stringify(ME) : 'true';
      return answer(response, 200, `{"ok":true,"result":${result}}`);
    }
    const { chat_id: chat, text } = JSON.parse(body) as { chat_id: number | string; text: string };
    drawn += stub.refusedShare;
    if (drawn >= 1) {
      drawn -= 1;
      refused += 1;
      const why = '"error_code":429,"description":"Too Many Requests: retry after 1"';
      return answer(response, 429, `{"ok":false,${why},"parameters":{"retry_after":1}}`);
    }
    messageId += 1;
    stub.onMessage(Number(chat), text);
    const id = Number(chat);
    const result = `{"message_id":${messageId},"date":0,"chat":{"id":${id},"type":"private"},"text":""}`;
    return answer(response, 200, `{"ok":true,"result":${result}}`);
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const method = request.url?.slice(request.url.lastIndexOf('/') + 1) ?? '';
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => carryOut(method, body, response));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', 1_024, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stub: ApiStub = {
    url: `http://127.0.0.1:${port}`,
    onMessage: () => {},
    refusedShare: 0,
    get refused() {
      return refused;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return stub;
}
