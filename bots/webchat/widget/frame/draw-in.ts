/** Puts the chat on the page in the visitor's language and the shop's colour, and anew when either changes. */
import { browserClock as clock } from '../clock.ts';
import { createActs } from './create-acts.ts';
import { createApp, type App } from './page/app.ts';
import { createFormat } from './page/format.ts';
import { createLook } from './page/look.ts';
import { createSheet } from './page/sheet.ts';
import { createSay } from './page/words.ts';
import type { ChatLocale } from './locale.ts';
import type { ChatState } from './talk/state.ts';
import type { PageDoor } from './wire/page-door.ts';
import type { World } from './world.ts';

/** Views are made anew when the language changes: state and drafts live elsewhere. */
export function drawIn(page: PageDoor, world: World): void {
  const look = createLook(page.hello.theme, page.hello.color);
  let app: App | null = null;
  let drawn: { locale: ChatLocale | null; open: boolean; color: string } = {
    locale: null,
    open: false,
    color: '-',
  };
  world.store.watch((state) => {
    const { locale, config, panel } = state;
    const spoken = locale !== drawn.locale;
    if (spoken) app = createIn(page, world, state);
    const color = page.hello.color || (config?.color ?? '');
    if (color !== drawn.color) look.brand(color);
    if (config !== null && (color !== drawn.color || spoken)) page.say({ do: 'look', color, locale });
    app?.draw(state);
    if (panel.open && !drawn.open) app?.opened();
    drawn = { locale, open: panel.open, color: config === null ? '-' : color };
  });
}

function createIn(page: PageDoor, world: World, { locale, book }: ChatState): App {
  const say = createSay(locale, book);
  const app = createApp({
    locale,
    say,
    format: createFormat(locale, say),
    clock,
    state: world.store.get,
    acts: createActs(page, world),
    sheet: createSheet(say),
    files: world.files,
  });
  document.documentElement.lang = locale;
  document.title = say('title');
  document.body.replaceChildren(app.element);
  return app;
}
