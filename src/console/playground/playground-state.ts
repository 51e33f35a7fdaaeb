/** What the page knows, and how each event of the server changes it; pure, so that it can be read and tested by itself. */
import type {
  CustomerView,
  LetterView,
  PhoneMessageView,
  PlatformView,
  PlaygroundEvent,
  PlaygroundState,
  SampleView,
  ScreenView,
} from '../../api/playground.ts';
import type { ApiLocale } from '../../api/words.ts';

export interface PageState {
  /** Null until the server has told. */
  shop: { name: Record<ApiLocale, string>; timeZone: string } | null;
  online: boolean;
  customers: CustomerView[];
  samples: SampleView[];
  letters: LetterView[];
  platforms: PlatformView[];
  /** Words of the shop that wait to be sent. */
  waiting: number;
  /** Whose phones are open (`personOf`): a person may have one in each messenger. */
  person: string | null;
  /** The messenger whose phone is open. */
  platform: string;
  /** A phone that shall be opened as soon as it is there. */
  awaited: string | null;
  /** The phones of all messengers stand side by side. */
  all: boolean;
  /** Whether anybody sees the open phones; on a narrow screen the console may cover them. */
  phoneSeen: boolean;
  /** Messages of the shop that came to phones that were not open. */
  unread: Record<string, number>;
  /** Letters that were there when the mailbox was last open. */
  lettersSeen: number;
  /** When the shop last began to type, by customer; local ms. */
  typingSince: Record<string, number>;
  /** What a sample's customer is typing. */
  drafts: Record<string, { text: string; ms: number }>;
  /** Words of the shop that pop up after a tap. */
  popUps: Record<string, { text: string; alert: boolean }>;
  /** How often a tap was answered, by customer: buttons stop to wait when it grows. */
  answers: Record<string, number>;
  playing: string[];
  /** Customers whose sample broke off. */
  stuck: string[];
}

export type PageEvent =
  | { type: 'hello'; state: PlaygroundState; locale: ApiLocale }
  | { type: 'told'; event: PlaygroundEvent; nowMs: number }
  | { type: 'offline' }
  | { type: 'choose'; customer: string }
  | { type: 'choose-person'; person: string }
  | { type: 'choose-platform'; name: string }
  | { type: 'show-all'; all: boolean }
  | { type: 'phone-seen'; seen: boolean }
  | { type: 'mail-read' }
  | { type: 'pop-up-gone'; customer: string }
  | { type: 'typing-gone'; customer: string };

export const FIRST_STATE: PageState = {
  shop: null,
  online: true,
  customers: [],
  samples: [],
  letters: [],
  platforms: [],
  waiting: 0,
  person: null,
  platform: '',
  awaited: null,
  all: false,
  phoneSeen: true,
  unread: {},
  lettersSeen: 0,
  typingSince: {},
  drafts: {},
  popUps: {},
  answers: {},
  playing: [],
  stuck: [],
};

/** The next state. */
export function applyPageEvent(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'hello':
      return greet(state, event.state, event.locale);
    case 'told':
      return hear(state, event.event, event.nowMs);
    case 'offline':
      return { ...state, online: false };
    case 'choose': {
      const chosen = state.customers.find(({ id }) => id === event.customer);
      // The page may hear of the new phone before it is told that there is one.
      if (chosen === undefined) return { ...state, awaited: event.customer };
      return seen({ ...state, person: personOf(state, chosen), platform: chosen.platform });
    }
    case 'choose-person':
      return seen({ ...state, person: event.person });
    case 'choose-platform':
      return seen({ ...state, platform: event.name });
    case 'show-all':
      return seen({ ...state, all: event.all });
    case 'phone-seen':
      return seen({ ...state, phoneSeen: event.seen });
    case 'mail-read':
      return { ...state, lettersSeen: state.letters.length };
    case 'pop-up-gone':
      return { ...state, popUps: without(state.popUps, event.customer) };
    case 'typing-gone':
      return { ...state, typingSince: without(state.typingSince, event.customer) };
  }
}

/** The phones on the screen, by messenger; null: this person has none there yet. */
export function openPhones(state: PageState): { platform: PlatformView; customer: CustomerView | null }[] {
  return state.platforms
    .filter(({ name }) => state.all || name === state.platform)
    .map((platform) => ({
      platform,
      customer: phonesOf(state, state.person).find((one) => one.platform === platform.name) ?? null,
    }));
}

/**
 * Which person a phone belongs to: phones of the same name in different messengers are one person's, those in the same
 * messenger are namesakes'.
 */
export function personOf({ customers }: PageState, { id, name, platform }: CustomerView): string {
  const namesakes = customers.filter((one) => one.name === name && one.platform === platform);
  return `${name} ${namesakes.findIndex((one) => one.id === id)}`;
}

