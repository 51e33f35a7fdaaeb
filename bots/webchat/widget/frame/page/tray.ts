/** Files chosen and not sent yet, each with a way back; what cannot go is named at once, before anything is uploaded. */
import { BOUNDS } from '../wire/bounds.ts';
import { isPicture } from './attachments.ts';
import { fill, h } from './dom.ts';
import { icon } from './icon.ts';
import { signButton } from './sign-button.ts';
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
  const pictures = new Map<File, string>();

  function put(now: File[], faults: string[]): void {
    for (const file of files) if (!now.includes(file)) forget(file);
    files = now;
    fill(list, ...files.map((file) => drawFile(ui, file, pictures, () => put(without(files, file), []))));
    fault.textContent = faults.join(' ');
    element.hidden = files.length === 0 && faults.length === 0;
    changed();
  }
  function forget(file: File): void {
    URL.revokeObjectURL(pictures.get(file) ?? '');
    pictures.delete(file);
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
      put(all.slice(0, BOUNDS.filesPerMessage), faults);
    },
    count: () => files.length,
    take() {
      const taken = files;
      put([], []);
      return taken;
    },
  };
}

function drawFile(ui: Ui, file: File, pictures: Map<File, string>, remove: () => void): HTMLElement {
  const { name, size, type } = file;
  const shown = isPicture(type);
  if (shown && !pictures.has(file)) pictures.set(file, URL.createObjectURL(file));
  return h(
    'li',
    {},
    shown ? h('img', { src: pictures.get(file), alt: '' }) : icon('file'),
    h('span', { class: 'about' }, h('bdi', {}, name), h('small', {}, ui.format.size(size))),
    signButton('close', ui.say('remove', { name }), remove),
  );
}

const without = (files: File[], file: File): File[] => files.filter((one) => one !== file);
