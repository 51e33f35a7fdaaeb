/** One kept connection to a bot's webhook, one request at a time, by hand: a client library would cost more than some bots. */
import { connect, type Socket } from 'node:net';

export interface Connection {
  /** Calls back with the status, 0 when the connection broke. */
  post(body: string, done: (status: number) => void): void;
  close(): void;
}

const END_OF_HEAD = '\r\n\r\n';

export function createConnection(port: number, path: string, secret: string): Connection {
  const head =
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
    `X-Telegram-Bot-Api-Secret-Token: ${secret}\r\nConnection: keep-alive\r\nContent-Length: `;
  let socket: Socket | null = null;
  let waiting: ((status: number) => void) | null = null;
  let received = '';

  const settle = (status: number) => {
    const done = waiting;
    waiting = null;
    received = '';
    done?.(status);
  };

  const read = (chunk: string) => {
    received += chunk;
    const end = received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const answer = received.slice(0, end).toLowerCase();
    const length = /content-length: *(\d+)/.exec(answer)?.[1];
    const bodyEnd = END_OF_HEAD.length + end + Number(length ?? 0);
    const isWhole =
      length === undefined && answer.includes('chunked')
        ? received.includes('0\r\n\r\n', end)
        : received.length >= bodyEnd;
    if (isWhole) settle(Number(answer.slice(9, 12)));
  };

  const open = (): Socket => {
    const fresh = connect(port, '127.0.0.1');
    fresh.setNoDelay(true);
    fresh.setEncoding('latin1');
    const broken = () => {
      if (socket !== fresh) return;
      socket = null;
      settle(0);
    };
    fresh.on('data', read).on('error', broken).on('close', broken);
    return fresh;
  };

  return {
    post(body, done) {
      waiting = done;
      socket ??= open();
      socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
    },
    close() {
      waiting = null;
      socket?.destroy();
    },
  };
}
