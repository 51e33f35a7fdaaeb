import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assert as always, property, uint8Array } from 'fast-check';
import { systemRandom } from '../../src/core/clock.ts';
import { createMediaStore } from '../../src/media/media-store.ts';
import { isShowable, sniff } from '../../src/media/sniff.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const PNG = bytesOf('\x89PNG\r\n\x1a\nrest of it');
const open = (more = {}) => createMediaStore({ folder, random: systemRandom, ...more });

describe('what a file is', () => {
  test.each([
    ['jpeg', '\xff\xd8\xff\xe0', 'photo', 'image/jpeg'],
    ['png', '\x89PNG\r\n\x1a\n', 'photo', 'image/png'],
    ['gif', 'GIF89a', 'photo', 'image/gif'],
    ['webp', 'RIFF\x10\x00\x00\x00WEBPVP8 ', 'photo', 'image/webp'],
    ['pdf', '%PDF-1.7', 'document', 'application/pdf'],
    [
      'svg',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      'document',
      'application/octet-stream',
    ],
    ['html', '<!doctype html><script>alert(1)</script>', 'document', 'application/octet-stream'],
    ['a wave file', 'RIFF\x10\x00\x00\x00WAVEfmt ', 'document', 'application/octet-stream'],
    ['half a png', '\x89PNG', 'document', 'application/octet-stream'],
    ['nothing', '', 'document', 'application/octet-stream'],
  ])('%s is told by its bytes', (_name, text, kind, mime) => {
    expect(sniff(bytesOf(text))).toMatchObject({ kind, mime });
  });

  test('any bytes are something, and only four kinds of pictures may be shown', () => {
    always(
      property(uint8Array({ maxLength: 64 }), (bytes) => {
        const is = sniff(bytes);
        expect(is.extension).toMatch(/^[a-z0-9]{2,4}$/);
        expect(is.kind === 'photo').toBe(isShowable(is.mime));
      }),
    );
  });
});

describe('saving', () => {
  test('gives a name of our own, whatever the file was called, and the same bytes back', async () => {
    const store = await open();
    for (const name of ['../../etc/passwd', 'a.html', 'picture.png\u200b.exe', null]) {
      const saved = await store.save(PNG, name);
      expect(saved).toMatchObject({ ok: true, kind: 'photo', mime: 'image/png', bytes: PNG.length });
      const file = saved.ok ? saved.file : '';
      expect(file).toMatch(/^[\w-]{22}\.png$/);
      const back = await store.read(file);
      expect([back?.mime, Buffer.from(back?.bytes ?? []).equals(Buffer.from(PNG))]).toEqual([
        'image/png',
        true,
      ]);
      expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
    }
  });

  test('keeps to the bounds of one file and of all, also when many come at once and after a restart', async () => {
    const store = await open({ fileBytes: 100, quotaBytes: 250 });
    expect(await store.save(new Uint8Array(101), null)).toEqual({ ok: false, reason: 'too-large' });
    const many = await Promise.all(Array.from({ length: 5 }, () => store.save(new Uint8Array(100), null)));
    expect(many.filter(({ ok }) => ok)).toHaveLength(2);
    expect(many.filter((one) => !one.ok && one.reason === 'quota')).toHaveLength(3);
    const again = await open({ fileBytes: 100, quotaBytes: 250 });
    expect(await again.save(new Uint8Array(100), null)).toEqual({ ok: false, reason: 'quota' });
    expect(await again.save(new Uint8Array(50), null)).toMatchObject({ ok: true });
  });

  test('leaves nothing half-written: not after a failure, and what a crash left goes at the next start', async () => {
    const store = await open({ quotaBytes: 100 });
    await rm(folder, { recursive: true });
    await expect(store.save(new Uint8Array(60), null)).rejects.toMatchObject({ code: 'ENOENT' });
    const again = await open({ quotaBytes: 100 });
    await writeFile(join(folder, 'AAAAAAAAAAAAAAAAAAAAAA.png.part'), 'half');
    await open();
    expect(await readdir(folder)).toEqual([]);
    // The failed save gave its share of the quota back.
    expect(await again.save(new Uint8Array(60), null)).toMatchObject({ ok: true });
  });
});

describe('reading', () => {
  test('opens only names of ours, and follows no link out of the folder', async () => {
    const store = await open();
    const secret = join(folder, '..', `secret-${process.pid}`);
    await writeFile(secret, 'secret');
    await symlink(secret, join(folder, 'AAAAAAAAAAAAAAAAAAAAAA.png'));
    await writeFile(join(folder, 'plain.txt'), 'x');
    for (const name of [
      'AAAAAAAAAAAAAAAAAAAAAA.png',
      'BBBBBBBBBBBBBBBBBBBBBB.png',
      'plain.txt',
      `../secret-${process.pid}`,
      '',
      '.',
      '..',
      'AAAAAAAAAAAAAAAAAAAAAA.png/..',
      'AAAAAAAAAAAAAAAAAAAAAA.png\u0000',
    ]) {
      expect(await store.read(name)).toBeNull();
    }
    expect(await readFile(secret, 'utf8')).toBe('secret');
    await rm(secret);
  });
});
