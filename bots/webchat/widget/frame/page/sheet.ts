/**
 * A sheet over the chat: the menu and the forms. It holds the focus while it is open, closes with Escape, and gives the focus
 * back to what opened it.
 */
import { h, fill } from './dom.ts';
import { dialogKeys, giveBack } from './focus.ts';
import { signButton } from './sign-button.ts';
import type { Say } from './words.ts';

export interface Sheet {
  element: HTMLElement;
  /** What lies below and must not be reached meanwhile. */
  over(below: HTMLElement): void;
  show(title: string, ...content: (Node | string)[]): void;
  close(): void;
  isOpen(): boolean;
}

export function createSheet(say: Say): Sheet {
  let opener: Element | null = null;
  let below: HTMLElement | null = null;
  const title = h('h2', { id: 'sheet-title', tabindex: -1 });
  const body = h('div', { class: 'sheet-body' });
  const close = signButton('close', say('back'), shut);
  const box = h(
    'div',
    { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'sheet-title' },
    h('div', { class: 'sheet-head' }, title, close),
    body,
  );
  const element = h(
    'div',
    {
      class: 'veil',
      hidden: true,
      onclick: (event) => event.target === element && shut(),
      onkeydown: (event) => dialogKeys(box, event, shut),
    },
    box,
  );
  function shut(): void {
    if (element.hidden) return;
    element.hidden = true;
    if (below) below.inert = false;
    fill(body);
    giveBack(opener);
  }
  return {
    element,
    over: (what) => void (below = what),
    show(text, ...content) {
      if (element.hidden) opener = document.activeElement;
      title.textContent = text;
      fill(body, ...content);
      element.hidden = false;
      if (below) below.inert = true;
      const field = body.querySelector<HTMLElement>('[data-focus]');
      (field ?? title).focus();
    },
    close: shut,
    isOpen: () => !element.hidden,
  };
}
