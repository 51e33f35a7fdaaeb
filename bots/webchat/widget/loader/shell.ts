/**
 * What the shop's page sees of the chat: a button and a box for the frame, in a closed shadow root where neither the page's
 * style nor its scripts reach. Knows nothing of the conversation. Style goes in as a constructed sheet and through the
 * object model, so that a strict content security policy of the shop holds.
 */
import css from './loader.css?inline';
import type { Settings } from './settings.ts';
import { wordsOf, type Words } from './words.ts';

export interface Shell {
  /** Adds it to the page. */
  mount(): void;
  /** Where the frame goes. */
  panel: HTMLElement;
  button: HTMLButtonElement;
  draw(look: ShellLook): void;
  /** Says so when the frame did not come. */
  fail(failed: boolean): void;
}

export interface ShellLook {
  open: boolean;
  full: boolean;
  unread: number;
  color: string;
  locale: string;
}

const TALK = 'M20 12a8 8 0 0 1-12 7l-4 1 1-4a8 8 0 1 1 15-4zM8 12h.01M12 12h.01M16 12h.01';
const DOWN = 'M6 9l6 6 6-6';
const DEFAULT_COLOUR = '#0f6e64';
const MOST_SHOWN = 99;

export function createShell(settings: Settings, acts: { again(): void; quit(): void }): Shell {
  const host = document.createElement('prilavok-chat');
  const root = host.attachShadow({ mode: 'closed' });
  addStyle(root);
  const section = make('section', settings.side);
  const button = make('button', 'button');
  const badge = make('span', 'badge');
  const panel = make('div', 'panel');
  const note = createNote(acts);
  button.append(sign('talk', TALK), sign('down', DOWN), badge);
  badge.setAttribute('aria-hidden', 'true');
  badge.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.hidden = true;
  panel.append(note.element);
  section.append(button, panel);
  button.hidden = !settings.button;
  section.style.setProperty('--x', `${settings.offset.x}px`);
  section.style.setProperty('--y', `${settings.offset.y}px`);
  root.append(section);

  return {
    // Beside the body, not in it: pages that swap or transform their body leave us alone.
    mount: () => document.documentElement.append(host),
    panel,
    button,
    draw(look) {
      const words = wordsOf(look.locale);
      const brand = look.color || DEFAULT_COLOUR;
      section.style.setProperty('--brand', brand);
      section.style.setProperty('--on-brand', inkOn(brand));
      section.className = settings.side;
      for (const name of ['open', 'full'] as const) section.classList.toggle(name, look[name]);
      section.setAttribute('aria-label', words.title);
      panel.setAttribute('aria-label', words.title);
      panel.setAttribute('aria-modal', String(look.full));
      panel.hidden = !look.open;
      badge.hidden = look.unread === 0 || look.open;
      badge.textContent = look.unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(look.unread);
      button.setAttribute('aria-expanded', String(look.open));
      button.setAttribute('aria-label', labelOf(look));
      note.speak(words);
    },
    fail: (failed) => void (note.element.hidden = !failed),
  };
}

function labelOf({ open, unread, locale }: ShellLook): string {
  const words = wordsOf(locale);
  if (open) return words.close;
  return unread === 0 ? words.open : `${words.open} (${unread})`;
}

/** Over the frame when it did not come. */
function createNote(acts: { again(): void; quit(): void }) {
  const element = make('div', 'note');
  const text = make('span', '');
  const again = make('button', '');
  const quit = make('button', '');
  element.setAttribute('role', 'alert');
  element.append(text, again, quit);
  again.addEventListener('click', acts.again);
  quit.addEventListener('click', acts.quit);
  return {
    element,
    speak({ failed, again: words, close }: Words) {
      text.textContent = failed;
      again.textContent = words;
      quit.textContent = close;
    },
  };
}

/** White or ink, whichever can be told from the colour better: enough for a sign. Texts are in the frame, which is stricter. */
function inkOn(color: string): string {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return 0.2126 * part(1) ** 2.2 + 0.7152 * part(3) ** 2.2 + 0.0722 * part(5) ** 2.2 > 0.2 ? '#111' : '#fff';
}

function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Browsers of before 2023.
    root.append(Object.assign(document.createElement('style'), { textContent: css }));
  }
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function sign(className: string, path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
