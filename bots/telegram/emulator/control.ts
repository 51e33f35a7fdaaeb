/**
 * The control surface below `/__sim`: plays people, sets faults, shows calls, streams what a phone shows. For the playground
 * page, scripts and tests in other processes; open to pages on loopback only.
 */
import type { Fault } from '../../../src/transport/emulation/faults.ts';
import { answer, answerJson, type Incoming } from '../../../src/transport/emulation/serve.ts';
import type { TelegramEmulator } from './emulator.ts';
import type { Phone } from './phone.ts';
import { asRecord, type WireUpdate } from './wire.ts';

type Fields = Record<string, unknown>;
type Act = (phone: Phone, fields: Fields) => WireUpdate | null;

const USER_PATH = /^\/__sim\/user\/(\d+)\/(\w+)$/;
const LOOPBACK_ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const HEARTBEAT_MS = 20_000;

/** `POST /__sim/user/<id>/<act>` with the act's fields; `token` chooses the bot. */
const ACTS: Record<string, Act> = {
  text: (phone, fields) => phone.text(text(fields, 'text') ?? ''),
  start: (phone, fields) => phone.start(text(fields, 'payload')),
  button: (phone, fields) =>
    fields['data'] === undefined
      ? phone.tap(text(fields, 'label') ?? '', number(fields, 'messageId'))
      : phone.tapData(text(fields, 'data') ?? '', number(fields, 'messageId')),
  contact: (phone, fields) => {
    const digits = text(fields, 'phone');
    const userId = fields['userId'];
    return phone.contact({
      ...(digits === undefined ? {} : { phone: digits }),
      ...(typeof userId === 'number' || userId === null ? { userId } : {}),
      forwarded: fields['forwarded'] === true,
    });
  },
  photo: (phone, fields) => phone.photo(bytes(fields), text(fields, 'caption')),
  file: (phone, fields) =>
    phone.document(
      bytes(fields) ?? Buffer.from('file'),
      text(fields, 'name') ?? 'file.txt',
      text(fields, 'mime'),
      text(fields, 'caption'),
    ),
  voice: (phone, fields) => phone.voice(bytes(fields)),
  video: (phone, fields) => phone.video(bytes(fields), text(fields, 'caption')),
  sticker: (phone) => phone.sticker(),
  location: (phone, fields) => phone.location(number(fields, 'latitude'), number(fields, 'longitude')),
  edit: (phone, fields) => phone.edit(text(fields, 'text') ?? '', number(fields, 'messageId')),
  delete: (phone, fields) => {
    phone.remove(number(fields, 'messageId') ?? 0);
    return null;
  },
  block: (phone) => phone.block(),
  unblock: (phone) => phone.unblock(),
  profile: (phone, fields) => {
    const { person } = phone;
    person.firstName = text(fields, 'firstName') ?? person.firstName;
    person.lastName = text(fields, 'lastName') ?? person.lastName;
    person.username = text(fields, 'username') ?? person.username;
    person.languageCode = text(fields, 'languageCode') ?? person.languageCode;
    person.phone = text(fields, 'phone') ?? person.phone;
    return null;
  },
};

/** Answers one request of the control surface. */
export function handleControl(emulator: TelegramEmulator, defaultToken: string, incoming: Incoming): void {
  const { response, method, path } = incoming;
  allowOrigin(incoming);
  if (method === 'OPTIONS') return answer(response, 204, 'text/plain', '');
  const fields = readFields(incoming);
  const token = text(fields, 'token') ?? incoming.query.get('token') ?? defaultToken;
  const user = USER_PATH.exec(path);
  if (user !== null)
    return handleUser(emulator.user(Number(user[1]), token), user[2]!, fields, emulator, incoming);
  switch (`${method} ${path}`) {
    case 'POST /__sim/fault':
      emulator.fault(fields as unknown as Fault);
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/clear':
      emulator.clearFaults();
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/redeliver':
      return answerJson(response, 200, {
        ok: true,
        count: emulator.redeliver(number(fields, 'count') ?? 1, token),
      });
    case 'POST /__sim/shuffle':
      emulator.shuffle(number(fields, 'count') ?? 2, token);
      return answerJson(response, 200, { ok: true });
    case 'POST /__sim/update':
      return answerJson(response, 200, {
        ok: true,
        update: emulator.update(text(fields, 'kind') ?? 'message', fields['payload'], token),
      });
    case 'POST /__sim/bot':
      emulator.addBot(token, text(fields, 'username'));
      return answerJson(response, 200, { ok: true });
    case 'GET /__sim/calls':
      return answerJson(response, 200, emulator.calls());
    case 'GET /__sim/deliveries':
      return answerJson(response, 200, emulator.world.bots.get(token)?.updates.deliveries() ?? []);
    default:
      return answerJson(response, 404, { error: 'no such control' });
  }
}

function handleUser(
  phone: Phone,
  act: string,
  fields: Fields,
  emulator: TelegramEmulator,
  incoming: Incoming,
): void {
  const { response, method } = incoming;
  if (method === 'GET' && act === 'events') return streamEvents(phone, emulator, incoming);
  if (method === 'GET' && act === 'messages') {
    return answerJson(response, 200, { messages: phone.messages(), keyboard: phone.keyboard() });
  }
  const perform = ACTS[act];
  if (method !== 'POST' || perform === undefined)
    return answerJson(response, 404, { error: `no such act: ${act}` });
  try {
    const update = perform(phone, fields);
    answerJson(response, 200, { ok: true, updateId: update?.update_id ?? null });
  } catch (error) {
    answerJson(response, 409, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Server-sent events: first everything in the chat as `snapshot`, then each thing the phone shows. */
function streamEvents(phone: Phone, emulator: TelegramEmulator, { response }: Incoming): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: { type: string }): void =>
    void response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const snapshot = { type: 'snapshot', messages: phone.messages(), keyboard: phone.keyboard() };
  send(snapshot);
  const { clock } = emulator.world;
  const stop = phone.watch(send);
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
    return asRecord(JSON.parse(body.toString())) ?? {};
  } catch {
    return {};
  }
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
