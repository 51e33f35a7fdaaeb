/**
 * The phones of the playground, moved through the emulator's hands: what is done here becomes updates that the real adapter
 * fetches over HTTP. Keeps only who there is; the chats are the emulator's.
 */
import { assert } from '../../../src/core/errors.ts';
import { localeOfTag } from '../../../src/core/locale.ts';
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
import type { TelegramEmulator } from './emulator.ts';
import { phoneKeys, phoneMessage } from './phone-message.ts';
import type { Phone } from './phone.ts';
import { chatOf, inlineButtons, type Bot, type PhoneEvent as ShownEvent } from './world.ts';

/** Of the first customers; those who come later are numbered by the clock. */
const FIRST_ID = 5_000_001;
const DONE: PhoneActed = { ok: true, tapId: null };

/** A phone book with `first` in it. Their ids are the same at every start: their conversations go on. */
export function createPlaygroundPhones(
  emulator: TelegramEmulator,
  first: readonly NewPhoneOwner[] = [],
): PhoneBook {
  const { clock, bots } = emulator.world;
  const bot = bots.get(emulator.token);
  assert(bot, 'an emulator has its first bot');
  numberFromNow(bot, clock.now());
  const book = createPhoneBook({
    clock,
    first,
    firstNumber: FIRST_ID,
    open: (person, id, tell) =>
      createPhone(emulator.user(id), bot, introduce(emulator, bot, id, person), tell),
  });
  emulator.watch((event, personId) => {
    const id = String(personId);
    if (book.phone(id)) book.tell(id, shown(event, bot, personId, emulator));
  });
  return book;
}

/** The store remembers the numbers of former starts and would take new messages under old numbers for repeats. */
function numberFromNow(bot: Bot, nowMs: number): void {
  const id = Math.floor(nowMs / 100);
  bot.updates.startAt(id);
  bot.lastMessageId = Math.max(bot.lastMessageId, id);
}

function introduce(emulator: TelegramEmulator, bot: Bot, id: number, person: NewPhoneOwner): PhoneOwner {
  const known = chatOf(emulator.world, bot, id).person;
  const [firstName = person.name, ...rest] = person.name.split(' ');
  known.firstName = firstName;
  known.lastName = rest.length > 0 ? rest.join(' ') : undefined;
  known.languageCode = person.locale;
  if (person.number !== undefined) known.phone = person.number;
  return {
    id: String(id),
    name: person.name,
    locale: localeOfTag(known.languageCode) ?? 'ru',
    number: known.phone,
  };
}

function createPhone(phone: Phone, bot: Bot, owner: PhoneOwner, tell: TellPhoneEvent): CustomerPhone {
  const state = (): PhoneState => stateOf(bot, phone);
  return {
    owner,
    screen: () => ({
      ...state(),
      messages: phone.messages().map((message) => phoneMessage(message, bot.me.id)),
    }),
    act(act) {
      const before = JSON.stringify(state());
      const acted = actOn(phone, bot, act);
      const after = state();
      if (JSON.stringify(after) !== before) tell(owner.id, { type: 'state', state: after });
      return acted;
    },
    file(id) {
      const file = bot.files.get(id);
      return file === undefined ? null : { bytes: file.bytes, name: file.name ?? null };
    },
  };
}

function actOn(phone: Phone, bot: Bot, act: PhoneAct): PhoneActed {
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
      return tap(phone, bot, act.messageId, act.button);
    case 'key':
      return press(phone, bot, act.key);
    case 'edit':
      return edit(phone, act.messageId, act.text);
  }
}

function tap(phone: Phone, bot: Bot, messageId: number, index: number): PhoneActed {
  const message = chatOfPhone(bot, phone)?.messages.get(messageId);
  if (message === undefined) return { ok: false, reason: 'no-such-message' };
  const data = inlineButtons(message)[index]?.callback_data;
  if (data === undefined) return { ok: false, reason: 'no-such-button' };
  const update = phone.tapData(data, messageId);
  const query = update?.['callback_query'];
  const tapId = typeof query === 'object' && query !== null && 'id' in query ? String(query.id) : null;
  return { ok: true, tapId };
}

/** By its place and not by its label: a button under a message may have the same words. */
function press(phone: Phone, bot: Bot, index: number): PhoneActed {
  const chat = chatOfPhone(bot, phone);
  const key = chat?.keyboard?.rows.flat()[index];
  if (chat === undefined || key === undefined) return { ok: false, reason: 'no-such-button' };
  if (chat.keyboard?.oneTime === true) chat.keyboard = null;
  if (key.request_contact === true) phone.contact();
  else if (key.request_location === true) phone.location();
  else phone.text(key.text);
  return DONE;
}

function edit(phone: Phone, messageId: number, text: string): PhoneActed {
  const message = phone.messages().find((one) => one.message_id === messageId);
  if (message === undefined) return { ok: false, reason: 'no-such-message' };
  if (message.from.id !== phone.person.id) return { ok: false, reason: 'not-their-own' };
  phone.edit(text, messageId);
  return DONE;
}

function shown(event: ShownEvent, bot: Bot, personId: number, emulator: TelegramEmulator): PhoneEvent {
  switch (event.type) {
    case 'message':
    case 'edit':
      return { type: 'message', message: phoneMessage(event.message, bot.me.id) };
    case 'delete':
      return { type: 'deleted', messageId: event.messageId };
    case 'typing':
      return { type: 'typing' };
    case 'keyboard':
      return { type: 'state', state: stateOf(bot, emulator.user(personId)) };
    case 'tap-answered':
      return { type: 'tap-answered', tapId: event.tapId, text: event.text ?? null, alert: event.alert };
  }
}

function stateOf(bot: Bot, phone: Phone): PhoneState {
  const chat = chatOfPhone(bot, phone);
  return {
    started: chat?.started ?? false,
    blocked: chat?.blocked ?? false,
    keyboard: phoneKeys(phone.keyboard()),
  };
}

function chatOfPhone(bot: Bot, phone: Phone) {
  return bot.chats.get(phone.person.id);
}
