/** The widget as it is served: types, caching, compression, and the policy that the frame lives under. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { framePolicy } from '../../../bots/webchat/pages.ts';
import { openChat, SHOP, type ChatRig } from './chat-rig.ts';

let chat: ChatRig;

beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(chat.url + path, { headers });

test('the loader has a short address, and pages of any site may ask for it', async () => {
  for (const path of ['/widget.js', '/widget.js?v=1', '/chat/main/widget.js']) {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.text()).toContain('the loader');
  }
  expect((await get('/widget.jsx')).status).toBe(404);
});

test('the frame is asked for anew each time and opens inside the shop only', async () => {
  const response = await get('/chat/main/frame');
  expect(response.headers.get('cache-control')).toMatch(/^no-cache\b/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`frame-ancestors 'self' ${SHOP}`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const same = await get('/chat/main/frame', { 'if-none-match': response.headers.get('etag') ?? '' });
  expect([same.status, await same.text()]).toEqual([304, '']);
});

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['GZIP;q=0.5, br;q=0', 'gzip'],
  ['brotli, x-gzip', null],
  ['identity', null],
])('assets are kept for good and travel small: %s', async (accepted, encoding) => {
  const response = await get('/chat/main/assets/frame-abc123.js', { 'accept-encoding': accepted });
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(await response.text()).toContain('the frame');
});

test.each([
  '/chat/main/',
  '/chat/main/loader.js',
  '/chat/main/frame.html',
  '/chat/main/assets/',
  '/chat/main/assets/x.js',
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('only reading', async () => {
  expect((await fetch(`${chat.url}/chat/main/frame`, { method: 'POST' })).status).toBe(405);
  const head = await fetch(`${chat.url}/chat/main/frame`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

const CONFIG = { account: 'webchat:main' as const, publicOrigin: null, identitySecret: null, color: null };

test('a site that could end the policy and begin another never gets into it', () => {
  const origins = ['https://a.example', 'http://localhost:3000'];
  expect(framePolicy({ ...CONFIG, origins }, { scripts: [], styles: [] })).toContain(
    "frame-ancestors 'self' https://a.example http://localhost:3000;",
  );
});

test('the policy allows what stands in the page, each by its hash, and nothing else', async () => {
  const response = await get('/chat/main/frame');
  const html = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  const hash = (element: string): string => {
    const [, text = ''] = new RegExp(`<${element}[^>]*>([^]*?)</${element}>`).exec(html) ?? [];
    return createHash('sha256').update(text).digest('base64');
  };
  expect(policy).toContain(`; script-src 'sha256-${hash('script')}'; style-src 'sha256-${hash('style')}'; `);
  expect(response.headers.get('cache-control')).toContain('no-transform');
});

test('a page without either allows neither', () => {
  const policy = framePolicy({ ...CONFIG, origins: [] }, { scripts: [], styles: [] });
  expect(policy).toContain("; script-src 'none'; style-src 'none'; ");
});
