/** Own messages that get other words or are taken back: by mouse and keyboard, sent or not yet, over reloads and two tabs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import type { ChannelEvent } from '../../../src/core/event.ts';
import { PNG } from '../support/test-deps.ts';
import { bubbles, openWidget, until, visit, visitIn, write, type WidgetRig } from './widget-rig.ts';

let rig: WidgetRig;

beforeAll(async () => {
  rig = await openWidget();
}, 60_000);

afterAll(async () => {
  await rig?.close();
});

type Of<T extends ChannelEvent['type']> = Extract<ChannelEvent, { type: T }>;

function happened<T extends ChannelEvent['type']>(type: T): Of<T>[] {
  return rig.chat.events.filter((event): event is Of<T> => event.type === type);
}

/** The message with this text, once it is there. */
function message(text: string): Promise<Of<'message'>> {
  return until(() => happened('message').find(({ content }) => content.text === text), text);
}

const edits = (text: string): Of<'edit'>[] => happened('edit').filter(({ content }) => content.text === text);

/** The sheet of the line with these words; by mouse. */
async function openSheet(frame: Frame, words: string): Promise<void> {
  const line = frame.locator('.line.visitor', { hasText: words });
  await line.hover();
  await line.locator('.own').click();
  await frame.waitForSelector('.sheet .fault.plain');
}

async function rewrite(frame: Frame, words: string, next: string): Promise<void> {
  await openSheet(frame, words);
  await frame.fill('.sheet textarea', next);
  await frame.click('.sheet .main');
  await frame.waitForSelector('.veil', { state: 'hidden' });
}

async function takeBack(frame: Frame, words: string): Promise<void> {
  await openSheet(frame, words);
  await frame.click('.sheet .fault.plain');
}

describe('what was sent', () => {
  test('gets other words and is marked, in both tabs and after a reload', async () => {
    const first = await visit(rig);
    const one = await first.open();
    await write(one, 'edit: teh plaid');
    const { messageId } = await message('edit: teh plaid');
    const second = await visitIn(first.context, rig.shop.url);
    const two = await second.open();
    await two.waitForSelector('.text:has-text("edit: teh plaid")');
    await rewrite(two, 'edit: teh plaid', 'edit: the plaid');
    await until(() => edits('edit: the plaid')[0]?.messageId === messageId, 'the edit');
    for (const frame of [one, two]) {
      await frame.waitForSelector('.text:has-text("edit: the plaid")');
      await frame.waitForSelector('.meta:has-text("изменено"):has-text("Отправлено")');
      expect(await bubbles(frame)).toEqual(['edit: the plaid']);
    }
    await first.page.reload();
    const again = await first.open();
    await again.waitForSelector('.meta:has-text("изменено")');
    expect(await bubbles(again)).toEqual(['edit: the plaid']);
    expect(edits('edit: the plaid')).toHaveLength(1);
    expect([...first.faults, ...second.faults]).toEqual([]);
    await first.close();
  }, 90_000);

  test('is taken back and leaves a trace, in both tabs and after a reload', async () => {
    const first = await visit(rig);
    const one = await first.open();
    const second = await visitIn(first.context, rig.shop.url);
    const two = await second.open();
    await write(one, 'back: my card number');
    const { messageId } = await message('back: my card number');
    await two.waitForSelector('.text:has-text("back: my card")');
    await takeBack(one, 'back: my card number');
    await until(() => happened('revoke').some((event) => event.messageId === messageId), 'the revoke');
    for (const frame of [one, two]) {
      await frame.waitForSelector('.bubble.gone:has-text("Сообщение удалено")');
      expect(await bubbles(frame)).toEqual([]);
      expect(await frame.locator('.line .own:visible').count()).toBe(0);
    }
    // The place of the keyboard's user is not lost with the button.
    expect(await one.evaluate('document.activeElement.className')).toBe('scroller');
    await second.page.reload();
    const again = await second.open();
    await again.waitForSelector('.bubble.gone');
    await first.close();
  }, 90_000);

  test('is reached and changed by the keyboard alone, and Escape changes nothing', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'keys: one');
    await message('keys: one');
    await frame.waitForSelector('.line.visitor:not(.waiting) .own');
    const { keyboard } = visitor.page;
    const focused = (): Promise<unknown> => frame.evaluate('document.activeElement.className');
    await until(async () => {
      if (await frame.evaluate('document.activeElement.classList.contains("own")')) return true;
      await keyboard.press('Shift+Tab');
      return false;
    }, 'the button');
    await keyboard.press('Enter');
    await frame.waitForSelector('.sheet textarea:focus');
    await keyboard.type(' not sent');
    await keyboard.press('Escape');
    await until(async () => (await focused()) === 'own round', 'the focus back');
    await keyboard.press('Enter');
    await frame.waitForSelector('.sheet textarea:focus');
    expect(await frame.inputValue('.sheet textarea')).toBe('keys: one');
    await keyboard.press('End');
    await keyboard.type(' and two');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await until(() => edits('keys: one and two').length === 1, 'the edit');
    expect(await focused()).toBe('own round');
    expect(edits('keys: one not sent')).toHaveLength(0);
    await visitor.close();
  }, 90_000);

  test('of files has no words to change but can be taken back; a pressed button can not', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await frame.setInputFiles('input[type=file]', [
      { name: 'wrong.png', mimeType: 'image/png', buffer: PNG },
    ]);
    await frame.waitForSelector('.tray li');
    await frame.click('.send');
    await frame.waitForSelector('.line.visitor:not(.waiting) .thumb img[src]');
    await frame.hover('.line.visitor');
    await frame.click('.line.visitor .own');
    await frame.waitForSelector('.sheet .fault.plain');
    expect(await frame.locator('.sheet textarea').count()).toBe(0);
    await frame.click('.sheet .fault.plain');
    await frame.waitForSelector('.bubble.gone');
    await rig.says({ text: 'Что?', buttons: [{ kind: 'reply', label: 'Заказ', token: 't.1' }] });
    await frame.click('.chip');
    await until(() => happened('button').length > 0, 'the tap');
    await frame.waitForSelector('.line.visitor:not(.waiting) .text:has-text("Заказ")');
    expect(await frame.locator('.line.visitor .own:visible').count()).toBe(0);
    await visitor.close();
  }, 90_000);
});

