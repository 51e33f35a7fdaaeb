/**
 * The loader: the only code of ours that runs in the shop's page. It draws the button, makes the frame when it is wanted, and
 * carries plain values between both. It never touches the page beyond its own element, the title while messages wait, and
 * scrolling while the chat covers the page.
 */
import { HELLO, type PanelState, type ToPage } from '../bridge.ts';
import { browserClock as clock } from '../clock.ts';
import { openDrawer, type Drawer } from '../drawer.ts';
import { createApi, type PrilavokApi } from './api.ts';
import { createCover } from './cover.ts';
import { createFrame } from './frame.ts';
import { readSettings, type Settings } from './settings.ts';
import { createShell } from './shell.ts';
import { createTitle } from './title.ts';

declare global {
  interface Window {
    Prilavok?: PrilavokApi;
  }
}

/** The page comes first. */
const CALM_MS = 1_000;

function start(settings: Settings, drawer: Drawer): PrilavokApi {
  const kept = drawer.all();
  const title = createTitle();
  const it = {
    color: settings.color || (kept['look'] ?? ''),
    locale: kept['locale'] ?? settings.locale,
    unread: 0,
    identity: settings.identity,
    opener: null as Element | null,
  };
  const panel: PanelState = { open: false, full: false, looking: false };
  const shell = createShell(settings, { again: () => frame.load(), quit: () => show(false) });
  const cover = createCover(shell.panel, () => show(false));
  const small = matchMedia('(max-width: 520px), (max-height: 480px)');
  const frame = createFrame(settings.base, shell, {
    hello: () => ({
      ...{
        type: HELLO,
        kept: drawer.all(),
        locale: settings.locale,
        color: settings.color,
        theme: settings.theme,
      },
      ...{
        identity: it.identity,
        start: settings.start,
        page: location.href.split('#')[0] ?? '',
        state: { ...panel },
      },
      keeps: drawer.keep('probe', '1') && drawer.keep('probe', null),
    }),
    hear,
  });
  const api = createApi({
    open: () => show(true),
    close: () => show(false),
    identify(identity) {
      it.identity = identity;
      frame.tell({ do: 'identify', identity });
    },
  });

  function draw(): void {
    panel.full = small.matches;
    panel.looking = document.hasFocus();
    shell.draw({ ...it, ...panel });
    cover.draw(panel);
    frame.tell({ do: 'state', state: { ...panel } });
  }
  function hear(word: ToPage): void {
    if (word.do === 'ready') {
      if (panel.open) frame.focus();
      api.say('ready', true);
    } else if (word.do === 'close') show(false);
    else if (word.do === 'keep') drawer.keep(word.key, word.value);
    else if (word.do === 'look') {
      Object.assign(it, { color: word.color, locale: word.locale });
      drawer.keep('look', word.color);
      draw();
    } else {
      if (word.count !== it.unread) api.say('unread', word.count);
      it.unread = word.count;
      title.show(word.latest);
      draw();
    }
  }
  function show(open: boolean): void {
    if (panel.open === open) return;
    if (open) it.opener = document.activeElement;
    panel.open = open;
    if (open) frame.wake();
    draw();
    if (open) frame.focus();
    else if (settings.button) shell.button.focus();
    else if (it.opener instanceof HTMLElement) it.opener.focus();
    api.say('panel', open);
  }

  shell.button.addEventListener('click', () => show(!panel.open));
  // Fetched while the hand is on its way.
  for (const name of ['pointerenter', 'focus']) shell.button.addEventListener(name, frame.wake);
  small.addEventListener('change', draw);
  for (const name of ['focus', 'blur']) addEventListener(name, draw);
  drawer.watch((key, value) => frame.tell({ do: 'kept', key, value }));
  draw();
  shell.mount();
  // Who wrote before has answers waiting; a shop without a colour on its tag has it in its settings.
  if (kept['token'] !== undefined || (it.color === '' && kept['look'] === undefined))
    clock.after(CALM_MS, frame.wake);
  return api.public;
}

function begin(): void {
  const script = document.currentScript ?? document.querySelector('script[src*="widget.js"]');
  if (!(script instanceof HTMLScriptElement) || window.Prilavok !== undefined) return;
  const go = (): void => {
    const settings = readSettings(script);
    window.Prilavok = start(settings, openDrawer(settings.account));
    document.dispatchEvent(new Event('prilavok'));
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', go, { once: true });
  else go();
}

begin();
