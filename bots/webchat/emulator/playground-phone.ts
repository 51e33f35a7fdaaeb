/**
 * A visitor of the playground: signed in at the shop, with the chat open. What is done here goes to our own server over HTTP as
 * a browser's calls do, one after another, and can be held up as a bad network holds it up.
 */
import { newPublicId } from '../../../src/core/ids.ts';
import type {
  CustomerPhone,
  PhoneAct,
  PhoneActed,
  PhoneEvent,
  PhoneOwner,
  PhoneState,
} from '../../../src/core/ports/phone.ts';
import type { Random } from '../../../src/core/clock.ts';
import type { ChatItem } from '../protocol.ts';
import { phoneKeys, phoneMessage, pressable } from './phone-message.ts';
import type { Said, VisitorClient } from './visitor.ts';

/** What the visitors' network does with their calls. */
export interface Network {
  /** Sends it, now or when the network lets it. */
  send(deed: () => Promise<unknown>): void;
  /** Says the last thing again, under the same client id. */
  last: (() => Promise<unknown>) | null;
}

export interface PhoneDeps {
  owner: PhoneOwner;
  visitor: VisitorClient;
  network: Network;
  random: Random;
  tell(event: PhoneEvent): void;
}

interface State extends PhoneDeps {
  /** Bytes of the files of this chat, by id. */
  files: Map<string, { bytes: Uint8Array; name: string | null }>;
  opened: Promise<unknown> | null;
  away: boolean;
}

const DONE: PhoneActed = { ok: true, tapId: null };
const FILES_KEPT = 50;

export function createPhone(deps: PhoneDeps): CustomerPhone {
  const state: State = { ...deps, files: new Map(), opened: null, away: false };
  deps.visitor.watch((event) => {
    if (event.event === 'typing') deps.tell({ type: 'typing' });
    if (event.event === 'entry') void arrived(state, event.data.put);
  });
  return {
    owner: deps.owner,
    screen: () => ({ ...stateOf(state), messages: shown(state).map(phoneMessage) }),
    act(act) {
      const acted = actOn(state, act);
      deps.tell({ type: 'state', state: stateOf(state) });
      return acted;
    },
    file: (id) => state.files.get(id) ?? null,
  };
}

/** Whoever looks at the chat has seen what stands in it. */
async function arrived(state: State, item: ChatItem): Promise<void> {
  const { visitor, tell, files } = state;
  for (const file of item.files) {
    const found = files.has(file.id) ? null : await visitor.downloads(file.id).catch(() => null);
    if (found) keep(state, file.id, found.bytes, file.name);
  }
  if (item.deleted) tell({ type: 'deleted', messageId: item.seq });
  else tell({ type: 'message', message: phoneMessage(item) });
  tell({ type: 'state', state: stateOf(state) });
  if (item.from === 'shop') await visitor.reads().catch(() => {});
}

function actOn(state: State, act: PhoneAct): PhoneActed {
  switch (act.do) {
    case 'start':
      return say(state, { kind: 'start', payload: act.payload ?? '' });
    case 'text':
      return say(state, { kind: 'text', text: act.text });
    case 'location':
      return say(state, { kind: 'location', latitude: act.latitude, longitude: act.longitude });
    case 'photo':
      return send(state, act.bytes, 'photo.jpg', act.caption);
    case 'document':
      return send(state, act.bytes, act.name, act.caption);
    case 'tap':
      return tap(state, act.messageId, act.button);
    case 'key':
      return press(state, act.key);
    case 'edit':
      return edit(state, act.messageId, act.text);
    // Here nobody blocks anybody: they close the page, and come back to it.
    case 'block':
      state.away = true;
      void state.visitor.disconnect();
      return DONE;
    case 'unblock':
      state.away = false;
      void open(state);
      return DONE;
  }
}

/** The client id is made once: however often this goes out, it is one message. */
function say(state: State, message: Said): PhoneActed {
  const cid = newPublicId(state.random);
  return deed(state, () => state.visitor.post(message, cid));
}

function send(state: State, bytes: Uint8Array, name: string, caption = ''): PhoneActed {
  const cid = newPublicId(state.random);
  let uploaded: Promise<string> | null = null;
  return deed(state, async () => {
    uploaded ??= state.visitor.uploads(bytes, name).then((file) => {
      keep(state, file.id, bytes, name);
      return file.id;
    });
    const text = caption === '' ? {} : { text: caption };
    await state.visitor.post({ kind: 'files', files: [await uploaded], ...text }, cid);
  });
}

function deed(state: State, run: () => Promise<unknown>): PhoneActed {
  const whole = async (): Promise<void> => {
    await open(state);
    await run();
  };
  state.network.send(whole);
  state.network.last = whole;
  return DONE;
}

function tap(state: State, seq: number, index: number): PhoneActed {
  const item = state.visitor.items().find((one) => one.seq === seq);
  if (item === undefined) return { ok: false, reason: 'no-such-message' };
  const button = pressable(item)[index];
  if (button?.kind !== 'reply') return { ok: false, reason: 'no-such-button' };
  return say(state, { kind: 'tap', item: item.id, token: button.token });
}

function press(state: State, index: number): PhoneActed {
  const key = phoneKeys(shown(state))?.flat()[index];
  if (key === undefined) return { ok: false, reason: 'no-such-button' };
  const { name, number } = state.owner;
  if (key.shares === 'phone') return say(state, { kind: 'phone', phone: `+${number}`, name });
  return say(state, { kind: 'location', latitude: 55.7558, longitude: 37.6173 });
}

function edit(state: State, seq: number, text: string): PhoneActed {
  const item = state.visitor.items().find((one) => one.seq === seq);
  if (item === undefined) return { ok: false, reason: 'no-such-message' };
  if (item.from !== 'visitor') return { ok: false, reason: 'not-their-own' };
  return say(state, { kind: 'edit', id: item.id, text });
}

async function open(state: State): Promise<void> {
  state.opened ??= state.visitor.open().catch((thrown: unknown) => {
    state.opened = null;
    throw thrown;
  });
  await state.opened;
  if (!state.away) state.visitor.connect();
}

function shown({ visitor }: State): ChatItem[] {
  return visitor.items().filter(({ deleted }) => !deleted);
}

function stateOf(state: State): PhoneState {
  return { started: state.opened !== null, blocked: state.away, keyboard: phoneKeys(shown(state)) };
}

function keep({ files }: State, id: string, bytes: Uint8Array, name: string): void {
  files.set(id, { bytes, name });
  const [oldest] = files.keys();
  if (files.size > FILES_KEPT && oldest !== undefined) files.delete(oldest);
}
