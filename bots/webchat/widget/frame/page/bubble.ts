/** One line of the log: its bubble, what it offers, and what became of it. Redrawn in place, so that focus and eyes stay. */
import type { ChatItem } from '../../../protocol.ts';
import type { ChatState } from '../talk/state.ts';
import type { Unsent } from '../talk/unsent.ts';
import { drawFiles, drawProgress, drawUnsentFiles } from './attachments.ts';
import { drawCards, drawChoices, markChosen } from './choices.ts';
import { createOwn } from './change-form.ts';
import { fill, h, pushButton, setText } from './dom.ts';
import { icon, type IconName } from './icon.ts';
import type { Line } from './lines.ts';
import { drawLink, drawSpans } from './spans.ts';
import type { Ui } from './ui.ts';
import { asWord, type WordKey } from './words.ts';

export interface LineView {
  element: HTMLElement;
  draw(line: Line, state: ChatState): void;
}

export function createLineView(ui: Ui): LineView {
  const day = h('div', { class: 'day' });
  const author = h('div', { class: 'author' });
  const said = h('div', { class: 'said' });
  const own = createOwn(ui);
  const body = h('div', { class: 'body' }, said, own.element);
  const meta = h('div', { class: 'meta' });
  const element = h('li', {}, day, author, body, meta);
  let drawn: ChatItem | Unsent | null = null;
  return {
    element,
    draw(line, state) {
      const { item, unsent } = line;
      const source = item ?? unsent;
      if (source !== drawn && !sameWords(drawn, source)) {
        fill(said, ...(item ? drawItem(ui, item) : unsent ? drawUnsent(ui, unsent) : []));
      }
      drawn = source;
      if (unsent && !item) drawProgress(ui, body, unsent);
      element.className = classOf(line);
      day.hidden = !line.newDay;
      setText(day, line.newDay ? ui.format.day(line.atMs, ui.clock.now()) : '');
      author.hidden = !line.first || line.from === 'visitor' || item?.author === undefined;
      setText(author, item?.author ?? '');
      markChosen(body, line.chosen);
      own.draw(line);
      drawMeta(ui, meta, line, state);
    },
  };
}

/** An unsent line whose state alone changed keeps its pictures. */
function sameWords(one: ChatItem | Unsent | null, other: ChatItem | Unsent | null): boolean {
  if (one === null || other === null || !('what' in one && 'what' in other)) return false;
  return one.what.kind === other.what.kind && textOf(one) === textOf(other);
}

const textOf = ({ what }: Unsent): string | undefined => ('text' in what ? what.text : undefined);

/** What of the line the server does not have. */
const waitingOf = ({ item, unsent, change }: Line): Unsent | null =>
  change ?? (item === null ? unsent : null);

function classOf(line: Line): string {
  const { from, first, last, past, item } = line;
  const names = ['line', from, first && 'first', last && 'last', past && 'past'];
  const refused = waitingOf(line)?.state === 'refused';
  return [...names, refused && 'refused', item === null && 'waiting'].filter(Boolean).join(' ');
}

function drawItem(ui: Ui, item: ChatItem): (Node | null)[] {
  if (item.deleted) return [h('div', { class: 'bubble gone' }, ui.say('deleted'))];
  const said = [
    ...drawFiles(ui, item.files),
    item.text.length > 0 ? h('div', { class: 'text', dir: 'auto' }, ...drawSpans(item.text)) : null,
    item.location ? drawPlace(ui, item.location) : null,
    item.contact ? drawContact(ui, item.contact) : null,
  ].filter((node) => node !== null);
  const speaker = ui.say(item.from === 'shop' ? 'byShop' : 'byYou');
  return [
    said.length > 0 ? h('div', { class: 'bubble' }, h('span', { class: 'hidden' }, speaker), ...said) : null,
    drawCards(ui, item),
    drawChoices(ui, item),
  ];
}

