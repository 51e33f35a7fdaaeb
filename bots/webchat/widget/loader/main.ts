/**
 * The loader: the only code of ours that runs in the shop's page. It draws the button, makes the frame when it is wanted, and
 * carries plain values between both. It never touches the page beyond its own element, the title while messages wait, and
 * scrolling while the chat covers the page.
 */
import { HELLO, type Hello, type PanelState, type ToPage } from '../bridge.ts';
import { browserClock as clock } from '../clock.ts';
import { openDrawer, type Drawer } from '../drawer.ts';
import { createApi, type LoaderApi, type PrilavokApi } from './api.ts';
import { createCover, type Cover } from './cover.ts';
import { createFrame, type ChatFrame } from './frame.ts';
import { readSettings, type Settings } from './settings.ts';
import { createShell, type Shell } from './shell.ts';
import { createTitle, type Title } from './title.ts';

declare global {
  interface Window {
    Prilavok?: PrilavokApi;
  }
}

/** The page comes first. */
const CALM_MS = 1_000;

interface Inside {
  settings: Settings;
  drawer: Drawer;
  panel: PanelState;
  /** What the button shows. */
  look: { color: string; locale: string; unread: number };
  identity: string;
  opener: Element | null;
  shell: Shell;
  cover: Cover;
  frame: ChatFrame;
  api: LoaderApi;
  title: Title;
}

function start(settings: Settings, drawer: Drawer): PrilavokApi {
  const kept = drawer.all();
  const panel: PanelState = { open: false, full: false, looking: false };
  const shell = createShell(settings, { again: () => it.frame.load(), quit: () => show(it, false) });
  const api = createApi({
    open: () => show(it, true),
    close: () => show(it, false),
    identify(identity) {
      it.identity = identity;
      it.frame.tell({ do: 'identify', identity });
    },
  });
  const it: Inside = {
    settings,
    drawer,
    panel,
    look: {
      color: settings.color || (kept['look'] ?? ''),
      locale: kept['locale'] ?? settings.locale,
      unread: 0,
    },
    identity: settings.identity,
    opener: null,
    shell,
    cover: createCover(shell.panel, () => show(it, false)),
    frame: createFrame(settings.base, shell, { hello: () => hello(it), hear: (word) => hear(it, word) }),
    api,
    title: createTitle(),
  };
  listen(it);
  draw(it);
  shell.mount();
  // Who wrote before has answers waiting; a shop without a colour on its tag has it in its settings.
  const known = it.look.color !== '' || kept['look'] !== undefined;
  if (kept['token'] !== undefined || !known) clock.after(CALM_MS, it.frame.wake);
  return api.public;
}

function listen(it: Inside): void {
  const { button } = it.shell;
  const again = (): void => draw(it);
  button.addEventListener('click', () => show(it, !it.panel.open));
  // Fetched while the hand is on its way.
  for (const name of ['pointerenter', 'focus']) button.addEventListener(name, it.frame.wake);
  for (const name of ['focus', 'blur', 'resize']) addEventListener(name, again);
  it.drawer.watch((key, value) => it.frame.tell({ do: 'kept', key, value }));
}

function draw({ panel, shell, look, cover, frame }: Inside): void {
  panel.full = matchMedia('(max-width: 520px), (max-height: 480px)').matches;
  panel.looking = document.hasFocus();
  shell.draw({ ...look, ...panel });
  cover.draw(panel);
  frame.tell({ do: 'state', state: { ...panel } });
}

function hello({ drawer, settings, identity, panel }: Inside): Hello {
  const { locale, color, theme, start: begins } = settings;
  return {
    type: HELLO,
    kept: drawer.all(),
    keeps: drawer.keep('probe', '1') && drawer.keep('probe', null),
    locale,
    color,
    theme,
    identity,
    start: begins,
    page: location.href.split('#')[0] ?? '',
    state: { ...panel },
  };
}

function hear(it: Inside, word: ToPage): void {
  const { look, drawer, api, panel } = it;
  if (word.do === 'ready') {
    if (panel.open) it.frame.focus();
    return api.say('ready', true);
  }
  if (word.do === 'close') return show(it, false);
  if (word.do === 'keep') return void drawer.keep(word.key, word.value);
  if (word.do === 'look') {
    Object.assign(look, { color: word.color, locale: word.locale });
    drawer.keep('look', word.color);
  } else {
    if (word.count !== look.unread) api.say('unread', word.count);
    look.unread = word.count;
    it.title.show(word.latest);
  }
  draw(it);
}

function show(it: Inside, open: boolean): void {
  const { panel, frame, shell, settings } = it;
  if (panel.open === open) return;
  if (open) {
    it.opener = document.activeElement;
    frame.wake();
  }
  panel.open = open;
  draw(it);
  if (open) frame.focus();
  else if (settings.button) shell.button.focus();
  else if (it.opener instanceof HTMLElement) it.opener.focus();
  it.api.say('panel', open);
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
