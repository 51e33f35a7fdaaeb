/**
 * The lines of the chat and where the reader stands in them: at the newest as long as they are there, still when they read
 * further up, at the same words when older ones come before them.
 */
import type { ChatState } from '../talk/state.ts';
import { createLineView, type LineView } from './bubble.ts';
import { fill, h, pushButton, setProp, setText } from './dom.ts';
import { firstLetter } from './first-letter.ts';
import { icon } from './icon.ts';
import { linesOf, type Line } from './lines.ts';
import type { Ui, View } from './ui.ts';

const NEAR_PX = 48;
/** Older lines are fetched before the reader reaches the top. */
const AHEAD_PX = 240;
/** What was there when the chat opened is not read out. */
const QUIET_MS = 800;

export function createLog(ui: Ui): View & { focus(): void; toNewest(): void } {
  const list = h('ol', { class: 'lines' });
  const older = pushButton({ class: 'older', onclick: () => ui.acts.older() });
  const typing = h('div', { class: 'typing', 'aria-hidden': 'true', hidden: true }, h('i'), h('i'), h('i'));
  const empty = h('div', { class: 'empty' });
  const log = h('div', { role: 'log', 'aria-label': ui.say('log'), 'aria-live': 'off' }, list);
  const scroller = h('div', { class: 'scroller', tabindex: 0 }, older, empty, log, typing);
  const stand = createStand(ui, scroller, log);
  const element = h('main', { class: 'log' }, scroller, stand.pill);
  const views = new Map<string, LineView>();
  let drawnTop = '';
  let speaks = false;

  function draw(state: ChatState): void {
    const lines = linesOf(state);
    const height = scroller.scrollHeight;
    const grew = sync(list, views, lines, () => createLineView(ui), state);
    drawEmpty(ui, empty, state, lines);
    typing.hidden = !state.typing;
    older.hidden = !state.more;
    setText(older, ui.say(state.loadingMore ? 'olderWait' : 'older'));
    const top = lines[0]?.key ?? '';
    if (drawnTop !== top && views.has(drawnTop) && !stand.isDown()) {
      scroller.scrollTop += scroller.scrollHeight - height;
    } else stand.grew(grew, state);
    drawnTop = top;
    if (state.phase !== 'ready' || speaks) return;
    speaks = true;
    ui.clock.after(QUIET_MS, () => log.setAttribute('aria-live', 'polite'));
  }
  return { element, draw, focus: () => scroller.focus(), toNewest: () => stand.toNewest(false) };
}

/** Where the reader is, and the way back to the newest line. */
function createStand(ui: Ui, scroller: HTMLElement, log: HTMLElement) {
  const pill = pushButton({ class: 'pill', hidden: true, onclick: () => toNewest(true) });
  let down = true;
  let count = 0;

  function toNewest(smooth: boolean): void {
    down = true;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !still ? 'smooth' : 'instant' });
    drawPill();
  }
  function drawPill(): void {
    pill.hidden = down;
    if (down) count = 0;
    const text = count > 0 ? ui.say('newMessages', { count }) : '';
    if (pill.dataset['shows'] === text) return;
    pill.dataset['shows'] = text;
    setProp(pill, 'aria-label', text === '' ? ui.say('toNewest') : null);
    fill(pill, text, icon('down'));
  }
  const moved = (): void => {
    down = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    drawPill();
    if (down) ui.acts.seen();
    if (scroller.scrollTop < AHEAD_PX) ui.acts.older();
  };
  scroller.addEventListener('scroll', moved, { passive: true });
  // Keyboards, pictures and forms change the room: whoever stood at the newest line stays there.
  const watch = new ResizeObserver(() => down && toNewest(false));
  watch.observe(scroller);
  watch.observe(log);
  return {
    pill,
    toNewest,
    isDown: () => down,
    /** New lines at the end: follows them, or counts what the reader has not seen. */
    grew(lines: readonly Line[], { marks }: ChatState): void {
      if (down || lines.some(({ from }) => from === 'visitor')) toNewest(false);
      else count += lines.filter(({ item }) => (item?.seq ?? 0) > marks.read).length;
      drawPill();
      if (down) ui.acts.seen();
    },
  };
}

/** The list made equal to `lines`; returns those that came at its end. */
function sync(
  list: HTMLElement,
  views: Map<string, LineView>,
  lines: readonly Line[],
  make: () => LineView,
  state: ChatState,
): Line[] {
  const wanted = new Set(lines.map(({ key }) => key));
  for (const [key, view] of views) {
    if (wanted.has(key)) continue;
    view.element.remove();
    views.delete(key);
  }
  const last = list.lastElementChild;
  const grew: Line[] = [];
  let afterLast = last === null;
  let place = list.firstElementChild;
  for (const line of lines) {
    let view = views.get(line.key);
    if (view === undefined) {
      view = make();
      views.set(line.key, view);
      if (afterLast) grew.push(line);
    }
    view.draw(line, state);
    if (view.element === last) afterLast = true;
    if (view.element === place) place = place.nextElementSibling;
    else list.insertBefore(view.element, place);
  }
  return grew;
}

/** What stands there before the first line. */
function drawEmpty(ui: Ui, empty: HTMLElement, { phase, config }: ChatState, lines: readonly Line[]): void {
  const shows = lines.length > 0 ? 'nothing' : phase;
  empty.hidden = shows === 'nothing';
  const name = config?.shopName ?? '';
  if (empty.dataset['shows'] === shows + name) return;
  empty.dataset['shows'] = shows + name;
  const welcome = (): Node[] => [
    h('div', { class: 'face', 'aria-hidden': 'true' }, firstLetter(name)),
    h('p', { class: 'shop' }, name),
    h('p', {}, ui.say('empty')),
  ];
  switch (shows) {
    case 'nothing':
      return fill(empty);
    case 'opening':
      return fill(empty, h('p', { class: 'wait', role: 'status' }, ui.say('opening')));
    case 'fresh':
    case 'ready':
      return fill(empty, ...welcome());
    case 'barred':
      return fill(empty, h('p', { role: 'alert' }, ui.say('barred')));
    case 'ended':
      return fill(
        empty,
        h('p', { role: 'status' }, ui.say('ended')),
        pushButton({ class: 'main', onclick: () => ui.acts.startAnew() }, ui.say('endedAgain')),
      );
  }
}
