/** A labelled field with room for what is wrong with it, as screen readers and eyes both need it. */
import { h, setText } from './dom.ts';

export interface Field<E extends HTMLElement> {
  element: HTMLElement;
  input: E;
  /** "" takes the fault away. */
  fault(text: string): void;
}

let count = 0;

export function field<E extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
  label: string,
  input: E,
): Field<E> {
  const id = `field-${(count += 1)}`;
  const fault = h('span', { class: 'fault', id: `${id}-fault` });
  input.id = id;
  input.setAttribute('aria-describedby', fault.id);
  return {
    element: h('div', { class: 'field' }, h('label', { for: id }, label), input, fault),
    input,
    fault(text) {
      setText(fault, text);
      input.setAttribute('aria-invalid', String(text !== ''));
      if (text !== '') input.focus();
    },
  };
}
