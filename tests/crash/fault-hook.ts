/**
 * Loaded into the real process before the product (`node --import`), by tests only; the product knows nothing of it. It
 * kills the process at a named moment around a commit, or makes it acknowledge before it stores, so that the crash test
 * is known to notice.
 */
import { Server, ServerResponse, type IncomingMessage } from 'node:http';
import Database from 'better-sqlite3';
import { LIMITS } from '../../src/core/limits.ts';
import { FAULT_POINTS, isStatementPoint, type FaultPoint } from './fault-points.ts';

/** `<point>:<n>`: dies at the n-th time it comes by this point. */
const CRASH_AT = 'CRASH_AT';
/** `ack-first` */
const CRASH_BREAK = 'CRASH_BREAK';

/** `<limit>:<ms>`: what comes round seldom comes round often, so that a life is short. */
const CRASH_HURRY = 'CRASH_HURRY';

const [limit, everyMs] = (process.env[CRASH_HURRY] ?? '').split(':');
if (limit) Reflect.set(LIMITS, limit, Number(everyMs));
const [point, nth] = (process.env[CRASH_AT] ?? '').split(':');
if (point) dieAt(point as FaultPoint, Number(nth ?? 1));
if (process.env[CRASH_BREAK] === 'ack-first') acknowledgeFirst();

function dieAt(name: FaultPoint, nthTime: number): void {
  let times = 0;
  const pass = () => {
    times += 1;
    if (times === nthTime) process.kill(process.pid, 'SIGKILL');
  };
  if (name === 'before-ack') return beforeAcknowledging(pass);
  const where = FAULT_POINTS[name];
  if (isStatementPoint(where)) aroundStatements(where.sql, where.side, pass);
}

interface Statement {
  run(...given: unknown[]): unknown;
  get(...given: unknown[]): unknown;
}

function aroundStatements(sql: RegExp, side: 'before' | 'after', pass: () => void): void {
  const prototype = Database.prototype as { prepare(text: string): Statement };
  const { prepare } = prototype;
  prototype.prepare = function hooked(this: unknown, text: string): Statement {
    const statement = Reflect.apply(prepare, this, [text]);
    if (!sql.test(text.trim())) return statement;
    for (const verb of ['run', 'get'] as const) {
      const act = statement[verb];
      statement[verb] = function around(this: unknown, ...given: unknown[]): unknown {
        if (side === 'before') pass();
        const result: unknown = Reflect.apply(act, this, given);
        if (side === 'after') pass();
        return result;
      };
    }
    return statement;
  };
}

function beforeAcknowledging(pass: () => void): void {
  const prototype = ServerResponse.prototype as { writeHead(...given: unknown[]): unknown };
  const { writeHead } = prototype;
  prototype.writeHead = function hooked(this: ServerResponse, ...given: unknown[]): unknown {
    if (given[0] === 200 && isWebhook(this.req)) pass();
    return Reflect.apply(writeHead, this, given);
  };
}

/** What must never be built: 200 first, and the storing behind it. */
function acknowledgeFirst(): void {
  const prototype = Server.prototype as { emit(...given: unknown[]): boolean };
  const { emit } = prototype;
  prototype.emit = function hooked(this: unknown, ...given: unknown[]): boolean {
    const [event, request, response] = given as [string, IncomingMessage, ServerResponse];
    if (event !== 'request' || !isWebhook(request)) return Reflect.apply(emit, this, given);
    response.writeHead(200, { 'content-length': '0' }).end();
    return Reflect.apply(emit, this, [event, request, new ServerResponse(request)]);
  };
}

function isWebhook({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url?.startsWith('/webhooks/') === true;
}
