/**
 * The phones of the playground, moved through the emulator's hands: what is done here becomes signed calls to the real
 * adapter's webhook. Keeps only who there is; the chats are the emulator's.
 */
import { localeOfTag, type Locale } from '../../../src/core/locale.ts';
import type {
  CustomerPhone,
  NewPhoneOwner,
  PhoneAct,
  PhoneActed,
  PhoneBook,
  PhoneEvent,
  PhoneOwner,
  PhoneState,
} from '../../../src/core/ports/phone.ts';
import { createPhoneBook, type TellPhoneEvent } from '../../../src/transport/emulation/phone-book.ts';
import type { WhatsAppEmulator } from './emulator.ts';
import { phoneMessage } from './phone-message.ts';
import type { Phone } from './phone.ts';
import type { PhoneEvent as ShownEvent, World } from './world.ts';

const DONE: PhoneActed = { ok: true, tapId: null };
/** Nobody presses Start here: a customer says good day. */
const GREETINGS: Record<Locale, string> = { ru: 'Здравствуйте!', uk: 'Добрий день!', en: 'Hello!' };
/** Numbers of people who bring none. */
const MADE_UP = 79_990_100_000;

/** A phone book with `first` in it. Whoever has a number is known by it: their conversation goes on after a restart. */
export function createPlaygroundPhones(
  emulator: WhatsAppEmulator,
  first: readonly NewPhoneOwner[] = [],
): PhoneBook {
  const { world } = emulator;
  const book = createPhoneBook({
    clock: world.clock,
    first,
    open(person, number, tell) {
      const owner = introduce(emulator, person, number);
      return createPhone(emulator.user(owner.number), world, owner, tell);
    },
  });
  emulator.watch((event, { person }) => {
    const phone = book.phone(`whatsapp${person.waId}`);
    if (phone) book.tell(phone.owner.id, shown(event, world, phone.owner.locale));
  });
  return book;
}

/** A number that somebody has already is not given out twice: two people of one number would be one. */
function introduce(emulator: WhatsAppEmulator, wanted: NewPhoneOwner, unique: number): PhoneOwner {
  const { people } = emulator.world;
  const made = String(MADE_UP + (unique % 899_999));
  const number = wanted.number === undefined || people.has(wanted.number) ? made : wanted.number;
  const { person } = emulator.user(number).chat;
  person.name = wanted.name;
  person.language = wanted.locale;
  return { id: `whatsapp${number}`, name: wanted.name, locale: localeOfTag(wanted.locale) ?? 'ru', number };
}

function createPhone(phone: Phone, world: World, owner: PhoneOwner, tell: TellPhoneEvent): CustomerPhone {
  const draw = (): PhoneState => ({ started: true, blocked: phone.chat.blocked, keyboard: null });
  return {
    owner,
    screen: () => ({
      ...draw(),
      messages: phone.messages().map((message) => phoneMessage(message, world, owner.locale)),
    }),
    act(act) {
      const wasBlocked = phone.chat.blocked;
      const acted = actOn(phone, act, owner.locale);
      // Whoever does something in the chat has seen what stands in it.
      phone.read();
      if (phone.chat.blocked !== wasBlocked) tell(owner.id, { type: 'state', state: draw() });
      return acted;
    },
    file(id) {
      const file = world.media.get(id);
      return file === undefined ? null : { bytes: file.bytes, name: file.name };
    },
  };
}

function actOn(phone: Phone, act: PhoneAct, locale: Locale): PhoneActed {
  switch (act.do) {
    case 'start':
      // The words of a link stand in the input field; the customer sends them.
      phone.text(act.payload === undefined || act.payload === '' ? GREETINGS[locale] : act.payload);
      return DONE;
    case 'text':
      phone.text(act.text);
      return DONE;
    case 'photo':
      phone.photo(act.bytes, act.caption);
      return DONE;
    case 'document':
      phone.document(act.bytes, act.name, undefined, act.caption);
      return DONE;
    case 'location':
      phone.location(act.latitude, act.longitude);
      return DONE;
    case 'block':
      phone.block();
      return DONE;
    case 'unblock':
      phone.unblock();
      return DONE;
    case 'tap':
      return tap(phone, act.messageId, act.button);
    case 'key':
      return { ok: false, reason: 'no-such-button' };
    case 'edit':
      return edit(phone, act.messageId, act.text);
  }
}

function tap(phone: Phone, number: number, at: number): PhoneActed {
  const message = phone.messages().find((one) => one.number === number);
  if (message === undefined) return { ok: false, reason: 'no-such-message' };
  return phone.press(message, at) ? DONE : { ok: false, reason: 'no-such-button' };
}

function edit(phone: Phone, number: number, text: string): PhoneActed {
  const message = phone.messages().find((one) => one.number === number);
  if (message === undefined) return { ok: false, reason: 'no-such-message' };
  if (message.from !== 'person') return { ok: false, reason: 'not-their-own' };
  phone.edit(text, message.id);
  return DONE;
}

function shown(event: ShownEvent, world: World, locale: Locale): PhoneEvent {
  return event.type === 'typing'
    ? { type: 'typing' }
    : { type: 'message', message: phoneMessage(event.message, world, locale) };
}
