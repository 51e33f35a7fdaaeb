/** The chat is for everybody: axe finds nothing in any language and theme, and the keyboard reaches everything. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { openWidget, until, visit, write, type WidgetRig } from './widget-rig.ts';

let rig: WidgetRig;

beforeAll(async () => {
  rig = await openWidget({
    desk: { open: false, opensAtMs: Date.parse('2030-01-01T07:00:00Z'), timeZone: 'Europe/Moscow' },
  });
}, 60_000);

afterAll(async () => {
  await rig?.close();
});

/** One of everything the shop can say. */
async function fill(frame: Frame): Promise<void> {
  await write(frame, 'Здравствуйте! https://shop.example');
  await until(() =>
    rig.chat.events.some((event) => event.type === 'message' && event.content.text !== undefined),
  );
  await rig.says({
    text: '**Добрый день**, `код`, [ссылка](https://shop.example)',
    from: 'Анна',
    buttons: [
      { kind: 'reply', label: 'Где мой заказ?', token: 't.0' },
      { kind: 'share-phone', label: 'Поделиться номером' },
      { kind: 'share-location', label: 'Поделиться местом' },
      { kind: 'url', label: 'На сайт', url: 'https://shop.example/' },
    ],
  });
  await rig.says({
    text: 'Выберите',
    choose: { open: 'Показать', byNumber: 'Номер' },
    buttons: Array.from({ length: 14 }, (_, at) => ({
      kind: 'reply' as const,
      label: `Пункт ${at + 1}`,
      description: 'Описание',
      token: `l.${at}`,
    })),
  });
  await rig.says({
    text: 'Товары',
    cards: [1, 2, 3].map((one) => ({
      title: `Плед ${one}`,
      text: '2 990 ₽',
      buttons: [{ kind: 'reply' as const, label: 'Выбрать', token: `c.${one}` }],
    })),
  });
  await rig.says({ location: { latitude: 55.75, longitude: 37.61 } });
  await frame.waitForSelector('.place');
}

async function violations(where: Page | Frame): Promise<string[]> {
  await where.evaluate(axe.source);
  return where.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' ') + ' ' +
      (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`) as Promise<string[]>;
}

describe.each([
  ['ru', 'light', '#0f6e64'],
  ['uk', 'dark', '#ffd400'],
  ['en', 'light', '#f7b6c2'],
  ['ru', 'dark', '#111111'],
  ['en', 'dark', '#c2185b'],
  ['uk', 'light', '#7d7d7d'],
] as const)('%s, %s, brand %s', (locale, theme, color) => {
  test('axe finds no fault in the talk, the menu and the forms', async () => {
    rig.shop.tag = {
      'data-account': 'main',
      'data-locale': locale,
      'data-theme': theme,
      'data-color': color,
    };
    const visitor = await visit(rig, { viewport: { width: 390, height: 844 } });
    const frame = await visitor.open();
    await frame.waitForSelector(`html[lang=${locale}]`);
    await fill(frame);
    const faults: string[] = [];
    const look = async (what: string): Promise<void> => {
      faults.push(...(await violations(frame)).map((fault) => `${what}: ${fault}`));
    };
    // Movements would show colours on their way.
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await look('talk');
    await frame.click('.opener');
    await look('list');
    await frame.click('header [aria-haspopup]');
    await look('menu');
    await frame.click('.menu-row:has(path) >> nth=1');
    await frame.waitForSelector('.form textarea');
    await frame.click('.form .main');
    await look('form');
    await frame.click('.sheet-head .round');
    await frame.click('.chip:has(.icon) >> nth=0');
    await frame.waitForSelector('.form select');
    await look('phone');
    expect(faults).toEqual([]);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);
});

test('axe finds no fault in the page with the button', async () => {
  rig.shop.tag = { 'data-account': 'main', 'data-locale': 'ru' };
  const visitor = await visit(rig);
  await visitor.page.addInitScript(
    'const a=Element.prototype.attachShadow;Element.prototype.attachShadow=function(o){return a.call(this,{...o,mode:"open"})}',
  );
  await visitor.page.reload();
  await visitor.page.waitForFunction('window.Prilavok !== undefined');
  expect(await violations(visitor.page)).toEqual([]);
  await visitor.close();
}, 60_000);

describe('the keyboard alone', () => {
  test('opens, writes, presses a button, reads the menu, and comes back to where it was', async () => {
    rig.shop.tag = { 'data-account': 'main', 'data-locale': 'en' };
    const visitor = await visit(rig);
    const { page } = visitor;
    const { keyboard } = page;
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    const frame = await visitor.frame();
    await until(() => frame.evaluate('document.activeElement?.tagName === "TEXTAREA"'));
    await keyboard.type('by keyboard');
    await keyboard.press('Enter');
    await frame.waitForSelector('.visitor .text:has-text("by keyboard")');
    await until(() =>
      rig.chat.events.some((event) => event.type === 'message' && event.content.text === 'by keyboard'),
    );
    await rig.says({ text: 'Choose', buttons: [{ kind: 'reply', label: 'This one', token: 'k.0' }] });
    await frame.waitForSelector('.chip');
    await frame.evaluate('document.querySelector(".scroller").focus()');
    // Past the way to change one's own words.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    expect(await frame.evaluate('document.activeElement?.closest(".chip") !== null')).toBe(true);
    await keyboard.press('Enter');
    await until(() => rig.chat.events.some((event) => event.type === 'button'));

    await frame.focus('header [aria-haspopup]');
    await keyboard.press('Enter');
    await until(() => frame.evaluate('document.activeElement?.id === "sheet-title"'));
    // Round and round inside the sheet.
    for (let press = 0; press < 12; press += 1) {
      await keyboard.press('Tab');
      expect(await frame.evaluate('document.activeElement?.closest(".sheet") !== null')).toBe(true);
    }
    await keyboard.press('Escape');
    expect(await frame.evaluate('document.activeElement?.getAttribute("aria-haspopup")')).toBe('dialog');
    await keyboard.press('Escape');
    const chat = await frame.frameElement();
    await until(async () => (await chat.boundingBox()) === null, 'the closed chat');
    // The button has the focus again: Enter opens once more.
    await keyboard.press('Enter');
    await until(async () => (await chat.boundingBox()) !== null, 'the open chat');
    await visitor.close();
  }, 60_000);

  test('on a phone stays inside the chat, which covers the page, and everything is put back', async () => {
    const visitor = await visit(rig, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const frame = await visitor.open();
    const size = await frame.evaluate('[innerWidth, innerHeight]');
    expect(size).toEqual([390, 844]);
    expect(
      await visitor.page.evaluate('[document.body.inert, document.documentElement.style.overflow]'),
    ).toEqual([true, 'hidden']);
    await frame.focus('.composer textarea');
    for (let press = 0; press < 12; press += 1) {
      await visitor.page.keyboard.press('Tab');
      expect(await frame.evaluate('document.hasFocus() && document.activeElement !== document.body')).toBe(
        true,
      );
    }
    const small = await frame.$$eval('button:not([hidden]), a, textarea', (all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width > 0 && (width < 44 || height < 44) ? [one.outerHTML.slice(0, 80)] : [];
      }),
    );
    expect(small).toEqual([]);
    // Below 16 px a phone zooms into the field.
    expect(await frame.evaluate('getComputedStyle(document.querySelector("textarea")).fontSize')).toBe(
      '16px',
    );
    await visitor.page.keyboard.press('Escape');
    await until(() => visitor.page.evaluate('!document.body.inert'));
    expect(await visitor.page.evaluate('document.documentElement.style.overflow')).toBe('');
    await visitor.close();
  }, 60_000);
});
