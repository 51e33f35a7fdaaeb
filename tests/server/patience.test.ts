/** Nobody is waited for who has gone: a wait that goes on holds a socket's memory and, at the end, the whole process. */
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { test } from '@jest/globals';
import { systemClock, type Clock } from '../../src/core/clock.ts';
import { createPatience } from '../../src/server/patience.ts';
import { eventual } from '../support/eventual.ts';

/** `waits`: what is asked of it and neither over nor taken back. */
function countingClock(): { clock: Clock; waits: Set<object> } {
  const waits = new Set<object>();
  const after: Clock['after'] = (ms, fn) => {
    const wait = {};
    waits.add(wait);
    const cancel = systemClock.after(ms, () => {
      waits.delete(wait);
      fn();
    });
    return () => {
      waits.delete(wait);
      cancel();
    };
  };
  return { clock: { ...systemClock, after }, waits };
}

test.each([
  ['is answered before the body has ended', 413],
  ['is never answered', null],
])('whoever goes is not waited for: a request that %s', async (_what, status) => {
  const { clock, waits } = countingClock();
  const patience = createPatience(clock);
  let seen = 0;
  const server = createServer((request, response) => {
    patience.watch(request);
    patience.allow(request);
    seen = waits.size;
    if (status !== null) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nthe beginning');
  await eventual(async () => seen === 1, 'the request');
  if (status !== null) await new Promise((resolve) => void socket.once('data', resolve));
  socket.destroy();
  await eventual(async () => waits.size === 0, 'the end of the waiting');
  await new Promise((resolve) => void server.close(resolve));
});
