/** A picture as large as the chat is. Closes with Escape, its button, or a press beside the picture. */
import { h } from './dom.ts';
import { dialogKeys, giveBack } from './focus.ts';
import { icon } from './icon.ts';
import { signButton } from './sign-button.ts';
import type { Say } from './words.ts';

export function showPicture(say: Say, { url, name }: { url: string; name: string }): void {
  const opener = document.activeElement;
  const close = (): void => {
    viewer.remove();
    giveBack(opener);
  };
  const closer = signButton('close', say('closeViewer'), close);
  const viewer = h(
    'div',
    {
      class: 'viewer',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': say('picture', { name }),
      onclick: (event) => event.target === viewer && close(),
      onkeydown: (event) => dialogKeys(viewer, event, close),
    },
    h('img', { src: url, alt: name }),
    h(
      'div',
      { class: 'viewer-bar' },
      h(
        'a',
        { class: 'round', href: url, download: name, 'aria-label': say('download', { name }) },
        icon('save'),
      ),
      closer,
    ),
  );
  document.body.append(viewer);
  closer.focus();
}
