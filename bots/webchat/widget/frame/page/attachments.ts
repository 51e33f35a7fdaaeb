/** Files in a bubble: pictures as thumbnails of one size, so that nothing jumps while they load; others as a row to save. */
import type { ChatFile } from '../../../protocol.ts';
import type { Unsent, UnsentFile } from '../talk/unsent.ts';
import { h, pushButton } from './dom.ts';
import { icon } from './icon.ts';
import type { Ui } from './ui.ts';
import { showPicture } from './viewer.ts';

export function drawFiles(ui: Ui, files: readonly ChatFile[]): HTMLElement[] {
  const pictures = files.filter(({ kind }) => kind === 'photo');
  const others = files.filter(({ kind }) => kind !== 'photo');
  return [
    ...gallery(pictures.map((file) => drawPicture(ui, file))),
    ...others.map((file) => drawDocument(ui, file)),
  ];
}

/** The same before the server has them, with how far each is. Redrawn by `drawProgress`. */
export function drawUnsentFiles(ui: Ui, files: readonly UnsentFile[]): HTMLElement[] {
  const bar = (file: UnsentFile): HTMLElement =>
    h('progress', { max: 1, value: 0, 'data-blob': file.blob, 'aria-label': ui.say('sending') });
  const pictures = files
    .filter(({ mime }) => isPicture(mime))
    .map((file) => {
      const image = h('img', { alt: ui.say('picture', { name: file.name }) });
      void ui.files.unsent(file.blob).then((url) => url !== null && image.setAttribute('src', url));
      return h('div', { class: 'thumb' }, image, bar(file));
    });
  const others = files
    .filter(({ mime }) => !isPicture(mime))
    .map((file) =>
      h('div', { class: 'document' }, icon('file'), about(ui, file.name, file.bytes), bar(file)),
    );
  return [...gallery(pictures), ...others];
}

/** What every browser shows. */
export function isPicture(mime: string): boolean {
  return /^image\/(jpeg|png|gif|webp)$/.test(mime);
}

export function drawProgress(ui: Ui, element: HTMLElement, { what, state }: Unsent): void {
  if (what.kind !== 'files') return;
  for (const file of what.files) {
    const bar = element.querySelector<HTMLProgressElement>(`[data-blob="${file.blob}"]`);
    if (bar === null) continue;
    bar.hidden = state === 'refused';
    bar.value = file.id === undefined ? ui.files.progress(file.blob) : 1;
  }
}

function gallery(pictures: HTMLElement[]): HTMLElement[] {
  if (pictures.length === 0) return [];
  return [h('div', { class: pictures.length === 1 ? 'gallery one' : 'gallery' }, ...pictures)];
}

function drawPicture(ui: Ui, file: ChatFile): HTMLElement {
  const label = ui.say('picture', { name: file.name });
  const image = h('img', { alt: '' });
  const button = pushButton({ class: 'thumb', 'aria-label': label }, image);
  const show = async (): Promise<void> => {
    const url = await ui.files.url(file);
    if (url === null) return button.replaceWith(drawDocument(ui, file));
    image.src = url;
    button.addEventListener('click', () => showPicture(ui.say, { url, name: file.name }));
  };
  void show();
  return button;
}

function drawDocument(ui: Ui, file: ChatFile): HTMLElement {
  const note = h('small', { class: 'fault', role: 'status' });
  const save = async (): Promise<void> => {
    const url = await ui.files.url(file);
    note.textContent = url === null ? ui.say('fileFailed') : '';
    if (url !== null) h('a', { href: url, download: file.name }).click();
  };
  return pushButton(
    {
      class: 'document',
      'aria-label': `${ui.say('download', { name: file.name })}, ${ui.format.size(file.bytes)}`,
      onclick: () => void save(),
    },
    icon('file'),
    about(ui, file.name, file.bytes),
    icon('save'),
    note,
  );
}

function about(ui: Ui, name: string, bytes: number): HTMLElement {
  return h('span', { class: 'about' }, h('bdi', {}, name), h('small', {}, ui.format.size(bytes)));
}
