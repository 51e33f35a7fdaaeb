/** The one line between header and log that says what is wrong or what else can be done. At most one at a time. */
import type { ChatState } from '../talk/state.ts';
import { fill, h, pushButton } from './dom.ts';
import { showLeaveForm } from './leave-form.ts';
import type { Ui, View } from './ui.ts';

type Notice = 'offline' | 'lost' | 'slow' | 'closed' | 'none';
const SECOND_MS = 1_000;

export function createBanner(ui: Ui): View {
  const { say, acts, clock } = ui;
  const text = h('span', {});
  const act = pushButton({ class: 'link', onclick: () => press() });
  const element = h('div', { class: 'banner', role: 'status' }, text, act);
  let shown: Notice = 'none';
  let cancel = (): void => undefined;

  function press(): void {
    if (shown === 'closed') showLeaveForm(ui);
    else acts.retryLine();
  }
  function draw(state: ChatState): void {
    const notice = noticeOf(state, clock.now());
    shown = notice;
    element.hidden = notice === 'none';
    element.className = `banner ${notice}`;
    const words = wordsOf(ui, notice, state);
    if (text.textContent !== words) fill(text, words);
    act.hidden = notice !== 'lost' && notice !== 'closed';
    act.textContent = notice === 'closed' ? say('leave') : say('retryNow');
    cancel();
    if (notice === 'slow') cancel = clock.after(SECOND_MS, () => draw(ui.state()));
  }
  return { element, draw };
}

function noticeOf(state: ChatState, nowMs: number): Notice {
  if (state.phase === 'barred' || state.phase === 'ended') return 'none';
  if (!state.online) return 'offline';
  if (state.line === 'lost') return 'lost';
  if (state.slowUntilMs > nowMs) return 'slow';
  // Once a person answers, or the visitor left their message, the offer would only be in the way.
  const offered = state.items.some(({ author, contact }) => author !== undefined || contact !== undefined);
  return state.config?.desk.is === 'closed' && !offered ? 'closed' : 'none';
}

function wordsOf({ say, format, clock }: Ui, notice: Notice, { config, slowUntilMs }: ChatState): string {
  switch (notice) {
    case 'none':
      return '';
    case 'offline':
      return say('offline');
    case 'lost':
      return say('lost');
    case 'slow':
      return say('slow', { count: Math.max(1, Math.ceil((slowUntilMs - clock.now()) / SECOND_MS)) });
    case 'closed': {
      const at = config?.desk.opensAtMs ?? null;
      if (at === null) return say('closedOfferUnknown');
      return say('closedOffer', { when: format.moment(at, clock.now()) });
    }
  }
}
