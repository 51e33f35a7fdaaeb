/** Keeps the keyboard inside what is open, and gives it back afterwards. */

/** Nothing here is ever disabled, and every link leads somewhere. */
const REACHABLE = 'a, button, input, select, textarea, [tabindex="0"]';

/** Tab and Shift+Tab go round inside `inside`. */
export function keepFocus(inside: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const stops = [...inside.querySelectorAll<HTMLElement>(REACHABLE)].filter(isShown);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const at = document.activeElement;
  const outside = !inside.contains(at);
  if (event.shiftKey && (at === first || outside)) move(event, last);
  else if (!event.shiftKey && (at === last || outside)) move(event, first);
}

/** The keys of a dialog: Tab stays inside, Escape closes it and nothing below it. */
export function dialogKeys(inside: HTMLElement, event: KeyboardEvent, close: () => void): void {
  keepFocus(inside, event);
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  close();
}

/** To what had the focus before, if it is still there. */
export function giveBack(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
}

/** A pointer that hovers: a machine with a keyboard. Phones would raise theirs over the chat. */
export function hasKeyboard(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}

function move(event: KeyboardEvent, to: HTMLElement | undefined): void {
  event.preventDefault();
  to?.focus();
}

const isShown = (element: HTMLElement): boolean =>
  element.getClientRects().length > 0 && element.closest('[inert]') === null;
