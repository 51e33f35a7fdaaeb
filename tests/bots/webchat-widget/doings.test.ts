/** What visitors do beside writing: files, forms, places, languages, marks, and what the shop's own page can ask for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Frame } from 'playwright-core';
import type { ChannelEvent } from '../../../src/core/event.ts';
import { PNG } from '../support/test-deps.ts';
import { bubbles, openWidget, until, visit, write, type Visit, type WidgetRig } from './widget-rig.ts';

let rig: WidgetRig;

beforeAll(async () => {
  rig = await openWidget();
}, 60_000);

afterAll(async () => {
  await rig?.close();
});

type Message = Extract<ChannelEvent, { type: 'message' }>;

/** A visitor whom the shop knows by now: what it says next is for them. */
async function newcomer(options?: BrowserContextOptions): Promise<{ visitor: Visit; frame: Frame }> {
  const before = rig.chat.events.length;
  const visitor = await visit(rig, options);
  const frame = await visitor.open();
  const came = (event: ChannelEvent): boolean =>
    event.type === 'message' && event.content.start !== undefined;
  await until(() => rig.chat.events.slice(before).some(came), 'the newcomer');
  return { visitor, frame };
}

/** The newest message that fits, once it is there. */
function message(fits: (content: Message['content']) => boolean): Promise<Message> {
  return until(() =>
    rig.chat.events.findLast((event): event is Message => event.type === 'message' && fits(event.content)),
  );
}

test('a picture is chosen, shown before it goes, sent with words, and opens large', async () => {
  const visitor = await visit(rig);
  const frame = await visitor.open();
  const picture = { name: 'шов.png', mimeType: 'image/png', buffer: PNG };
  await frame.setInputFiles('input[type=file]', [
    picture,
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
  ]);
  await frame.waitForSelector('.tray li img');
  await frame.waitForSelector('.tray .fault:has-text("empty.txt")');
  await frame.fill('.composer textarea', 'вот шов');
  await frame.click('.send');
  const { content } = await message(({ media }) => media !== undefined);
  expect(content).toMatchObject({
    text: 'вот шов',
    media: [{ kind: 'photo', name: 'шов.png', mime: 'image/png' }],
  });
  await frame.click('.thumb');
  await frame.waitForSelector('.viewer img');
  await visitor.page.keyboard.press('Escape');
  await frame.waitForSelector('.viewer', { state: 'detached' });
  // Still open: Escape closed the picture alone.
  await frame.waitForSelector('.composer');
  await visitor.page.reload();
  const again = await visitor.open();
  await again.waitForSelector('.thumb img[src^="blob:"]');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 60_000);

test('a number is asked for with its reason and taken with the code of the country', async () => {
  const { visitor, frame } = await newcomer();
  await rig.says({ text: 'Номер?', buttons: [{ kind: 'share-phone', label: 'Поделиться' }] });
  await frame.click('.chip');
  await frame.fill('input[type=tel]', '12');
  await frame.click('.form .main');
  await frame.waitForSelector('.form .fault:not(:empty)');
  await frame.selectOption('.form select', 'UA');
  await frame.fill('input[type=tel]', '067 123-45-67');
  await frame.click('.form .main');
  const { content } = await message(({ contact }) => contact !== undefined);
  expect(content.contact).toMatchObject({ phone: '380671234567', own: false });
  await frame.waitForSelector('.contact:has-text("+380671234567")');
  await visitor.close();
}, 60_000);

test('a place is shared when the browser lets it, and a refusal is said in plain words', async () => {
  const here = { latitude: 55.75, longitude: 37.61 };
  const { visitor, frame } = await newcomer({ geolocation: here, permissions: [] });
  await rig.says({ text: 'Где вы?', buttons: [{ kind: 'share-location', label: 'Поделиться местом' }] });
  await frame.click('.chip');
  await frame.waitForSelector('.sheet p:has-text("не разрешил")');
  await visitor.page.keyboard.press('Escape');
  await visitor.context.grantPermissions(['geolocation']);
  await frame.click('.chip');
  const { content } = await message(({ location }) => location !== undefined);
  expect(content.location).toEqual(here);
  await visitor.close();
}, 60_000);

test('the language changes at once, stays over a reload, and what is half written stays too', async () => {
  const visitor = await visit(rig);
  const frame = await visitor.open();
  await frame.fill('.composer textarea', 'не дописано');
  await frame.click('header [aria-haspopup]');
  await frame.click('.option:has-text("English")');
  await frame.waitForSelector('html[lang=en] textarea[placeholder="Message…"]');
  await visitor.page.reload();
  const again = await visitor.open();
  await again.waitForSelector('html[lang=en]');
  expect(await again.inputValue('.composer textarea')).toBe('не дописано');
  await visitor.close();
}, 60_000);

test('the page hears how many messages wait, its title tells, and reading ends it', async () => {
  const visitor = await visit(rig);
  const frame = await visitor.open();
  await visitor.page.evaluate(
    'window.heard = []; window.Prilavok.on("unread", (count) => heard.push(count))',
  );
  await write(frame, 'unread: hello');
  await message(({ text }) => text === 'unread: hello');
  await visitor.page.evaluate('window.Prilavok.close()');
  await rig.says('unread: one');
  await rig.says('unread: two');
  await until(() => visitor.page.evaluate('window.heard.at(-1) === 2'), 'the count');
  await visitor.page.evaluate('window.Prilavok.open()');
  await until(() => visitor.page.evaluate('window.heard.at(-1) === 0'), 'none unread');
  await until(
    () => rig.chat.events.some((event) => event.type === 'receipt' && event.status === 'read'),
    'the mark',
  );
  expect(await visitor.page.title()).toBe('Мята и Лён');
  await visitor.close();
}, 60_000);

test('a visitor who wants to be forgotten is, and may begin anew', async () => {
  const visitor = await visit(rig);
  const frame = await visitor.open();
  await write(frame, 'forget: me');
  const before = await message(({ text }) => text === 'forget: me');
  await frame.waitForSelector('.line.visitor:not(.waiting)');
  await frame.click('header [aria-haspopup]');
  await frame.click('.menu-row:has-text("Забыть")');
  await frame.click('.main.danger');
  await frame.waitForSelector('.empty .main');
  expect(await bubbles(frame)).toEqual([]);
  expect(
    await visitor.page.evaluate('Object.keys(localStorage).filter((key) => /token|unsent|draft/.test(key))'),
  ).toEqual([]);
  await frame.click('.empty .main');
  await write(frame, 'forget: somebody else');
  const after = await message(({ text }) => text === 'forget: somebody else');
  expect(after.address).not.toBe(before.address);
  await visitor.close();
}, 60_000);

test('what a newer server refuses for a reason unknown here is asked once, told, and can be tried again', async () => {
  const { visitor, frame } = await newcomer();
  let asked = 0;
  await visitor.page.route('**/api/messages', (route) => {
    asked += 1;
    return route.fulfill({ status: 400, json: { error: 'of-tomorrow', retryAfterMs: 0 } });
  });
  await write(frame, 'refused: hello');
  await frame.waitForSelector('.refused .meta [role=alert]');
  expect(asked).toBe(1);
  await visitor.page.unroute('**/api/messages');
  await frame.click('.refused .link');
  await message(({ text }) => text === 'refused: hello');
  await frame.waitForSelector('.refused', { state: 'detached' });
  await visitor.close();
}, 60_000);
