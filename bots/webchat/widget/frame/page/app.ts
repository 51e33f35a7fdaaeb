/** The whole chat in one language, put together: header, notice, log, composer, and the sheet above them. */
import type { ChatState } from '../talk/state.ts';
import { createBanner } from './banner.ts';
import { createComposer } from './composer.ts';
import { h } from './dom.ts';
import { hasKeyboard, keepFocus } from './focus.ts';
import { createHeader } from './header.ts';
import { createLog } from './log.ts';
import type { Ui, View } from './ui.ts';

export interface App extends View {
  /** The chat was opened. */
  opened(): void;
}

export function createApp(ui: Ui): App {
  const [header, banner, log, composer] = [
    createHeader(ui),
    createBanner(ui),
    createLog(ui),
    createComposer(ui),
  ];
  const drop = h('div', { class: 'drop', 'aria-hidden': 'true', hidden: true }, ui.say('dropHere'));
  const chat = h('div', { class: 'chat' }, header.element, banner.element, log.element, composer.element);
  ui.sheet.over(chat);
  const element = h(
    'div',
    {
      class: 'app',
      onkeydown: (event) => {
        if (ui.state().panel.full && !ui.sheet.isOpen()) keepFocus(chat, event);
        if (event.key === 'Escape' && !event.defaultPrevented) ui.acts.close();
      },
    },
    chat,
    ui.sheet.element,
    drop,
  );
  takeDrops(element, drop, composer.addFiles);
  let wasOpen = false;
  return {
    element,
    draw(state: ChatState) {
      for (const view of [header, banner, composer, log]) view.draw(state);
      if (state.panel.open && !wasOpen) log.toNewest();
      wasOpen = state.panel.open;
    },
    opened() {
      log.toNewest();
      if (ui.sheet.isOpen()) return;
      // A phone's keyboard would cover the greeting.
      if (hasKeyboard()) composer.focus();
      else log.focus();
    },
  };
}

function takeDrops(element: HTMLElement, drop: HTMLElement, add: (files: readonly File[]) => void): void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
  element.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  element.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  element.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.hidden = true;
    add([...(event.dataTransfer?.files ?? [])]);
  });
}
