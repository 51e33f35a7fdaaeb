import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MediaSaved } from '../../src/api/media.ts';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { safeName } from '../../src/server/desk-api/media-routes.ts';
import { createMediaLinks } from '../../src/server/media-links.ts';
import { ask, openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest of it', 'latin1');
let shift = 0;
const clock = { ...systemClock, now: () => systemClock.now() + shift };
const mediaLinks = createMediaLinks({ publicUrl: 'https://help.example.com', clock, random: systemRandom });

let house: House;
let anna: Browser;
beforeAll(async () => {
  house = await openHouse({ deps: { mediaLinks } });
  await house.hire('anna');
  anna = openBrowser(house);
  await anna.signIn('anna');
});
afterAll(() => house.close());

async function upload(bytes: Uint8Array, name: string) {
  const path = `/api/media?name=${encodeURIComponent(name)}`;
  return anna.ask(path, { method: 'POST', body: bytes, headers: { 'x-csrf-token': anna.csrf } });
}

describe('a file', () => {
  test('goes up, is what its bytes are, and comes back to people who are signed in', async () => {
    const saved = MediaSaved.parse((await upload(PNG, 'чек.exe')).json);
    expect(saved).toMatchObject({ kind: 'photo', mime: 'image/png', name: 'чек.exe', bytes: PNG.length });
    const seen = await anna.get(`/api/media/${saved.file}`);
    expect(seen.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline; filename="file"; filename*=UTF-8\'\'file',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const named = await anna.get(`/api/media/${saved.file}?name=${encodeURIComponent('чек.png')}`);
    expect(named.headers['content-disposition']).toBe(
      'attachment; filename="___.png"; filename*=UTF-8\'\'%D1%87%D0%B5%D0%BA.png',
    );
    const again = await anna.ask(`/api/media/${saved.file}`, {
      headers: { 'if-none-match': `"${saved.file}"` },
    });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await ask(house.port, `/api/media/${saved.file}`)).status).toBe(401);
  });

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7 /JS (app.alert(1))'],
  ])('%s is handed over for saving, never shown', async (_name, text) => {
    const saved = MediaSaved.parse((await upload(Buffer.from(text), 'picture.png')).json);
    expect(saved.kind).toBe('document');
    const { headers } = await anna.get(`/api/media/${saved.file}`);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  test('over the bound is refused without being kept, and nothing is empty', async () => {
    const big = await upload(Buffer.alloc(LIMITS.mediaBytes + 1), 'big.bin');
    expect([big.status, big.json['error']]).toEqual([413, 'too-large']);
    expect((await upload(Buffer.alloc(0), 'empty')).json['error']).toBe('bad-request');
  });

  test('opens under its own name only', async () => {
    for (const name of [
      '..%2Fdesk.sqlite',
      '%2e%2e%2fdesk.sqlite',
      'desk.sqlite',
      'AAAAAAAAAAAAAAAAAAAAAA.png',
      '%00',
    ]) {
      expect((await anna.get(`/api/media/${name}`)).status).toBe(404);
    }
  });
});

describe('a signed link', () => {
  const pathOf = (file: string): string =>
    mediaLinks.url(file)?.replace('https://help.example.com', '') ?? '';

  test('opens its file for a while, without a session, and no other', async () => {
    const saved = MediaSaved.parse((await upload(PNG, 'a.png')).json);
    const other = MediaSaved.parse((await upload(PNG, 'b.png')).json);
    const path = pathOf(saved.file);
    expect((await ask(house.port, path)).headers).toMatchObject({ 'content-type': 'image/png' });
    for (const forged of [
      path.replace(saved.file, other.file),
      path.replace(/until=\d+/, `until=${Number.MAX_SAFE_INTEGER}`),
      path.replace(/mark=./, (mark) => (mark === 'mark=_' ? 'mark=-' : 'mark=_')),
      path.split('&')[0] ?? '',
      `/media/${saved.file}`,
    ]) {
      expect((await ask(house.port, forged)).status).toBe(404);
    }
    shift = LIMITS.mediaLinkMs + 1;
    expect((await ask(house.port, path)).status).toBe(404);
    shift = 0;
  });

  test('is none without a public address', () => {
    expect(createMediaLinks({ publicUrl: null, clock, random: systemRandom }).url('x')).toBeNull();
  });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\чек.pdf', 'чек.pdf'],
  ['a\u202Egnp.exe', 'agnp.exe'],
  ['in\u200bvoice\u0000.pdf', 'invoice.pdf'],
  ['.htaccess', 'htaccess'],
  ['a"b<c>.txt', 'a_b_c_.txt'],
  ['\r\nSet-Cookie: x', 'Set-Cookie_ x'],
  ['...', 'file'],
  ['', 'file'],
  ['x'.repeat(400), 'x'.repeat(150)],
])('the name %j is offered as %j', (name, safe) => {
  expect(safeName(name)).toBe(safe);
});
