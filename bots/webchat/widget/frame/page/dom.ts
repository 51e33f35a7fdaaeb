/**
 * Makes elements. What somebody wrote becomes text nodes and never markup; styles come from classes, since the page's policy
 * lets no style attribute in. The only file that may turn names into elements.
 */
type Child = Node | string | null | false | undefined;

/** Attributes by name (`true`: present, `false` and null: absent), listeners as `onclick` and the like. */
interface Props {
  class?: string;
  onclick?: (event: MouseEvent) => void;
  onkeydown?: (event: KeyboardEvent) => void;
  oninput?: (event: Event) => void;
  onchange?: (event: Event) => void;
  onsubmit?: (event: SubmitEvent) => void;
  [attribute: string]: string | number | boolean | null | undefined | ((event: never) => void);
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...present(children));
  return element;
}

/** A button that sends no form. */
export function pushButton(props: Props, ...children: Child[]): HTMLButtonElement {
  return h('button', { type: 'button', ...props }, ...children);
}

/** A form whose sending stays here. */
export function createForm(props: Props, send: () => void, ...children: Child[]): HTMLFormElement {
  const onsubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    send();
  };
  return h('form', { ...props, onsubmit }, ...children);
}

/** New contents, leaving alone what already stands there. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(...present(children));
}

/** Sets text only when it differs: a live region must not speak again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** An attribute, or its absence. */
export function setProp(element: Element, name: string, value: Props[string]): void {
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
  else if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

const present = (children: Child[]): (Node | string)[] =>
  children.filter(
    (child): child is Node | string => child !== null && child !== false && child !== undefined,
  );
