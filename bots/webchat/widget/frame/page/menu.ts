/** What is seldom needed: the language, the sound, another messenger, being forgotten. */
import { CHAT_LOCALES } from '../locale.ts';
import { fill, h, pushButton } from './dom.ts';
import { icon } from './icon.ts';
import { showLeaveForm } from './leave-form.ts';
import { drawLink } from './spans.ts';
import type { Messenger, Ui } from './ui.ts';

const NAMES: Record<Messenger, string> = { telegram: 'Telegram', viber: 'Viber', whatsapp: 'WhatsApp' };
const LANGUAGES = { ru: 'Русский', uk: 'Українська', en: 'English' } as const;

export function showMenu(ui: Ui): void {
  const { say, sheet, state } = ui;
  const { config, phase } = state();
  const goOn = config?.continueIn ?? [];
  sheet.show(
    say('menu'),
    drawLanguages(ui),
    drawSound(ui),
    phase === 'ready' && goOn.length > 0 ? row('out', say('continueIn'), () => showContinue(ui, goOn)) : '',
    config?.desk.is === 'closed' ? row('leave', say('leave'), () => showLeaveForm(ui)) : '',
    phase === 'ready' ? row('forget', say('forget'), () => showForget(ui)) : '',
  );
}

/** Links are made when they are wanted: each works once. */
export function showContinue(ui: Ui, where: readonly Messenger[]): void {
  const { say, sheet, acts } = ui;
  const links = where.map((messenger) => {
    const name = NAMES[messenger];
    const box = h('div', { class: 'go-on' }, h('p', { role: 'status' }, say('continueWait')));
    const make = async (): Promise<void> => {
      const url = await acts.continueIn(messenger);
      const link = url === null ? null : drawLink(url, icon('out'), say('continueOpen', { name }));
      link?.setAttribute('class', 'main');
      fill(box, link ?? h('p', { class: 'fault', role: 'alert' }, `${name}: ${say('continueFailed')}`));
    };
    void make();
    return box;
  });
  sheet.show(say('continueIn'), h('p', {}, say('continueWhy')), ...links);
}

function drawLanguages({ say, acts, locale }: Ui): HTMLElement {
  const options = CHAT_LOCALES.map((one) =>
    h(
      'label',
      { class: 'option', lang: one },
      h('input', {
        type: 'radio',
        name: 'locale',
        value: one,
        checked: one === locale,
        onchange: () => acts.setLocale(one),
      }),
      h('span', {}, LANGUAGES[one]),
    ),
  );
  return h(
    'fieldset',
    {},
    h('legend', {}, icon('globe'), say('language')),
    h('div', { class: 'options' }, ...options),
  );
}

function drawSound({ say, acts, state }: Ui): HTMLElement {
  const input = h('input', {
    type: 'checkbox',
    role: 'switch',
    checked: state().sound,
    onchange: () => acts.setSound(input.checked),
  });
  return h('label', { class: 'menu-row' }, icon('sound'), h('span', {}, say('sound')), input);
}

function showForget(ui: Ui): void {
  const { say, sheet, acts } = ui;
  const forget = (): void => {
    sheet.close();
    acts.forget();
  };
  sheet.show(
    say('forget'),
    h('p', {}, say('forgetWhy')),
    pushButton({ class: 'main danger', onclick: forget }, say('forgetYes')),
    pushButton({ class: 'plain', onclick: () => sheet.close() }, say('cancel')),
  );
}

function row(sign: 'out' | 'leave' | 'forget', label: string, onclick: () => void): HTMLElement {
  return pushButton({ class: 'menu-row', onclick }, icon(sign), h('span', {}, label));
}