/** Everybody who has a phone, each once and with all of theirs, in the order of their arrival. */
export function peopleOf(state: PageState): { person: string; phones: CustomerView[] }[] {
  const people = new Map<string, CustomerView[]>();
  for (const one of state.customers) {
    const person = personOf(state, one);
    people.set(person, [...(people.get(person) ?? []), one]);
  }
  return [...people].map(([person, phones]) => ({ person, phones }));
}

export function phonesOf(state: PageState, person: string | null): CustomerView[] {
  return peopleOf(state).find((one) => one.person === person)?.phones ?? [];
}

/** What stands on the screen is not unread. */
function seen(state: PageState): PageState {
  if (!state.phoneSeen) return state;
  const shown = openPhones(state).flatMap(({ customer }) => customer?.id ?? []);
  return { ...state, unread: shown.reduce(without<number>, state.unread) };
}

/** At first the phone of somebody who speaks the page's language is open. */
function greet(state: PageState, server: PlaygroundState, locale: ApiLocale): PageState {
  const { shopName: name, timeZone, customers, samples, letters, playing, platforms, waiting } = server;
  const isKnown = peopleOf({ ...state, customers }).some(({ person }) => person === state.person);
  const first = customers.find((one) => one.locale === locale) ?? customers[0];
  return {
    ...state,
    shop: { name, timeZone },
    online: true,
    customers,
    samples,
    letters,
    lettersSeen: state.shop === null ? letters.length : state.lettersSeen,
    playing,
    drafts: {},
    typingSince: {},
    platforms,
    waiting,
    person: isKnown || !first ? state.person : personOf({ ...state, customers }, first),
    platform: platforms.some((one) => one.name === state.platform)
      ? state.platform
      : (platforms[0]?.name ?? ''),
  };
}

function hear(state: PageState, event: PlaygroundEvent, nowMs: number): PageState {
  switch (event.type) {
    case 'message':
      return take(state, event.customer, event.message);
    case 'deleted':
      return change(state, event.customer, (screen) => ({
        ...screen,
        messages: screen.messages.filter(({ id }) => id !== event.messageId),
      }));
    case 'state':
      return change(state, event.customer, (screen) => ({ ...screen, ...event.state }));
    case 'typing':
      return { ...state, typingSince: { ...state.typingSince, [event.customer]: nowMs } };
    case 'tap-answered':
      return answerTap(state, event);
    case 'added': {
      const next = { ...state, customers: [...state.customers, event.customer] };
      const { id } = event.customer;
      if (id !== state.awaited) return next;
      return applyPageEvent({ ...next, awaited: null }, { type: 'choose', customer: id });
    }
    case 'letters':
      return { ...state, letters: event.letters };
    case 'platform':
      return {
        ...state,
        platforms: state.platforms.map((one) => (one.name === event.platform.name ? event.platform : one)),
      };
    case 'waiting':
      return { ...state, waiting: event.waiting };
    case 'drafting':
      return { ...state, drafts: { ...state.drafts, [event.customer]: { text: event.text, ms: event.ms } } };
    case 'sample':
      return playSample(state, event);
  }
}

function take(state: PageState, customer: string, message: PhoneMessageView): PageState {
  const known = state.customers.find(({ id }) => id === customer)?.screen.messages ?? [];
  const isNew = !known.some(({ id }) => id === message.id);
  const next = change(state, customer, (screen) => ({ ...screen, messages: put(screen.messages, message) }));
  if (message.from === 'customer') return { ...next, drafts: without(next.drafts, customer) };
  const isSeen = state.phoneSeen && openPhones(state).some((open) => open.customer?.id === customer);
  return {
    ...next,
    typingSince: isNew ? without(next.typingSince, customer) : next.typingSince,
    unread: isNew && !isSeen ? { ...next.unread, [customer]: (next.unread[customer] ?? 0) + 1 } : next.unread,
  };
}

function put(messages: PhoneMessageView[], message: PhoneMessageView): PhoneMessageView[] {
  const at = messages.findIndex(({ id }) => id === message.id);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}

function answerTap(state: PageState, event: PlaygroundEvent & { type: 'tap-answered' }): PageState {
  const { customer, text, alert } = event;
  return {
    ...state,
    answers: { ...state.answers, [customer]: (state.answers[customer] ?? 0) + 1 },
    popUps: text === null ? state.popUps : { ...state.popUps, [customer]: { text, alert } },
  };
}

function playSample(state: PageState, event: PlaygroundEvent & { type: 'sample' }): PageState {
  const others = state.playing.filter((name) => name !== event.name);
  return {
    ...state,
    playing: event.ended === null ? [...others, event.name] : others,
    drafts: event.ended === null ? state.drafts : without(state.drafts, event.customer),
    stuck: event.ended === 'stuck' ? [...state.stuck, event.customer] : state.stuck,
  };
}

function change(state: PageState, customer: string, edit: (screen: ScreenView) => ScreenView): PageState {
  return {
    ...state,
    customers: state.customers.map((one) =>
      one.id === customer ? { ...one, screen: edit(one.screen) } : one,
    ),
  };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}
