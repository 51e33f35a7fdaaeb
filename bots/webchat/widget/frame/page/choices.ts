/** What the shop offers below its words: buttons, a list that opens, cards side by side. */
import type { ChatButton, ChatCard, ChatItem } from '../../../protocol.ts';
import { h, pushButton } from './dom.ts';
import { icon } from './icon.ts';
import { askPlace } from './ask-place.ts';
import { showPhoneForm } from './phone-form.ts';
import { drawLink } from './spans.ts';
import type { Ui } from './ui.ts';

/** Null: it offers nothing. */
export function drawChoices(ui: Ui, item: ChatItem): HTMLElement | null {
  const { buttons } = item;
  if (buttons.length === 0) return null;
  if (item.open !== undefined) return drawList(ui, item, item.open);
  return h('div', { class: 'choices' }, ...buttons.map((button) => drawButton(ui, item, button)));
}

export function drawCards(ui: Ui, item: ChatItem): HTMLElement | null {
  if (item.cards.length === 0) return null;
  const cards = item.cards.map((card) => drawCard(ui, item, card));
  // Reached by the keyboard, so that it can be scrolled without a mouse.
  return h('div', { class: 'cards', tabindex: 0, role: 'group', 'aria-label': ui.say('byShop') }, ...cards);
}

/** Marks which button was pressed; the others stay pressable. */
export function markChosen(element: HTMLElement, label: string | undefined): void {
  for (const button of element.querySelectorAll<HTMLElement>('[data-label]')) {
    const chosen = button.dataset['label'] === label;
    button.classList.toggle('chosen', chosen);
    button.toggleAttribute('aria-current', chosen);
  }
}

function drawButton(ui: Ui, item: ChatItem, button: ChatButton): Node {
  switch (button.kind) {
    case 'reply':
      return pushButton(
        { class: 'chip', 'data-label': button.label, onclick: () => ui.acts.tap(item, button) },
        h('span', {}, button.label),
        button.description !== undefined && h('small', {}, button.description),
      );
    case 'url': {
      const link = drawLink(button.url, h('span', {}, button.label), icon('out'));
      link?.setAttribute('class', 'chip');
      return link ?? h('span', { class: 'chip' }, button.label);
    }
    case 'share-phone':
      return sharing('phone', button.label, () => showPhoneForm(ui));
    case 'share-location':
      return sharing('place', button.label, () => void askPlace(ui));
  }
}

function sharing(sign: 'phone' | 'place', label: string, onclick: () => void): HTMLElement {
  return pushButton({ class: 'chip', onclick }, icon(sign), h('span', {}, label));
}

function drawList(ui: Ui, item: ChatItem, label: string): HTMLElement {
  const rows = h(
    'div',
    { class: 'rows', hidden: true },
    ...item.buttons.filter(isReply).map((button) => drawButton(ui, item, button)),
  );
  const opener = pushButton(
    {
      class: 'chip opener',
      'aria-expanded': 'false',
      onclick: () => {
        rows.hidden = !rows.hidden;
        opener.setAttribute('aria-expanded', String(!rows.hidden));
        if (!rows.hidden) rows.querySelector<HTMLElement>('button, a')?.focus();
      },
    },
    icon('list'),
    h('span', {}, label),
  );
  const beside = item.buttons
    .filter((button) => !isReply(button))
    .map((button) => drawButton(ui, item, button));
  return h('div', { class: 'choices' }, opener, rows, ...beside);
}

const isReply = ({ kind }: ChatButton): boolean => kind === 'reply';

function drawCard(ui: Ui, item: ChatItem, { title, text, imageUrl, buttons }: ChatCard): HTMLElement {
  const picture = imageUrl?.startsWith('https://') === true ? imageUrl : null;
  return h(
    'article',
    { class: 'card' },
    picture !== null &&
      h('img', { src: picture, alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' }),
    h('strong', { dir: 'auto' }, title),
    text !== undefined && h('p', { dir: 'auto' }, text),
    ...buttons.map((button) => drawButton(ui, item, button)),
  );
}
