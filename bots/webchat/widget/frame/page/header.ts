/** Who is on the other side, and the ways out: the menu and the closing of the chat. */
import type { ChatState } from '../talk/state.ts';
import { h, setText } from './dom.ts';
import { firstLetter } from './first-letter.ts';
import { showMenu } from './menu.ts';
import { signButton } from './sign-button.ts';
import type { Ui, View } from './ui.ts';

export function createHeader(ui: Ui): View {
  const { say } = ui;
  const face = h('div', { class: 'face', 'aria-hidden': 'true' });
  const title = h('h1', { tabindex: -1, dir: 'auto' });
  const status = h('p', { class: 'status' });
  const menu = signButton('more', say('menu'), () => showMenu(ui));
  const close = signButton('close', say('close'), ui.acts.close);
  menu.setAttribute('aria-haspopup', 'dialog');
  const element = h('header', {}, face, h('div', { class: 'who' }, title, status), menu, close);
  return {
    element,
    draw(state) {
      const name = state.config?.shopName ?? say('title');
      setText(title, name);
      setText(face, firstLetter(speaker(state) ?? name));
      setText(status, statusOf(ui, state));
    },
  };
}

/** The person who answered last, if the shop's last words were a person's. */
function speaker({ items }: ChatState): string | undefined {
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item?.from === 'shop') return item.author;
  }
  return undefined;
}

function statusOf({ say }: Ui, state: ChatState): string {
  const { config } = state;
  if (config === null) return '';
  if (state.typing) return say('statusTyping');
  const name = speaker(state);
  if (name !== undefined) return say('statusPerson', { name });
  return say(config.desk.is === 'open' ? 'statusOpen' : 'statusClosed');
}
