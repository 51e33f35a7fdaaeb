/** What was written arrives once and is shown once, in order: over reloads, lost networks, two tabs and sleep. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Request } from 'playwright-core';
import { bubbles, openWidget, until, visit, visitIn, write, type WidgetRig } from './widget-rig.ts';

let rig: WidgetRig;

beforeAll(async () => {
  rig = await openWidget();
}, 60_000);

afterAll(async () => {
  await rig?.close();
});

/** Texts that reached the engine's place, in order. */
function heard(): string[] {
  return rig.chat.events.flatMap((event) =>
    event.type === 'message' && event.content.text !== undefined ? [event.content.text] : [],
  );
}

const isLine = (request: Request): boolean => request.url().includes('/api/stream');

async function shows(frame: Parameters<typeof bubbles>[0], expected: string[]): Promise<void> {
  await until(async () => (await bubbles(frame)).length >= expected.length, expected.join(' | '));
  expect(await bubbles(frame)).toEqual(expected);
}

describe('a visitor who writes', () => {
  test('finds the same lines once, in order, after a reload', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'reload: first');
    await until(() => heard().includes('reload: first'));
    await rig.says('reload: answer');
    await shows(frame, ['reload: first', 'reload: answer']);

    await visitor.page.reload();
    const again = await visitor.open();
    await shows(again, ['reload: first', 'reload: answer']);
    await rig.says('reload: second answer');
    await shows(again, ['reload: first', 'reload: answer', 'reload: second answer']);
    expect(heard().filter((text) => text === 'reload: first')).toHaveLength(1);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);

  test('loses nothing that was written without a network, over a reload, and nothing arrives twice', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'offline: before');
    await until(() => heard().includes('offline: before'));
    // The answer to the first is lost though the deed is done; the others never leave.
    let calls = 0;
    await visitor.context.route('**/api/messages', async (route) => {
      calls += 1;
      if (calls === 1) await route.fetch().catch(() => null);
      await route.abort();
    });
    for (const text of ['offline: one', 'offline: two 😀', 'offline: three']) await write(frame, text);
    await until(() => heard().includes('offline: one'));
    await until(async () => (await frame.$$('.line.waiting')).length === 2, 'two waiting lines');

    await visitor.page.reload();
    const again = await visitor.open();
    await shows(again, ['offline: before', 'offline: one', 'offline: two 😀', 'offline: three']);
    await visitor.context.unroute('**/api/messages');
    await until(() => heard().includes('offline: three'));
    await until(async () => (await again.$$('.line.waiting')).length === 0, 'nothing waits');
    await shows(again, ['offline: before', 'offline: one', 'offline: two 😀', 'offline: three']);
    expect(heard().filter((text) => text.startsWith('offline: '))).toEqual([
      'offline: before',
      'offline: one',
      'offline: two 😀',
      'offline: three',
    ]);
    await visitor.close();
  }, 90_000);

  test('sees a banner without a network, and the queue goes out by itself when it is back', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'banner: before');
    await until(() => heard().includes('banner: before'));
    await visitor.context.setOffline(true);
    await frame.waitForSelector('.banner.offline:visible');
    await write(frame, 'banner: meanwhile');
    await frame.waitForSelector('.line.waiting .meta:has-text("Ждёт связи")');
    await visitor.context.setOffline(false);
    await until(() => heard().includes('banner: meanwhile'));
    await frame.waitForSelector('.banner', { state: 'hidden' });
    await rig.says('banner: answer');
    await shows(frame, ['banner: before', 'banner: meanwhile', 'banner: answer']);
    await visitor.close();
  }, 60_000);
});

describe('two tabs of one visitor', () => {
  test('show the same, once, whichever is written in, and one of them holds the line', async () => {
    const first = await visit(rig);
    const lines = new Set<Request>();
    first.context.on('request', (request) => void (isLine(request) && lines.add(request)));
    first.context.on('requestfinished', (request) => void lines.delete(request));
    first.context.on('requestfailed', (request) => void lines.delete(request));
    const one = await first.open();
    await write(one, 'tabs: from one');
    await until(() => heard().includes('tabs: from one'));
    const second = await visitIn(first.context, rig.shop.url);
    const two = await second.open();
    await shows(two, ['tabs: from one']);
    await write(two, 'tabs: from two');
    await rig.says('tabs: answer');
    for (const frame of [one, two]) await shows(frame, ['tabs: from one', 'tabs: from two', 'tabs: answer']);
    expect(heard().filter((text) => text.startsWith('tabs: '))).toEqual(['tabs: from one', 'tabs: from two']);
    await until(() => lines.size === 1, 'one line for both tabs');

    await second.page.close();
    await rig.says('tabs: after one left');
    await shows(one, ['tabs: from one', 'tabs: from two', 'tabs: answer', 'tabs: after one left']);
    await first.close();
  }, 90_000);
});

describe('a line that breaks', () => {
  test('comes back at its place: what was said meanwhile is shown once', async () => {
    const visitor = await visit(rig);
    const frame = await visitor.open();
    await write(frame, 'break: hello');
    await until(() => heard().includes('break: hello'));
    await rig.says('break: one');
    await shows(frame, ['break: hello', 'break: one']);
    await visitor.context.route('**/api/stream*', (route) => route.abort());
    await visitor.context.setOffline(true);
    await rig.says('break: two');
    await rig.says('break: three');
    await visitor.context.unroute('**/api/stream*');
    await visitor.context.setOffline(false);
    await shows(frame, ['break: hello', 'break: one', 'break: two', 'break: three']);
    await visitor.close();
  }, 60_000);
});
