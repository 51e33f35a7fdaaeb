/** Files chosen and not sent yet, each with a way back; what cannot go is named at once, before anything is uploaded. */
import { BOUNDS } from '../wire/bounds.ts';
import { fill, h } from './dom.ts';
import { icon } from './icon.ts';
import type { Ui } from './ui.ts';

export interface Tray {
  element: HTMLElement;
  add(files: readonly File[]): void;
  count(): number;
  /** Everything, in order; the tray is empty then. */
  take(): File[];
}

export function createTray(ui: Ui, changed: () => void): Tray {
  const { say, format } = ui;
  let files: File[] = [];
  const list = h('ul', {});
  const fault = h('p', { class: 'fault', role: 'alert' });
  const element = h('div', { class: 'tray', hidden: true }, list, fault);
  const urls = new Map<File, string>();

  function draw(faults: string[]): void {
    fill(list, ...files.map((file) => drawFile(file)));
    fault.textContent = faults.join(' ');
    element.hidden = files.length === 0 && faults.length === 0;
    changed();
  }
  function drawFile(file: File): HTMLElement {
    const name = h('bdi', {}, file.name);
    const picture = /^image\/(jpeg|png|gif|webp)$/.test(file.type);
    if (picture && !urls.has(file)) urls.set(file, URL.createObjectURL(file));
    return h(
      'li',
      {},
      picture ? h('img', { src: urls.get(file), alt: '' }) : icon('file'),
      h('span', { class: 'about' }, name, h('small', {}, format.size(file.size))),
      h(
        'button',
        {
          class: 'round',
          type: 'button',
          'aria-label': say('remove', { name: file.name }),
          onclick: () => {
            forget(file);
            files = files.filter((one) => one !== file);
            draw([]);
          },
        },
        icon('close'),
      ),
    );
  }
  function forget(file: File): void {
    const url = urls.get(file);
    if (url !== undefined) URL.revokeObjectURL(url);
    urls.delete(file);
  }
  function faultOf({ name, size }: File): string | null {
    if (size === 0) return say('emptyFile', { name });
    return size > BOUNDS.fileBytesMax
      ? say('tooLarge', { name, size: format.size(BOUNDS.fileBytesMax) })
      : null;
  }
  return {
    element,
    add(chosen) {
      const faults = chosen.map(faultOf).filter((one) => one !== null);
      const all = [...files, ...chosen.filter((file) => faultOf(file) === null)];
      if (all.length > BOUNDS.filesPerMessage) faults.push(say('tooMany', { count: BOUNDS.filesPerMessage }));
      files = all.slice(0, BOUNDS.filesPerMessage);
      draw(faults);
    },
    count: () => files.length,
    take() {
      const taken = files;
      for (const file of taken) forget(file);
      files = [];
      draw([]);
      return taken;
    },
  };
}
