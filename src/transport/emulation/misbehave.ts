/** Carries out the visible half of a fault: a strange answer, a cut connection, silence. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { Fault } from './faults.ts';
import { answer, cut } from './serve.ts';

const TRICKLE_MS = 100;

/**
 * Answers `response` as the fault says; `usual` is the body that would have been sent. Connections kept open on purpose are
 * put into `hanging`, whose functions let them go.
 */
export function misbehave(
  clock: Clock,
  hanging: Set<() => void>,
  response: ServerResponse,
  fault: Fault,
  usual: unknown,
): void {
  const body = fault.body ?? usual;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const contentType = typeof body === 'string' ? 'text/html' : 'application/json';
  switch (fault.drop) {
    case 'before':
    case 'after':
      return cut(response);
    case 'mid':
      response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, Math.ceil(text.length / 2)), () => cut(response));
      return;
    case 'hang':
      hanging.add(() => cut(response));
      return;
    case 'trickle':
      return trickle(clock, hanging, response, text);
    case 'endless':
      return pourForEver(response);
    case undefined:
      return answer(response, fault.status ?? 200, contentType, text, fault.headers);
  }
}

/** As fast as it is read, until the reader has had enough. */
function pourForEver(response: ServerResponse): void {
  const piece = Buffer.alloc(16_384, 1);
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.on('drain', more);
  more();
}

function trickle(clock: Clock, hanging: Set<() => void>, response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  let at = 0;
  let cancel = (): void => {};
  const next = (): void => {
    if (response.destroyed) return;
    if (at >= text.length) return void response.end();
    response.write(text[at]);
    at += 1;
    cancel = clock.after(TRICKLE_MS, next);
  };
  hanging.add(() => {
    cancel();
    cut(response);
  });
  next();
}
