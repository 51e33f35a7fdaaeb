/**
 * The control surface below `/__sim` that every emulator has: plays people, sets faults, shows calls, streams what a phone shows.
 * For scripts, pages and tests in other processes; open to pages on loopback only. Each emulator adds its own acts and routes.
 */
import type { Clock } from '../../core/clock.ts';
import type { Fault } from './faults.ts';
import { answer, answerJson, type Incoming } from './serve.ts';

/** The JSON body of a control request. */
export type Fields = Record<string, unknown>;

export interface ControlSurface<Phone> {
  clock: Clock;
  /** The phone of this person; made up on first sight. */
  phone(id: string, fields: Fields, query: URLSearchParams): Phone;
  /**
   * `POST /__sim/user/<id>/<act>` with the act's fields. What an act returns is added to the answer; one that throws is
   * answered 409 with its message.
   */
  acts: Record<string, (phone: Phone, fields: Fields) => Fields | void>;
  /** `GET /__sim/user/<id>/messages`. */
  screen(phone: Phone): Fields;
  /** `GET /__sim/user/<id>/events`: tells what the phone shows until the returned function is called. */
  watch(phone: Phone, tell: (event: { type: string }) => void): () => void;
  /** `POST /__sim/fault` and `/__sim/clear`. */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** By method and path, such as `POST /__sim/redeliver`: what is answered. */
  routes: Record<string, (fields: Fields, query: URLSearchParams) => unknown>;
}

const USER_PATH = /^\/__sim\/user\/([^/]+)\/(\w+)$/;
const LOOPBACK_ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const HEARTBEAT_MS = 20_000;

/** Answers one request of the control surface. */
export function handleControl<Phone>(surface: ControlSurface<Phone>, incoming: Incoming): void {
  const { response, method, path, query } = incoming;
  allowOrigin(incoming);
  if (method === 'OPTIONS') return answer(response, 204, 'text/plain', '');
  const fields = readFields(incoming);
  const user = USER_PATH.exec(path);
  if (user !== null) {
    const phone = surface.phone(decodeURIComponent(user[1]!), fields, query);
    return handleUser(surface, phone, user[2]!, fields, incoming);
  }
  switch (`${method} ${path}`) {
    case 'POST /__sim/fault':
      surface.fault(fields as unknown as Fault);
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/clear':
      surface.clearFaults();
      return answerJson(response, 200, { ok: true });
    default: {
      const route = surface.routes[`${method} ${path}`];
      return route === undefined
        ? answerJson(response, 404, { error: 'no such control' })
        : answerJson(response, 200, route(fields, query));
    }
  }
}

/** A field that is a text. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** A field that is a number. */
export function numberIn(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

/** The bytes of the field `base64`. */
export function bytesIn(fields: Fields): Buffer | undefined {
  const base64 = textIn(fields, 'base64');
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

function handleUser<Phone>(
  surface: ControlSurface<Phone>,
  phone: Phone,
  act: string,
  fields: Fields,
  incoming: Incoming,
): void {
  const { response, method } = incoming;
  if (method === 'GET' && act === 'events') return streamEvents(surface, phone, incoming);
  if (method === 'GET' && act === 'messages') return answerJson(response, 200, surface.screen(phone));
  const perform = surface.acts[act];
  if (method !== 'POST' || perform === undefined)
    return answerJson(response, 404, { error: `no such act: ${act}` });
  try {
    answerJson(response, 200, { ok: true, ...perform(phone, fields) });
  } catch (error) {
    answerJson(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Server-sent events: first everything in the chat as `snapshot`, then each thing the phone shows. */
function streamEvents<Phone>(
  { clock, screen, watch }: ControlSurface<Phone>,
  phone: Phone,
  { response }: Incoming,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: { type: string }): void =>
    void response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  send({ type: 'snapshot', ...screen(phone) });
  const stop = watch(phone, send);
  let cancel = (): void => {};
  const beat = (): void => {
    cancel = clock.after(HEARTBEAT_MS, () => {
      response.write(': alive\n\n');
      beat();
    });
  };
  beat();
  response.on('close', () => {
    stop();
    cancel();
  });
}

function allowOrigin({ headers, response }: Incoming): void {
  const { origin } = headers;
  if (origin === undefined || !LOOPBACK_ORIGIN.test(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('vary', 'origin');
}

function readFields({ body }: Incoming): Fields {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return {};
  }
}
