/** Other words for an own message, or none: a button beside it, and the sheet that it opens. */
import { plainOf } from '../talk/items.ts';
import { BOUNDS } from '../wire/bounds.ts';
import { createForm, h, pushButton } from './dom.ts';
import { field } from './field.ts';
import type { Line } from './lines.ts';
import { signButton } from './sign-button.ts';
import type { Ui } from './ui.ts';

/** Hidden where the line is not the visitor's to change. */
export function createOwn(ui: Ui): { element: HTMLElement; draw(line: Line): void } {
  let shown: Line | null = null;
  const show = (): void => void (shown && showChange(ui, shown, element));
  const element = signButton('more', ui.say('change'), show, 'own round');
  element.setAttribute('aria-haspopup', 'dialog');
  return {
    element,
    draw(line) {
      shown = line;
      element.hidden = !isOwn(line);
    },
  };
}

/** Pressed buttons have had their effect; what was refused has its own way out. */
function isOwn({ from, item, unsent }: Line): boolean {
  if (from === 'shop') return false;
  if (item !== null) return item.deleted !== true && item.tapped === undefined;
  return unsent?.state === 'waiting' && unsent.what.kind !== 'tap';
}

/** Null: it has no words that could be others. */
function wordsOf({ item, unsent }: Line): string | null {
  if (item === null) return unsent?.what.kind === 'text' ? unsent.what.text : null;
  return item.contact === undefined ? plainOf(item) || null : null;
}

function showChange(ui: Ui, line: Line, opener: HTMLElement): void {
  const { say, sheet, acts } = ui;
  const words = wordsOf(line);
  const { input, element } = field(
    say('write').replace('…', ''),
    h('textarea', { rows: 4, maxlength: BOUNDS.textMax, required: true, 'data-focus': true, dir: 'auto' }),
  );
  input.value = words ?? '';
  const save = (): void => {
    const text = input.value.trim();
    if (text === '') return input.focus();
    if (text !== words) acts.change(line.key, text);
    sheet.close();
  };
  const remove = (): void => {
    acts.change(line.key, null);
    sheet.close();
    // The button that had the focus goes with the words.
    opener.closest<HTMLElement>('.scroller')?.focus();
  };
  sheet.show(
    say('change'),
    words === null
      ? ''
      : createForm({ class: 'form' }, save, element, h('button', { class: 'main' }, say('save'))),
    pushButton({ class: 'plain fault', onclick: remove }, say('discard')),
  );
}
