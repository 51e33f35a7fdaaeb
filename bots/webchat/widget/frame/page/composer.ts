/**
 * Where the visitor writes: a field that grows, files by button, paste and drop, a camera on phones. What is half written
 * stays over a reload. Sends nothing itself.
 */
import type { ChatState } from '../talk/state.ts';
import { BOUNDS } from '../wire/bounds.ts';
import { createForm, h, setText } from './dom.ts';
import { hasKeyboard } from './focus.ts';
import { icon, type IconName } from './icon.ts';
import { signButton } from './sign-button.ts';
import { createTray } from './tray.ts';
import type { Ui, View } from './ui.ts';

const TALLEST_PX = 140;
/** From here on the visitor is told how much room is left. */
const TOLD_LEFT = 200;

export interface Composer extends View {
  focus(): void;
  /** From a drop anywhere on the chat. */
  addFiles(files: readonly File[]): void;
}

export function createComposer(ui: Ui): Composer {
  const { say, acts } = ui;
  const tray = createTray(ui, () => drawSend());
  const left = h('span', { class: 'left', role: 'status' });
  const text = createField(ui, { send, typed: drawText, pasted: tray.add });
  const submit = h('button', { class: 'send', 'aria-label': say('send'), title: say('send') }, icon('send'));
  const pickers = createPickers(ui, tray.add);
  const element = createForm(
    { class: 'composer', 'aria-label': say('write') },
    send,
    tray.element,
    h('div', { class: 'row' }, ...pickers, h('div', { class: 'field-box' }, text, left), submit),
  );

  function send(): void {
    const words = text.value.trim();
    const files = tray.take();
    if (files.length > 0) acts.sendFiles(files, words);
    else if (words !== '') acts.send({ kind: 'text', text: words });
    text.value = '';
    acts.keepDraft('');
    drawText();
    // Keeps the keyboard of a phone up, and the place of a keyboard's user.
    text.focus();
  }
  function drawText(): void {
    text.style.height = 'auto';
    // A hidden frame measures nothing.
    if (text.scrollHeight > 0) text.style.height = `${Math.min(TALLEST_PX, text.scrollHeight)}px`;
    const rest = BOUNDS.textMax - text.value.length;
    setText(left, rest <= TOLD_LEFT ? say('charsLeft', { count: rest }) : '');
    drawSend();
  }
  function drawSend(): void {
    submit.classList.toggle('ready', text.value.trim() !== '' || tray.count() > 0);
  }
  drawText();
  return {
    element,
    draw({ phase, panel }: ChatState) {
      element.hidden = phase === 'barred' || phase === 'ended';
      if (panel.open && text.style.height === 'auto') drawText();
    },
    focus: () => text.focus(),
    addFiles: tray.add,
  };
}

interface FieldActs {
  send(): void;
  typed(): void;
  pasted(files: readonly File[]): void;
}

function createField({ say, acts }: Ui, { send, typed, pasted }: FieldActs): HTMLTextAreaElement {
  const text = h('textarea', {
    rows: 1,
    maxlength: BOUNDS.textMax,
    placeholder: say('write'),
    'aria-label': say('write'),
    dir: 'auto',
    enterkeyhint: hasKeyboard() ? 'send' : 'enter',
    oninput: () => {
      acts.keepDraft(text.value);
      acts.typing();
      typed();
    },
    onkeydown: (event) => {
      // On a phone Enter makes a new line; while letters are being composed it belongs to the keyboard.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !hasKeyboard()) return;
      event.preventDefault();
      send();
    },
  });
  text.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    pasted(files);
  });
  text.value = acts.draft();
  return text;
}

/** One button on a desk; on a phone the camera has its own. */
function createPickers(ui: Ui, add: (files: File[]) => void): HTMLElement[] {
  const make = (label: string, sign: IconName, props: Record<string, string | boolean>): HTMLElement[] => {
    const input = h('input', {
      type: 'file',
      hidden: true,
      tabindex: -1,
      'aria-hidden': 'true',
      onchange: () => {
        add([...(input.files ?? [])]);
        input.value = '';
      },
      ...props,
    });
    return [signButton(sign, label, () => input.click()), input];
  };
  const clip = make(ui.say(hasKeyboard() ? 'attach' : 'attachFile'), 'clip', { multiple: true });
  if (hasKeyboard()) return clip;
  const camera = make(ui.say('attachCamera'), 'camera', { accept: 'image/*', capture: 'environment' });
  return [...clip, ...camera];
}
