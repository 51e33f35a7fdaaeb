/** The control surface of the Telegram emulator below `/__sim`; `token` chooses the bot, the first one unless given. */
import {
  bytesIn,
  handleControl as handle,
  numberIn,
  textIn,
  type ControlSurface,
  type Fields,
} from '../../../src/transport/emulation/control.ts';
import type { Incoming } from '../../../src/transport/emulation/serve.ts';
import type { TelegramEmulator } from './emulator.ts';
import type { Phone } from './phone.ts';
import type { WireUpdate } from './wire.ts';

type Act = (phone: Phone, fields: Fields) => WireUpdate | null;

/** `POST /__sim/user/<id>/<act>` with the act's fields; `token` chooses the bot. */
const ACTS: Record<string, Act> = {
  text: (phone, fields) => phone.text(textIn(fields, 'text') ?? ''),
  start: (phone, fields) => phone.start(textIn(fields, 'payload')),
  button: (phone, fields) =>
    fields['data'] === undefined
      ? phone.tap(textIn(fields, 'label') ?? '', numberIn(fields, 'messageId'))
      : phone.tapData(textIn(fields, 'data') ?? '', numberIn(fields, 'messageId')),
  contact: (phone, fields) => {
    const digits = textIn(fields, 'phone');
    const userId = fields['userId'];
    return phone.contact({
      ...(digits === undefined ? {} : { phone: digits }),
      ...(typeof userId === 'number' || userId === null ? { userId } : {}),
      forwarded: fields['forwarded'] === true,
    });
  },
  photo: (phone, fields) => phone.photo(bytesIn(fields), textIn(fields, 'caption')),
  file: (phone, fields) =>
    phone.document(
      bytesIn(fields) ?? Buffer.from('file'),
      textIn(fields, 'name') ?? 'file.txt',
      textIn(fields, 'mime'),
      textIn(fields, 'caption'),
    ),
  voice: (phone, fields) => phone.voice(bytesIn(fields)),
  video: (phone, fields) => phone.video(bytesIn(fields), textIn(fields, 'caption')),
  audio: (phone, fields) => phone.audio(bytesIn(fields), textIn(fields, 'name')),
  videoNote: (phone, fields) => phone.videoNote(bytesIn(fields)),
  animation: (phone, fields) => phone.animation(bytesIn(fields)),
  album: (phone, fields) => {
    const picture = bytesIn(fields) ?? Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    const pictures = Array.from({ length: numberIn(fields, 'count') ?? 2 }, () => picture);
    return phone.album(pictures, textIn(fields, 'caption')).at(-1) ?? null;
  },
  sticker: (phone, fields) => {
    const kind = textIn(fields, 'kind');
    return phone.sticker(kind === 'animated' || kind === 'video' ? kind : 'still');
  },
  venue: (phone, fields) => phone.venue(textIn(fields, 'title') ?? 'Кафе', textIn(fields, 'address') ?? ''),
  reaction: (phone, fields) =>
    phone.react(numberIn(fields, 'messageId') ?? 0, textIn(fields, 'emoji') ?? null),
  group: (phone, fields) => phone.inGroup(textIn(fields, 'text') ?? 'hello'),
  location: (phone, fields) => phone.location(numberIn(fields, 'latitude'), numberIn(fields, 'longitude')),
  edit: (phone, fields) => phone.edit(textIn(fields, 'text') ?? '', numberIn(fields, 'messageId')),
  delete: (phone, fields) => {
    phone.remove(numberIn(fields, 'messageId') ?? 0);
    return null;
  },
  block: (phone) => phone.block(),
  unblock: (phone) => phone.unblock(),
  profile: (phone, fields) => {
    const { person } = phone;
    person.firstName = textIn(fields, 'firstName') ?? person.firstName;
    person.lastName = textIn(fields, 'lastName') ?? person.lastName;
    person.username = textIn(fields, 'username') ?? person.username;
    person.languageCode = textIn(fields, 'languageCode') ?? person.languageCode;
    person.phone = textIn(fields, 'phone') ?? person.phone;
    return null;
  },
};

/** Answers one request of the control surface. */
export function handleControl(emulator: TelegramEmulator, defaultToken: string, incoming: Incoming): void {
  handle(surfaceOf(emulator, defaultToken), incoming);
}

function surfaceOf(emulator: TelegramEmulator, defaultToken: string): ControlSurface<Phone> {
  const tokenOf = (fields: Fields, query: URLSearchParams): string =>
    textIn(fields, 'token') ?? query.get('token') ?? defaultToken;
  return {
    clock: emulator.world.clock,
    phone: (id, fields, query) => emulator.user(Number(id), tokenOf(fields, query)),
    acts: Object.fromEntries(Object.entries(ACTS).map(([name, act]) => [name, answering(act)])),
    screen: (phone) => ({ messages: phone.messages(), keyboard: phone.keyboard() }),
    watch: (phone, tell) => phone.watch(tell),
    fault: (fault) => emulator.fault(fault),
    clearFaults: () => emulator.clearFaults(),
    routes: {
      'POST /__sim/redeliver': (fields, query) => {
        const count = emulator.redeliver(numberIn(fields, 'count') ?? 1, tokenOf(fields, query));
        return { ok: true, count };
      },
      'POST /__sim/shuffle': (fields, query) => {
        emulator.shuffle(numberIn(fields, 'count') ?? 2, tokenOf(fields, query));
        return { ok: true };
      },
      'POST /__sim/update': (fields, query) => {
        const kind = textIn(fields, 'kind') ?? 'message';
        return { ok: true, update: emulator.update(kind, fields['payload'], tokenOf(fields, query)) };
      },
      'POST /__sim/bot': (fields, query) => {
        emulator.addBot(tokenOf(fields, query), textIn(fields, 'username'));
        return { ok: true };
      },
      'GET /__sim/calls': () => emulator.calls(),
      'GET /__sim/deliveries': (fields, query) =>
        emulator.world.bots.get(tokenOf(fields, query))?.updates.deliveries() ?? [],
    },
  };
}

function answering(act: Act): (phone: Phone, fields: Fields) => Fields {
  return (phone, fields) => ({ updateId: act(phone, fields)?.update_id ?? null });
}