function drawUnsent(ui: Ui, { what }: Unsent): Node[] {
  const bubble = (...nodes: (Node | false)[]): Node[] => [
    h('div', { class: 'bubble' }, h('span', { class: 'hidden' }, ui.say('byYou')), ...nodes),
  ];
  const text = (words: string): HTMLElement => h('div', { class: 'text', dir: 'auto' }, words);
  switch (what.kind) {
    case 'text':
      return bubble(text(what.text));
    case 'tap':
      return bubble(text(what.label));
    case 'files':
      return bubble(...drawUnsentFiles(ui, what.files), what.text !== undefined && text(what.text));
    case 'location':
      return bubble(drawPlace(ui, what));
    case 'phone':
      return bubble(drawContact(ui, what));
    case 'leave':
      return bubble(text(what.text), drawContact(ui, what));
    case 'start':
    case 'edit':
    case 'revoke':
      return [];
  }
}

function drawPlace(ui: Ui, { latitude, longitude }: { latitude: number; longitude: number }): HTMLElement {
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return h(
    'div',
    { class: 'place' },
    icon('place'),
    h('span', { class: 'about' }, h('span', {}, ui.say('location')), h('small', {}, point)),
    drawLink(map, ui.say('openMap')),
  );
}

function drawContact(ui: Ui, contact: NonNullable<ChatItem['contact']>): HTMLElement {
  const phone = contact.phone === undefined ? undefined : `+${contact.phone.replace(/^\+/, '')}`;
  const what = [contact.name, phone, contact.email].filter((part) => part !== undefined).join(', ');
  return h('div', { class: 'contact', dir: 'auto' }, ui.say('contactShared', { what }));
}

/** Time and fate, below the last line of a group; a fault below the line itself. */
function drawMeta(ui: Ui, meta: HTMLElement, line: Line, state: ChatState): void {
  const { item } = line;
  const waiting = waitingOf(line);
  if (waiting?.state === 'refused') return drawRefused(ui, meta, waiting);
  const fate = fateOf(line, state);
  const isEdited = item?.edited === true && item.deleted !== true;
  meta.hidden = !line.last && fate?.word !== WAITING && !isEdited;
  const edited = isEdited ? `${ui.say('edited')} · ` : '';
  const signature = `${edited}${line.atMs} ${fate?.word ?? ''}`;
  if (meta.dataset['shows'] === signature) return;
  meta.dataset['shows'] = signature;
  const time = h('time', { datetime: new Date(line.atMs).toISOString() }, edited + ui.format.time(line.atMs));
  fill(meta, time, fate && icon(fate.sign), fate && h('span', {}, ui.say(fate.word)));
}

const SENDING = asWord('sending');
const WAITING = asWord('waiting');

function fateOf(line: Line, state: ChatState): { word: WordKey; sign: IconName } | null {
  const { from, item } = line;
  if (from === 'shop') return null;
  if (item === null || line.change !== null) {
    const live = state.online && state.line !== 'lost';
    return live ? { word: SENDING, sign: 'clock' } : { word: WAITING, sign: 'clock' };
  }
  return state.marks.seen >= item.seq
    ? { word: asWord('read'), sign: 'ticks' }
    : { word: asWord('sent'), sign: 'tick' };
}

const WHY: Record<NonNullable<Unsent['why']>, WordKey> = {
  'too-large': asWord('notSentTooLarge'),
  'not-found': asWord('notSentGone'),
  'file-gone': asWord('notSentFile'),
  other: asWord('notSent'),
};

function drawRefused({ say, acts }: Ui, meta: HTMLElement, { cid, why = 'other', what }: Unsent): void {
  meta.hidden = false;
  if (meta.dataset['shows'] === why) return;
  meta.dataset['shows'] = why;
  const word = why === 'not-found' && what.kind !== 'tap' ? WHY.other : WHY[why];
  fill(
    meta,
    icon('alert'),
    h('span', { role: 'alert' }, say(word)),
    pushButton({ class: 'link', onclick: () => acts.retry(cid) }, say('retry')),
    pushButton({ class: 'link', onclick: () => acts.discard(cid) }, say('discard')),
  );
}
