/** The control surface below `/__sim`: what scripts, pages and tests in other processes can make people and the platform do. */
import {
  bytesIn,
  handleControl as handle,
  numberIn,
  textIn,
  type ControlSurface,
  type Fields,
} from '../../../src/transport/emulation/control.ts';
import { answerJson, type Incoming } from '../../../src/transport/emulation/serve.ts';
import type { WhatsAppEmulator } from './emulator.ts';
import type { Phone } from './phone.ts';
import type { Template } from './world.ts';

/** `POST /__sim/user/<number>/<act>` with the act's fields. */
const ACTS: ControlSurface<Phone>['acts'] = {
  text: (phone, fields) => ({ id: phone.text(textIn(fields, 'text') ?? '') }),
  button(phone, fields) {
    const id = textIn(fields, 'id');
    if (id === undefined) phone.tap(textIn(fields, 'label') ?? '');
    else phone.tapId(id);
  },
  contact(phone, fields) {
    const number = textIn(fields, 'phone');
    const origin = textIn(fields, 'origin') === 'contact_request' ? 'contact_request' : 'other';
    phone.contact({ ...(number === undefined ? {} : { phone: number }), origin });
  },
  photo: (phone, fields) => phone.photo(bytesIn(fields), textIn(fields, 'caption')),
  file: (phone, fields) =>
    phone.document(
      bytesIn(fields) ?? Buffer.from('file'),
      textIn(fields, 'name') ?? 'file.pdf',
      textIn(fields, 'mime'),
      textIn(fields, 'caption'),
    ),
  voice: (phone, fields) => phone.voice(bytesIn(fields)),
  video: (phone, fields) => phone.video(bytesIn(fields), textIn(fields, 'caption')),
  sticker: (phone) => phone.sticker(),
  location: (phone, fields) => phone.location(numberIn(fields, 'latitude'), numberIn(fields, 'longitude')),
  react: (phone, fields) => phone.react(textIn(fields, 'emoji') ?? '', textIn(fields, 'messageId')),
  edit: (phone, fields) => phone.edit(textIn(fields, 'text') ?? '', textIn(fields, 'messageId')),
  delete: (phone, fields) => phone.revoke(textIn(fields, 'messageId')),
  unsupported: (phone) => phone.unsupported(),
  number: (phone, fields) => phone.changeNumber(textIn(fields, 'number') ?? ''),
  hide: (phone, fields) => phone.hide(textIn(fields, 'username')),
  echo: (phone, fields) => phone.echo(textIn(fields, 'text') ?? ''),
  read: (phone) => phone.read(),
  block: (phone) => phone.block(),
  unblock: (phone) => phone.unblock(),
  fail: (phone, fields) => phone.failNext(numberIn(fields, 'code') ?? 131026),
  profile(phone, fields) {
    const { person } = phone.chat;
    person.name = textIn(fields, 'name') ?? person.name;
    person.username = textIn(fields, 'username') ?? person.username;
  },
};

/** Answers one request of the control surface. */
export async function handleControl(emulator: WhatsAppEmulator, incoming: Incoming): Promise<void> {
  const { method, path, body, response } = incoming;
  if (`${method} ${path}` !== 'POST /__sim/webhook') return handle(surfaceOf(emulator), incoming);
  const { url, verifyToken } = JSON.parse(body.toString()) as { url: string; verifyToken: string };
  answerJson(response, 200, { ok: await emulator.setWebhook(url, verifyToken) });
}

function surfaceOf(emulator: WhatsAppEmulator): ControlSurface<Phone> {
  const { world } = emulator;
  return {
    clock: world.clock,
    phone: (id, fields, query) =>
      emulator.user(id, textIn(fields, 'phoneNumberId') ?? query.get('phoneNumberId') ?? undefined),
    acts: ACTS,
    screen: (phone) => ({ messages: phone.messages() }),
    watch: (phone, tell) => phone.watch(tell),
    fault: emulator.fault,
    clearFaults: emulator.clearFaults,
    routes: {
      'POST /__sim/redeliver': (fields) => ({
        ok: true,
        count: emulator.redeliver(numberIn(fields, 'count') ?? 1),
      }),
      'POST /__sim/hold': () => {
        emulator.hold();
        return { ok: true };
      },
      'POST /__sim/release': (fields) => ({
        ok: true,
        count: emulator.release({
          together: fields['together'] === true,
          shuffled: fields['shuffled'] === true,
        }),
      }),
      // As the other emulators say it: what happens next comes in another order, until it is let go.
      'POST /__sim/shuffle': () => {
        world.statusOrder = 'reversed';
        return { ok: true };
      },
      'POST /__sim/change': (fields) => {
        emulator.change({ field: textIn(fields, 'field') ?? 'messages', value: recordIn(fields, 'value') });
        return { ok: true };
      },
      'POST /__sim/template': (fields) => ({ ok: true, template: addTemplate(emulator, fields) }),
      'GET /__sim/calls': () => emulator.calls(),
      'GET /__sim/deliveries': () => emulator.deliveries(),
    },
  };
}

function addTemplate(emulator: WhatsAppEmulator, fields: Fields): Template {
  const status = textIn(fields, 'status');
  return emulator.addTemplate({
    name: textIn(fields, 'name') ?? 'template',
    body: textIn(fields, 'body') ?? '',
    language: textIn(fields, 'language') ?? 'ru',
    status: STATUSES.find((known) => known === status) ?? 'APPROVED',
  });
}

const STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const;

function recordIn(fields: Fields, name: string): Record<string, unknown> {
  const value = fields[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
