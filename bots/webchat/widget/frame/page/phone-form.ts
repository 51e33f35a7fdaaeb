/** The form that asks for a phone number: says why, knows the country codes, and takes a whole number pasted with its plus. */
import { countries } from './countries.ts';
import { createForm, h } from './dom.ts';
import { field } from './field.ts';
import type { Ui } from './ui.ts';

const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

export function showPhoneForm(ui: Ui): void {
  const { say, sheet, acts } = ui;
  const phone = createPhoneFields(ui);
  const send = (): void => {
    const number = phone.read();
    if (number === null || number === '') return phone.fault(say('phoneWrong'));
    acts.send({ kind: 'phone', phone: number });
    sheet.close();
  };
  const form = createForm(
    { class: 'form', novalidate: true },
    send,
    h('p', {}, say('phoneWhy')),
    ...phone.elements,
    h('button', { class: 'main' }, say('phoneSend')),
  );
  phone.focusFirst();
  sheet.show(say('phoneTitle'), form);
}

export interface PhoneFields {
  elements: HTMLElement[];
  /** `+380671234567`; "" when nothing was typed; null when it cannot be a number. */
  read(): string | null;
  fault(text: string): void;
  /** The number gets the focus when the form opens. */
  focusFirst(): void;
}

export function createPhoneFields({ say, locale }: Ui, label = say('phoneNumber')): PhoneFields {
  const list = countries(locale);
  const country = field(
    say('phoneCountry'),
    h(
      'select',
      { autocomplete: 'tel-country-code' },
      ...list.map(({ region, code, name }) => h('option', { value: region }, `${name} +${code}`)),
    ),
  );
  const number = field(
    label,
    h('input', { type: 'tel', inputmode: 'tel', autocomplete: 'tel', maxlength: 24 }),
  );
  return {
    elements: [country.element, number.element],
    read() {
      const typed = number.input.value.trim();
      if (typed === '') return '';
      const { code = '' } = list.find(({ region }) => region === country.input.value) ?? {};
      const digits = typed.replace(/\D/g, '');
      const whole = typed.startsWith('+') ? digits : code + withoutTrunk(digits, code);
      const possible =
        whole.length >= FEWEST_DIGITS && whole.length <= MOST_DIGITS && /^[\d\s()+.-]+$/.test(typed);
      return possible && digits.length >= FEWEST_DIGITS - 1 ? `+${whole}` : null;
    },
    fault: number.fault,
    focusFirst: () => number.input.setAttribute('data-focus', ''),
  };
}

/** People write their number with the country's code, or with the 0 or 8 that they dial at home. */
function withoutTrunk(digits: string, code: string): string {
  if (digits.startsWith(code) && digits.length >= 11) return digits.slice(code.length);
  if (code === '7' && /^8\d{10}$/.test(digits)) return digits.slice(1);
  return code === '39' ? digits : digits.replace(/^0/, '');
}
