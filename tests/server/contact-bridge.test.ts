/** The page between two messengers leads to our own accounts and nowhere else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AccountId } from '../../src/core/ids.ts';
import type { ContactAddress } from '../../src/core/ports/channel.ts';
import { createContactBridge } from '../../src/server/contact-bridge.ts';

const ADDRESSES: Partial<Record<AccountId, ContactAddress>> = {
  'viber:main': { url: 'viber://pa?chatURI=shop&context={}', carries: 'start' },
  'whatsapp:main': { url: 'https://wa.me/7?text={}', carries: 'text' },
};
const server = createServer(
  createContactBridge({
    addressOf: (account) => ADDRESSES[account] ?? null,
    defaultLocale: 'ru',
    words: (locale, platform) => ({ title: `${locale} <${platform}>`, hint: '"hint"', open: 'open & go' }),
  }),
);
let base = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

test('shows the way into the app, in the language of the browser', async () => {
  const answer = await fetch(`${base}/to/viber/main?p=link_abc-DEF_1`, {
    headers: { 'accept-language': 'de-DE,uk;q=0.8,en;q=0.5' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const html = await answer.text();
  expect(html).toContain('<html lang="uk">');
  expect(html).toContain('<a href="viber://pa?chatURI=shop&amp;context=link_abc-DEF_1">open &amp; go</a>');
  expect(html).toContain('uk &lt;viber&gt;');
});

describe('nothing else is there', () => {
  test.each([
    '/to/viber/other?p=link_a',
    '/to/telegram/main?p=link_a',
    '/to/whatsapp/main?p=link_a',
    '/to/viber/main',
    '/to/viber/main?p=',
    '/to/viber/main?p=%22%3E%3Cscript%3E',
    `/to/viber/main?p=${'a'.repeat(65)}`,
    '/to/viber/main/more?p=link_a',
    '/to//evil.example?p=link_a',
    '/to/constructor/main?p=link_a',
  ])('%s', async (path) => {
    const answer = await fetch(base + path, { redirect: 'manual' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  test('by POST', async () => {
    const answer = await fetch(`${base}/to/viber/main?p=link_a`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(404);
  });
});
