/**
 * The loader: the only code of ours that runs in the shop's page. It draws the button, makes the frame when it is wanted, and
 * carries plain values between both. It never touches the page beyond its own element, the title while messages wait, and
 * scrolling while the chat covers the page.
 */
import { HELLO, type Hello, type PanelState, type ToFrame, type ToPage } from '../bridge.ts';
import { browserClock as clock } from '../clock.ts';
import { createApi, type PrilavokApi } from './api.ts';
import { createCover } from './cover.ts';
import { openDrawer } from './kept.ts';
import { readSettings } from './settings.ts';
import { createShell } from './shell.ts';
import { createTitle } from './title.ts';

declare global {
  interface Window {
    Prilavok?: PrilavokApi;
  }
}

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** Longer than a slow phone needs; then the visitor is told and can try again. */
const READY_MS = 15_000;

function start(script: HTMLScriptElement): PrilavokApi {
  const settings = readSettings(script);
  const { origin } = new URL(settings.base);
  const drawer = openDrawer(settings.account);
  const title = createTitle();
  const kept = drawer.all();
  const look = { color: settings.color || (kept['look'] ?? ''), locale: kept['locale'] ?? settings.locale };
  const panel: PanelState = { open: false, full: false, looking: document.hasFocus() };
  const shell = createShell(settings, { again: load, quit: close });
  const cover = createCover(shell.panel, () => close());
  let identity = settings.identity;
  let frame: HTMLIFrameElement | null = null;
  let port: MessagePort | null = null;
  let unread = 0;
  let opener: Element | null = null;
  let waiting = (): void => undefined;

  const wantsDark = matchMedia('(prefers-color-scheme: dark)');
  const small = matchMedia('(max-width: 520px), (max-height: 480px)');
  const isDark = (): boolean => settings.theme === 'dark' || (settings.theme === 'auto' && wantsDark.matches);
  const tell = (word: ToFrame): void => port?.postMessage(word);
  function draw(): void {
    panel.full = small.matches;
    panel.looking = document.hasFocus();
    shell.draw({ ...look, ...panel, unread, dark: isDark() });
    cover.draw(panel);
    tell({ do: 'state', state: { ...panel } });
  }
  function load(): void {
    frame?.remove();
    port = null;
    shell.note('loading');
    const made = document.createElement('iframe');
    made.setAttribute('sandbox', SANDBOX);
    made.allow = 'geolocation; autoplay; clipboard-write';
    made.title = shell.panel.getAttribute('aria-label') ?? '';
    made.src = `${settings.base}frame#page=${encodeURIComponent(location.origin)}`;
    made.addEventListener('load', () => greet(made));
    frame = made;
    shell.panel.prepend(made);
    waiting();
    waiting = clock.after(READY_MS, () => shell.note('failed'));
  }
  /** Each load of the frame gets a channel of its own, and only a page of ours can take it. */
  function greet(made: HTMLIFrameElement): void {
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (event: MessageEvent<ToPage>) => hear(event.data);
    const keeps = drawer.keep('probe', '1') && drawer.keep('probe', null);
    const page = location.href.split('#')[0] ?? '';
    const { locale, theme, start: begin } = settings;
    const hello: Hello = {
      ...{
        type: HELLO,
        kept: drawer.all(),
        keeps,
        locale,
        color: settings.color,
        theme,
        identity,
        start: begin,
        page,
      },
      state: { ...panel },
    };
    made.contentWindow?.postMessage(hello, origin, [channel.port2]);
  }
  function hear(word: ToPage): void {
    switch (word.do) {
      case 'ready':
        waiting();
        shell.note('none');
        if (panel.open) frame?.focus();
        return api.say('ready', null);
      case 'close':
        return close();
      case 'keep':
        drawer.keep(word.key, word.value);
        return;
      case 'look':
        Object.assign(look, { color: word.color, locale: word.locale });
        drawer.keep('look', word.color);
        return draw();
      case 'unread':
        if (word.count !== unread) api.say('unread', word.count);
        unread = word.count;
        title.show(word.latest);
        return draw();
    }
  }
  function open(): void {
    if (panel.open) return;
    opener = document.activeElement;
    panel.open = true;
    if (frame === null) load();
    draw();
    frame?.focus();
    api.say('open', null);
  }
  function close(): void {
    if (!panel.open) return;
    panel.open = false;
    draw();
    if (settings.button) shell.button.focus();
    else if (opener instanceof HTMLElement) opener.focus();
    api.say('close', null);
  }
  const api = createApi({
    open,
    close,
    identify(signed) {
      identity = signed;
      tell({ do: 'identify', identity });
    },
  });

  shell.button.addEventListener('click', () => (panel.open ? close() : open()));
  // Fetched while the hand is on its way.
  for (const name of ['pointerenter', 'focus']) shell.button.addEventListener(name, () => frame ?? load());
  for (const query of [small, wantsDark]) query.addEventListener('change', draw);
  for (const name of ['focus', 'blur']) addEventListener(name, draw);
  drawer.watch((key, value) => tell({ do: 'kept', key, value }));
  draw();
  shell.mount();
  // Who wrote before has answers waiting; a shop without a colour on its tag has it in its settings.
  const coloured = settings.color !== '' || kept['look'] !== undefined;
  if (kept['token'] !== undefined || !coloured) whenIdle(() => frame ?? load());
  return api.public;
}

function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 3_000 });
  else clock.after(500, run);
}

function begin(): void {
  const script =
    document.currentScript ??
    document.querySelector('script[src*="widget.js"][data-account], script[src$="/widget.js"]');
  if (!(script instanceof HTMLScriptElement) || window.Prilavok !== undefined) return;
  const go = (): void => {
    window.Prilavok = start(script);
    document.dispatchEvent(new CustomEvent('prilavok'));
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', go, { once: true });
  else go();
}

begin();
