/** Leave a message: outside the hours, for a person, with a way to answer. */
import { BOUNDS } from '../wire/bounds.ts';
import { createForm, h } from './dom.ts';
import { field } from './field.ts';
import { createPhoneFields } from './phone-form.ts';
import type { Ui } from './ui.ts';

export function showLeaveForm(ui: Ui): void {
  const { say, sheet } = ui;
  const text = field(
    say('leaveText'),
    h('textarea', { rows: 4, maxlength: BOUNDS.textMax, 'data-focus': true, dir: 'auto' }),
  );
  const name = field(say('leaveName'), h('input', { autocomplete: 'name', maxlength: 100, dir: 'auto' }));
  const email = field(
    say('leaveEmail'),
    h('input', { type: 'email', inputmode: 'email', autocomplete: 'email', maxlength: 200 }),
  );
  const phone = createPhoneFields(ui, say('leavePhone'));
  text.input.value = ui.acts.draft();
  const read = (): void => {
    const words = text.input.value.trim();
    const number = phone.read();
    const address = email.input.value.trim();
    text.fault('');
    email.fault('');
    phone.fault('');
    if (words === '') return text.fault(say('leaveTextMissing'));
    if (number === null) return phone.fault(say('phoneWrong'));
    if (address !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(address))
      return email.fault(say('leaveEmailWrong'));
    if (number === '' && address === '') return email.fault(say('leaveOne'));
    const called = name.input.value.trim();
    ui.acts.send({
      kind: 'leave',
      text: words,
      ...(called === '' ? {} : { name: called }),
      ...(number === '' ? {} : { phone: number }),
      ...(address === '' ? {} : { email: address }),
    });
    ui.acts.keepDraft('');
    sheet.close();
  };
  const form = createForm(
    { class: 'form', novalidate: true },
    read,
    h('p', {}, say('leaveWhy')),
    text.element,
    name.element,
    email.element,
    ...phone.elements,
    h('button', { class: 'main' }, say('leaveSend')),
  );
  sheet.show(say('leaveTitle'), form);
}
