import { createServer, request, type IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { openStream, type LiveStream } from '../../src/server/live-stream.ts';

test('a console that does not read is dropped before its backlog grows, and the loss is noticed', async () => {
  let closed = 0;
  const opened: LiveStream[] = [];
  const server = createServer((_request, response) => {
    opened.push(openStream(response, { operatorId: 1, tokenHash: 'x' }, () => (closed += 1)));
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const response = await new Promise<IncomingMessage>((go) => request({ port, host: '127.0.0.1' }, go).end());
  response.on('error', () => {});
  response.pause();
  const [stream] = opened;
  const piece = 'x'.repeat(100_000);
  let sent = 0;
  while (stream?.send('conversations', piece)) {
    sent += piece.length;
    await new Promise((go) => setImmediate(go));
    expect(sent).toBeLessThan(LIMITS.liveBufferBytes * 20);
  }
  await new Promise((go) => setTimeout(go, 50));
  expect([closed, stream?.open, stream?.send('ping', '{}')]).toEqual([1, false, false]);
  response.destroy();
  await new Promise((go) => server.close(go));
});
