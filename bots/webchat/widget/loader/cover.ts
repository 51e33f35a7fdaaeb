/**
 * While the chat covers the page, as on a phone: the page below neither scrolls nor takes the focus, the box follows the
 * part of the screen that the keyboard leaves free, and the phone's own "back" closes the chat. Everything is put back.
 */
import type { PanelState } from '../bridge.ts';

export interface Cover {
  draw(panel: PanelState): void;
}

/** What browsers give for "back" and the like; not all have it. */
type Watcher = new () => EventTarget & { destroy(): void };

export function createCover(panel: HTMLElement, close: () => void): Cover {
  const { documentElement } = document;
  let covered = false;
  let overflow = '';
  let watcher: InstanceType<Watcher> | null = null;
  const fit = (): void => {
    const view = window.visualViewport;
    if (!covered || view === null) return;
    panel.style.setProperty('--h', `${view.height}px`);
    panel.style.setProperty('--top', `${view.offsetTop}px`);
  };
  for (const name of ['resize', 'scroll']) window.visualViewport?.addEventListener(name, fit);
  return {
    draw({ open, full }) {
      const covers = open && full;
      if (covers === covered) return;
      covered = covers;
      if (covers) {
        ({ overflow } = documentElement.style);
        documentElement.style.overflow = 'hidden';
        fit();
      } else documentElement.style.overflow = overflow;
      document.body.inert = covers;
      watcher?.destroy();
      watcher = covers ? watchBack(close) : null;
    },
  };
}

function watchBack(close: () => void): InstanceType<Watcher> | null {
  const { CloseWatcher } = window as { CloseWatcher?: Watcher };
  if (CloseWatcher === undefined) return null;
  const watcher = new CloseWatcher();
  watcher.addEventListener('close', close);
  return watcher;
}
