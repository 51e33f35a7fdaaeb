/** The control surface of the Viber emulator below `/__sim`. */
import {
  bytesIn,
  handleControl,
  numberIn,
  textIn,
  type ControlSurface,
} from '../../../src/transport/emulation/control.ts';
import type { Incoming } from '../../../src/transport/emulation/serve.ts';
import type { ViberEmulator } from './emulator.ts';
import type { Phone } from './phone.ts';

const ACTS: ControlSurface<Phone>['acts'] = {
  start: (phone, fields) => phone.start(textIn(fields, 'context')),
  text: (phone, fields) => phone.text(textIn(fields, 'text') ?? ''),
  button: (phone, fields) => phone.tap(textIn(fields, 'label') ?? ''),
  contact: (phone, fields) => phone.contact(textIn(fields, 'phone'), textIn(fields, 'name')),
  photo: (phone, fields) => phone.photo(bytesIn(fields), textIn(fields, 'caption')),
  file: (phone, fields) =>
    phone.file(bytesIn(fields) ?? Buffer.from('file'), textIn(fields, 'name') ?? 'file.txt'),
  video: (phone, fields) => phone.video(bytesIn(fields)),
  sticker: (phone) => phone.sticker(),
  location: (phone, fields) => phone.location(numberIn(fields, 'latitude'), numberIn(fields, 'longitude')),
  read: (phone) => phone.read(),
  block: (phone) => phone.block(),
  unblock: (phone) => phone.unblock(),
  fail: (phone, fields) => phone.failNext(textIn(fields, 'reason')),
};

/** Answers one request of the control surface. */
export function handleViberControl(emulator: ViberEmulator, incoming: Incoming): void {
  handleControl(
    {
      clock: emulator.world.clock,
      phone: (id) => emulator.user(id),
      acts: ACTS,
      screen: (phone) => ({ messages: phone.messages(), keyboard: phone.keyboard() }),
      watch: (phone, tell) => phone.watch(tell),
      fault: (fault) => emulator.fault(fault),
      clearFaults: () => emulator.clearFaults(),
      routes: {
        'POST /__sim/redeliver': (fields) => ({
          ok: true,
          count: emulator.redeliver(numberIn(fields, 'count') ?? 1),
        }),
        'POST /__sim/shuffle': (fields) => {
          emulator.shuffle(numberIn(fields, 'count') ?? 2);
          return { ok: true };
        },
        'POST /__sim/callback': (fields) => {
          emulator.callback(fields);
          return { ok: true };
        },
        'GET /__sim/calls': () => emulator.calls(),
        'GET /__sim/deliveries': () => emulator.deliveries(),
      },
    },
    incoming,
  );
}
