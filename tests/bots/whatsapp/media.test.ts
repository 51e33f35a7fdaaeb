/** Customers' files: only what was promised, only from Meta, within every bound. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Phone } from '../../../bots/whatsapp/emulator/phone.ts';
import { eventually } from '../support/test-deps.ts';
import { PERSON, startRig, type WhatsAppRig } from './rig.ts';

let rig: WhatsAppRig;
let phone: Phone;

beforeEach(async () => {
  rig = await startRig();
  phone = rig.emulator.user(PERSON);
});
afterEach(() => rig.close());

describe("customers' files", () => {
  const photo = async (bytes: Uint8Array, lies = {}) => {
    phone.photo(bytes, 'сломано', lies);
    await eventually(() => rig.events.length > 0, 'the picture');
    const event = rig.events.at(-1);
    if (event?.type !== 'message') throw new Error('no message');
    return event.content.media![0]!;
  };
  const BYTES = Buffer.from('bytes of a photo');

  test('id, address, bytes: with our token, and the checksum is right', async () => {
    const media = await photo(BYTES);
    expect(media.ref).toContain(createHash('sha256').update(BYTES).digest('base64'));
    const fetched = await rig.adapter.fetchMedia(media, 1_000);
    expect(fetched.ok && Buffer.from(fetched.bytes).equals(BYTES)).toBe(true);
  });

  test('bytes that are not those of the message are not taken', async () => {
    const media = await photo(BYTES, { sha256: createHash('sha256').update('others').digest('base64') });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'unavailable' });
    const [id = ''] = media.ref.split('#');
    rig.emulator.world.media.get(id)!.sha256 = '0'.repeat(64);
    expect(await rig.adapter.fetchMedia({ ...media, ref: id }, 1_000)).toEqual({
      ok: false,
      reason: 'unavailable',
    });
  });

  test('too large: said beforehand, or only by the bytes', async () => {
    const media = await photo(BYTES);
    expect(await rig.adapter.fetchMedia(media, 5)).toEqual({ ok: false, reason: 'too-large' });
    rig.emulator.fault({ method: 'download', status: 200, body: 'x'.repeat(5_000) });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'too-large' });
  });

  test('what never ends is cut in time', async () => {
    const media = await photo(BYTES);
    rig.emulator.fault({ method: 'download', drop: 'hang' });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('an address that has run out, or a file that is gone', async () => {
    const media = await photo(BYTES);
    rig.emulator.fault({ method: 'download', status: 404, body: 'URL signature expired' });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'gone' });
    rig.emulator.world.media.clear();
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'gone' });
  });

  test.each([
    ['an inner address', 'http://169.254.169.254/latest'],
    ['another host', 'https://evil.example/x'],
    ['one that looks like theirs', 'https://lookaside.fbsbx.com.evil.example/x'],
    ['another scheme', 'file:///etc/passwd'],
  ])('%s instead of a file is not asked', async (_name, url) => {
    const media = await photo(BYTES);
    const body = { url, mime_type: 'image/jpeg', file_size: 5, id: '1' };
    rig.emulator.fault({ method: 'object', status: 200, body });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('a redirect to an inner service is not followed, and our token does not travel', async () => {
    const media = await photo(BYTES);
    let asked = 0;
    rig.webhook.handle = async () => {
      asked += 1;
      return 200;
    };
    rig.emulator.fault({ method: 'download', status: 302, body: '', headers: { location: rig.webhook.url } });
    expect(await rig.adapter.fetchMedia(media, 1_000)).toEqual({ ok: false, reason: 'unavailable' });
    expect(asked).toBe(0);
  });
});
