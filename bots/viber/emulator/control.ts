/**
 * The control surface below `/__sim`: plays people, sets faults, shows calls, streams what a phone shows. Open to pages on
 * loopback only.
 */
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { answer, answerJson, type Incoming } from '../../../src/transport/emulation/serve.ts';
import type { ViberEmulator } from './emulator.ts';
import { readObject } from './methods.ts';
import type { Phone } from './phone.ts';

type Fields = Record<string, unknown>;

const USER_PATH = /^\/__sim\/user\/([^/]+)\/(\w+)$/;
const LOOPBACK_ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const HEARTBEAT_MS = 20_000;

/** `POST /__sim/user/<id>/<act>` with the act's fields. */
const ACTS: Record<string, (phone: Phone, fields: Fields) => void> = {
  start: (phone, fields) => phone.start(text(fields, 'context')),
  text: (phone, fields) => phone.text(text(fields, 'text') ?? ''),
  button: (phone, fields) => phone.tap(text(fields, 'label') ?? ''),
  contact: (phone, fields) => phone.contact(text(fields, 'phone'), text(fields, 'name')),
  photo: (phone, fields) => phone.photo(bytes(fields), text(fields, 'caption')),
  file: (phone, fields) =>
    phone.file(bytes(fields) ?? Buffer.from('file'), text(fields, 'name') ?? 'file.txt'),
  location: (phone, fields) => phone.location(number(fields, 'latitude'), number(fields, 'longitude')),
  read: (phone) => phone.read(),
  block: (phone) => phone.block(),
  fail: (phone, fields) => phone.failNext(text(fields, 'reason')),
};

/** Answers one request of the control surface. */
export function handleControl(emulator: ViberEmulator, incoming: Incoming): void {
  const { response, method, path, body } = incoming;
  allowOrigin(incoming);
  if (method === 'OPTIONS') return answer(response, 204, 'text/plain', '');
  const fields = readObject(body.toString()) ?? {};
  const user = USER_PATH.exec(path);
  if (user !== null) {
    return handleUser(emulator, emulator.user(decodeURIComponent(user[1]!)), user[2]!, fields, incoming);
  }
  switch (`${method} ${path}`) {
    case 'POST /__sim/fault':
      emulator.fault(fields as unknown as Fault);
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/clear':
      emulator.clearFaults();
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/redeliver':
      return answerJson(response, 200, { ok: true, count: emulator.redeliver(number(fields, 'count') ?? 1) });
    case 'POST /__sim/callback':
      emulator.callback(fields);
      return answerJson(response, 200, { ok: true });
    case 'GET /__sim/calls':
      return answerJson(response, 200, emulator.calls());
    case 'GET /__sim/deliveries':
      return answerJson(response, 200, emulator.deliveries());
    default:
      return answerJson(response, 404, { error: 'no such control' });
  }
}

function handleUser(
  emulator: ViberEmulator,
  phone: Phone,
  act: string,
  fields: Fields,
  incoming: Incoming,
): void {
  const { response, method } = incoming;
  if (method === 'GET' && act === 'events') return streamEvents(emulator, phone, incoming);
  if (method === 'GET' && act === 'messages') {
    return answerJson(response, 200, { messages: phone.messages(), keyboard: phone.keyboard() });
  }
  const perform = ACTS[act];
  if (method !== 'POST' || perform === undefined)
    return answerJson(response, 404, { error: `no such act: ${act}` });
  try {
    perform(phone, fields);
    answerJson(response, 200, { ok: true });
  } catch (error) {
    answerJson(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Server-sent events: first everything in the chat as `snapshot`, then each thing the phone shows. */
function streamEvents({ world }: ViberEmulator, phone: Phone, { response }: Incoming): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: { type: string }): void =>
    void response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const snapshot = { type: 'snapshot', messages: phone.messages(), keyboard: phone.keyboard() };
  send(snapshot);
  const stop = phone.watch(send);
  let cancel = (): void => {};
  const beat = (): void => {
    cancel = world.clock.after(HEARTBEAT_MS, () => {
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

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

function number(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

function bytes(fields: Fields): Buffer | undefined {
  const base64 = text(fields, 'base64');
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
