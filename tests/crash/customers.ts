/**
 * The customers of a crash run: some ask questions, one or several in a breath, and tap a button under an answer; others
 * walk through order status once. Each remembers what it did, so that its thread can be held against it.
 */
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import type { WireUpdate } from '../../bots/telegram/emulator/wire.ts';
import type { FaqQuestion } from './faq-folder.ts';

/** One thing that a customer did. */
export type Deed =
  | { kind: 'question'; mark: string; updateId: number; messageId: string }
  | { kind: 'order'; updateId: number; messageId: string }
  | { kind: 'tap'; updateId: number };

/** A message of the bot that arrived at the messenger. */
export interface Arrival {
  messageId: number;
  text: string;
}

export interface Customer {
  id: number;
  deeds: Deed[];
  arrivals: Arrival[];
}

export interface Customers {
  all: ReadonlyMap<number, Customer>;
  /** Somebody does their next deed; the number of updates that it made, 0 when all wait for an answer. */
  act(): number;
  readonly updates: number;
  stop(): void;
}

export interface CustomersOptions {
  emulator: TelegramEmulator;
  questions: FaqQuestion[];
  /** How many ask questions; those who ask for an order come anew. */
  askers: number;
  fraction(): number;
  push(update: WireUpdate, chat: string): void;
}

const FIRST_ID = 500_000;
/** How many of those who act come for the first time, and how many may wait for an answer at once. */
const SHARE_OF_NEW = 0.1;
const BUSY_MOST = 1_500;
const HELPED = 'Yes, thanks';
const ORDER_DIALOG = [
  { say: 'Where is my order?', reply: /order number/i },
  { say: 'ML-1007', reply: /ML-1007/ },
  { say: '1001', reply: /ML-1007/ },
];

interface Actor extends Customer {
  /** Texts that must arrive before the next deed. */
  expects: RegExp[];
  /** Deeds of the order dialog done; null: asks questions. */
  step: number | null;
  mayTap: boolean;
}

export function createCustomers(options: CustomersOptions): Customers {
  const { emulator, fraction } = options;
  const all = new Map<number, Actor>();
  const idle: Actor[] = [];
  let updates = 0;
  /** Those who got all they came for. */
  let done = 0;

  const create = (step: number | null): Actor => {
    const id = FIRST_ID + all.size;
    const actor: Actor = { id, deeds: [], arrivals: [], expects: [], step, mayTap: false };
    all.set(id, actor);
    emulator.user(id).person.languageCode = 'en';
    return actor;
  };
  for (let count = 0; count < options.askers; count += 1) idle.push(create(null));

  const stop = emulator.watch((event, personId) => {
    const actor = all.get(personId);
    if (event.type !== 'message' || !event.message.from.is_bot || !actor) return;
    const { message_id: messageId, text = '' } = event.message;
    actor.arrivals.push({ messageId, text });
    const met = actor.expects.findIndex((expected) => expected.test(text));
    if (met < 0) return;
    actor.expects.splice(met, 1);
    const isOver = actor.step !== null && actor.step >= ORDER_DIALOG.length;
    if (actor.expects.length > 0) return;
    if (isOver) done += 1;
    else idle.push(actor);
  });

  const hand = (actor: Actor, update: WireUpdate | null): WireUpdate => {
    if (!update) throw new Error('The emulator made no update');
    updates += 1;
    options.push(update, String(actor.id));
    return update;
  };

  const write = (actor: Actor, text: string) => {
    const update = hand(actor, emulator.user(actor.id).text(text));
    const { message_id: messageId } = update['message'] as { message_id: number };
    return { updateId: update.update_id, messageId: String(messageId) };
  };

  const ask = (actor: Actor): void => {
    const count = fraction() < 0.15 ? 3 : 1;
    for (let times = 0; times < count; times += 1) {
      // Who asks the very same thing over and over is offered a person instead of an answer.
      const last = actor.deeds.findLast((deed) => deed.kind === 'question');
      const others = options.questions.filter(({ mark }) => mark !== last?.mark);
      const question = others[Math.floor(fraction() * others.length)];
      if (!question) throw new Error('There are no questions');
      actor.deeds.push({ kind: 'question', mark: question.mark, ...write(actor, question.question) });
      actor.expects.push(new RegExp(question.mark));
    }
    actor.mayTap = count === 1;
  };

  const tap = (actor: Actor): void => {
    actor.mayTap = false;
    actor.expects.push(/^(?!Answer)/);
    const { update_id: updateId } = hand(actor, emulator.user(actor.id).tap(HELPED));
    actor.deeds.push({ kind: 'tap', updateId });
  };

  const askForOrder = (actor: Actor, step: number): void => {
    const { say, reply } = ORDER_DIALOG[step] ?? { say: '', reply: /./ };
    actor.step = step + 1;
    actor.expects.push(reply);
    actor.deeds.push({ kind: 'order', ...write(actor, say) });
  };

  return {
    all,
    get updates() {
      return updates;
    },
    act() {
      const before = updates;
      const place = Math.floor(fraction() * idle.length);
      const known = fraction() < SHARE_OF_NEW ? undefined : idle[place];
      if (known) idle.splice(place, 1);
      const busy = all.size - done - idle.length;
      if (!known && busy > BUSY_MOST) return 0;
      const actor = known ?? create(0);
      if (actor.step !== null) askForOrder(actor, actor.step);
      else if (actor.mayTap && fraction() < 0.3) tap(actor);
      else ask(actor);
      return updates - before;
    },
    stop,
  };
}