describe('what is not sent yet', () => {
  test('goes out with its new words alone, over a reload; what was taken back never does', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'queue: before');
    await message('queue: before');
    await visitor.context.route('**/api/messages', (route) => route.abort());
    for (const text of ['queue: one', 'queue: tow', 'queue: three']) await write(frame, text);
    await until(async () => (await frame.$$('.line.waiting')).length === 3, 'three waiting lines');
    await rewrite(frame, 'queue: one', 'queue: 1');
    await rewrite(frame, 'queue: tow', 'queue: two');
    await takeBack(frame, 'queue: three');
    const shown = ['queue: before', 'queue: 1', 'queue: two'];
    await until(async () => (await bubbles(frame)).join() === shown.join(), 'the new words');
    await visitor.page.reload();
    const again = await visitor.open();
    await until(async () => (await bubbles(again)).join() === shown.join(), 'the same after the reload');
    await visitor.context.unroute('**/api/messages');
    await message('queue: two');
    await until(async () => (await again.$$('.line.waiting')).length === 0, 'nothing waits');
    const heard = happened('message').flatMap(({ content: { text } }) =>
      text?.startsWith('queue: ') ? [text] : [],
    );
    expect(heard).toEqual(shown);
    expect(edits('queue: 1')).toHaveLength(0);
    expect(await again.locator('.meta:has-text("изменено")').count()).toBe(0);
    await visitor.close();
  }, 90_000);

  test('and arrived all the same, its answer lost, is edited or taken back after it', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'lost: before');
    await message('lost: before');
    // The deed is done; neither the answer nor the stream tells of it.
    await visitor.context.route('**/api/stream*', (route) => route.abort());
    await visitor.context.setOffline(true);
    await visitor.context.route('**/api/messages', async (route) => {
      await route.fetch().catch(() => null);
      await route.abort();
    });
    await visitor.context.setOffline(false);
    await write(frame, 'lost: frist');
    await message('lost: frist');
    await rewrite(frame, 'lost: frist', 'lost: first');
    await visitor.context.unroute('**/api/messages');
    await until(() => edits('lost: first').length > 0, 'the edit');
    await visitor.context.unroute('**/api/stream*');
    await frame.waitForSelector('.line.visitor:not(.waiting) .text:has-text("lost: first")');
    await frame.waitForSelector('.meta:has-text("изменено"):has-text("Отправлено")');
    expect(await bubbles(frame)).toEqual(['lost: before', 'lost: first']);
    expect(edits('lost: first')).toHaveLength(1);
    expect(happened('message').filter(({ content }) => content.text?.startsWith('lost: f'))).toHaveLength(1);
    await visitor.close();
  }, 90_000);

  test('without a network a change waits with the line, is shown at once, and goes out by itself', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'later: red');
    await write(frame, 'later: oops');
    await message('later: oops');
    await frame.waitForSelector('.meta:visible:has-text("Отправлено")');
    await visitor.context.setOffline(true);
    await frame.waitForSelector('.banner.offline:visible');
    await rewrite(frame, 'later: red', 'later: blue');
    await takeBack(frame, 'later: oops');
    await frame.waitForSelector('.bubble.gone');
    await frame.waitForSelector('.meta:has-text("Ждёт связи")');
    expect(await bubbles(frame)).toEqual(['later: blue']);
    expect(edits('later: blue')).toHaveLength(0);
    await visitor.context.setOffline(false);
    await until(() => edits('later: blue').length === 1 && happened('revoke').length > 0, 'both');
    await frame.waitForSelector('.meta:has-text("Ждёт связи")', { state: 'detached' });
    expect(await bubbles(frame)).toEqual(['later: blue']);
    await visitor.close();
  }, 90_000);
});

test.each(['ru', 'uk', 'en'] as const)(
  'axe finds no fault in the sheet and the changed lines: %s',
  async (locale) => {
    rig.shop.tag = { 'data-account': 'main', 'data-locale': locale };
    const visitor = await visit(rig, { viewport: { width: 390, height: 844 } });
    const frame = await visitor.open();
    await write(frame, `axe ${locale}`);
    await write(frame, `gone ${locale}`);
    await message(`gone ${locale}`);
    await takeBack(frame, `gone ${locale}`);
    await rewrite(frame, `axe ${locale}`, `axe ${locale} again`);
    await until(() => edits(`axe ${locale} again`).length === 1, 'the edit');
    await openSheet(frame, `axe ${locale} again`);
    await frame.evaluate(axe.source);
    const faults = async (): Promise<unknown> =>
      frame.evaluate(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))`,
      );
    expect(await faults()).toEqual([]);
    await visitor.page.keyboard.press('Escape');
    expect(await faults()).toEqual([]);
    await visitor.close();
  },
  90_000,
);
