/**
 * The phones of the playground, moved through the emulator's hands: what is done here becomes signed callbacks to the real
 * adapter. Keeps only who there is; the chats are the emulator's.
 */
import type {
  CustomerPhone,
  NewPhoneOwner,
  PhoneAct,
  PhoneActed,
  PhoneBook,
  PhoneOwner,
  PhoneState,
} from '../../../src/core/ports/phone.ts';
import { createPhoneBook, type TellPhoneEvent } from '../../../src/transport/emulation/phone-book.ts';
import type { ViberEmulator } from './emulator.ts';
import { keysOf, phoneKeys, phoneMessage, pressable } from './phone-message.ts';
import type { Phone } from './phone.ts';
import { chatOf, type World } from './world.ts';

const DONE: PhoneActed = { ok: true, tapId: null };

/** A phone book with `first` in it. Their ids are the same at every start: their conversations go on. */
export function createPlaygroundPhones(
  emulator: ViberEmulator,
  first: readonly NewPhoneOwner[] = [],
): PhoneBook {
  const { world } = emulator;
  const book = createPhoneBook({
    clock: world.clock,
    first,
    open(person, number, tell) {
      const id = `viber${number}`;
      return createPhone(emulator.user(id), world, introduce(world, id, person), tell);
    },
  });
  emulator.watch((event, id) => {
    if (!book.phone(id)) return;
    if (event.type === 'message') {
      book.tell(id, { type: 'message', message: phoneMessage(event.message, world) });
    } else {
      book.tell(id, { type: 'state', state: stateOf(emulator.user(id)) });
    }
  });
  return book;
}

function introduce(world: World, id: string, { name, locale, number }: NewPhoneOwner): PhoneOwner {
  const chat = chatOf(world, id);
  chat.name = name;
  chat.language = locale;
  if (number !== undefined) chat.phone = number;
  return { id, name, locale, number: chat.phone };
}

function createPhone(phone: Phone, world: World, owner: PhoneOwner, tell: TellPhoneEvent): CustomerPhone {
  return {
    owner,
    screen: () => ({
      ...stateOf(phone),
      messages: phone.messages().map((message) => phoneMessage(message, world)),
    }),
    act(act) {
      const before = JSON.stringify(stateOf(phone));
      const acted = actOn(phone, act);
      // Whoever looks at the chat has seen what stands in it.
      phone.read();
      const after = stateOf(phone);
      if (JSON.stringify(after) !== before) tell(owner.id, { type: 'state', state: after });
      return acted;
    },
    file(id) {
      const file = world.files.get(id);
      return file === undefined ? null : { bytes: file.bytes, name: file.name };
    },
  };
}

function actOn(phone: Phone, act: PhoneAct): PhoneActed {
  switch (act.do) {
    case 'start':
      phone.start(act.payload);
      return DONE;
    case 'text':
      phone.text(act.text);
      return DONE;
    case 'photo':
      phone.photo(act.bytes, act.caption);
      return DONE;
    case 'document':
      phone.file(act.bytes, act.name);
      // Files have no words here: they follow.
      if (act.caption !== undefined && act.caption !== '') phone.text(act.caption);
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
      return press(phone, act.key);
    case 'edit':
      // Viber lets customers edit, and tells bots nothing of it.
      return { ok: false, reason: 'not-their-own' };
  }
}

function tap(phone: Phone, number: number, index: number): PhoneActed {
  const message = phone.messages().find((one) => one.number === number);
  if (message === undefined) return { ok: false, reason: 'no-such-message' };
  const button = pressable(message)[index];
  if (button === undefined) return { ok: false, reason: 'no-such-button' };
  phone.press(button);
  return DONE;
}

function press(phone: Phone, index: number): PhoneActed {
  const key = keysOf(phone.keyboard())[index];
  if (key === undefined) return { ok: false, reason: 'no-such-button' };
  phone.press(key);
  return DONE;
}

function stateOf(phone: Phone): PhoneState {
  const { opened, blocked } = phone.chat;
  return { started: opened, blocked, keyboard: phoneKeys(phone.keyboard()) };
}
