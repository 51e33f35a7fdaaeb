/** A round button with a sign: its name is heard, and seen under a pointer that rests on it. */
import { pushButton } from './dom.ts';
import { icon, type IconName } from './icon.ts';

export function signButton(
  sign: IconName,
  label: string,
  onclick: () => void,
  className = 'round',
): HTMLButtonElement {
  return pushButton({ class: className, 'aria-label': label, title: label, onclick }, icon(sign));
}
