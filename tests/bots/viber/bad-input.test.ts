/** What strangers, broken networks and odd customers send: refused or understood, never lost, never thrown. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMedia } from '../../../src/core/content.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { Intake } from '../../../src/core/ports/channel.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { eventually } from '../support/test-deps.ts';
import { openViberRig, PERSON, type ViberRig } from './viber-rig.ts';

let rig: ViberRig;

beforeEach(async () => {
  rig = await openViberRig();
});

afterEach(() => rig.close());

describe('signatures', () => {
  const body =
    '{"event":"message","timestamp":1795300000000,"message_token":5912661846655238145,"sender":{"id":"x=","name":"Анна"},"message":{"type":"text","text":"де?"}}';
  const receive = (bytes: string | Uint8Array, headers: Record<string, string>, query = {}): Intake =>
    rig.adapter.receive({ method: 'POST', headers, query, body: Buffer.from(bytes) });
  const sign = (bytes: string): string => hmacSha256(rig.emulator.token, Buffer.from(bytes));
  const header = (signature: string) => ({ 'x-viber-content-signature': signature });

  test('stand in the header, or in the query where a gateway dropped the header', () => {
    expect(receive(body, header(sign(body)))).toMatchObject({ ok: true });
    expect(receive(body, {}, { sig: sign(body) })).toMatchObject({ ok: true });
    expect(receive(body, header(sign(body).toUpperCase()))).toMatchObject({ ok: true });
  });

  test.each<[string, (right: string) => Record<string, string>]>([
    ['forged', () => header(hmacSha256('another-token', Buffer.from(body)))],
    ['missing', () => ({})],
    ['empty', () => header('')],
    ['a prefix', (right) => header(right.slice(0, 32))],
    ['longer', (right) => header(`${right}00`)],
    ['of the token itself', () => header(rig.emulator.token)],
    ['under another name', (right) => ({ 'x-hub-signature-256': `sha256=${right}` })],
    ['in base64', (right) => header(Buffer.from(right, 'hex').toString('base64'))],
  ])('%s: refused', (_name, headers) => {
    expect(receive(body, headers(sign(body)))).toMatchObject({ ok: false, status: 401 });
  });

  test('a wrong header is not saved by a right query', () => {
    expect(receive(body, header('nonsense'), { sig: sign(body) })).toMatchObject({ ok: false });
  });

  test('JSON that was read and written again is other bytes: its ids are other ids', () => {
    const again = JSON.stringify(JSON.parse(body));
    expect(again).not.toBe(body);
    expect(receive(again, header(sign(body)))).toMatchObject({ ok: false, status: 401 });
    const escaped = body.replace(
      /[\u0080-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(JSON.parse(escaped)).toEqual(JSON.parse(body));
    expect(receive(escaped, header(sign(body)))).toMatchObject({ ok: false, status: 401 });
    expect(receive(`${body} `, header(sign(body)))).toMatchObject({ ok: false, status: 401 });
  });

  test('a call that is played again is the same event, and is stored once', () => {
    const ids = [1, 2].map(() => {
      const intake = receive(body, header(sign(body)));
      return intake.ok ? intake.updates.map(({ event }) => event.externalId) : [];
    });
    expect(ids[0]).toEqual(['message:5912661846655238145:x=']);
    expect(ids[1]).toEqual(ids[0]);
  });

  test('GET where POST belongs', () => {
    const request = { method: 'GET' as const, headers: header(sign('')), query: {}, body: Buffer.alloc(0) };
    expect(rig.adapter.receive(request)).toEqual({ ok: false, status: 405, reason: expect.any(String) });
  });

  test('a body over the bound is not even looked at', () => {
    const large = Buffer.alloc(LIMITS.webhookBodyBytes + 1, 0x20);
    expect(receive(large, {})).toMatchObject({ ok: false, status: 413 });
  });
});

describe('words', () => {
  test.each([
    ['emoji', '👨‍👩‍👧‍👦🇺🇦👍🏽'],
    ['right to left', 'שלום، مرحبا ‏بك‎'],
    ['zero width', 'a\u200bb\u200d\u2060c\ufeff'],
    ['7001 characters', `${'щ'.repeat(7_000)}!`],
    ['what looks like JSON', '{"message_token":5912661846655238145}'],
    ['quotes and slashes', '"\\"\\\\ \u2028\u2029 \t\n'],
    ['markup', '<b>1 & 2</b> **x** [a](https://b.example)'],
  ])('%s come in as they are', async (_name, text) => {
    rig.phone.text(text);
    await eventually(() => rig.contents().length === 1, 'the message');
    expect(rig.contents()).toEqual([{ text }]);
  });

  test('7001 characters go out in two messages', async () => {
    rig.phone.text('x');
    expect(await rig.say({ text: `${'щ'.repeat(7_000)}!`, format: 'plain' })).toHaveLength(2);
    expect(
      rig.phone
        .received()
        .map(({ text }) => text)
        .join(''),
    ).toBe(`${'щ'.repeat(7_000)}!`);
  });
});

describe('odd callbacks', () => {
  test('unknown events are named, unknown messages too; nothing of them is lost', async () => {
    rig.emulator.callback({
      event: 'message',
      message_token: '5912661846655238145',
      timestamp: 1,
      sender: { id: PERSON },
      message: { type: 'hologram' },
    });
    rig.emulator.world.eventTypes.push('typing');
    rig.emulator.callback({
      event: 'typing',
      message_token: '5912661846655238146',
      timestamp: 1,
      user_id: PERSON,
    });
    await eventually(() => rig.events.length === 2, 'both');
    expect(rig.contents()).toEqual([{ unsupported: 'hologram' }]);
    expect(rig.events).toContainEqual(expect.objectContaining({ type: 'unknown', name: 'typing' }));
  });

  test('one field of a wrong kind costs that field and no more', async () => {
    const common = { event: 'message', timestamp: 1, sender: { id: PERSON, name: 7, language: null } };
    const media = 'https://dl-media.viber.com/a.jpg';
    const messages = [
      { type: 'picture', media, text: 'зламано', size: 'large', file_name: 5 },
      { type: 'text', text: 'є', location: { lat: 100, lon: 0 }, contact: 'x' },
      { type: 'contact', contact: { name: 7, phone_number: 380501234567 } },
    ];
    for (const [index, message] of messages.entries()) {
      rig.emulator.callback({ ...common, message_token: `591266184665523815${index}`, message });
    }
    await eventually(() => rig.contents().length === 3, 'all three');
    expect(rig.contents()).toEqual(
      expect.arrayContaining([
        { text: 'зламано', media: [{ kind: 'photo', ref: media }] },
        { text: 'є' },
        { contact: { phone: '380501234567', own: false } },
      ]),
    );
  });

  test("nobody's number is proof: one's own, another's, one without a name look the same", async () => {
    rig.phone.contact();
    rig.phone.contact('380671112233', 'Сусід');
    rig.phone.contact('+38 (050) 111-22-33', '');
    await eventually(() => rig.contents().length === 3, 'all three');
    expect(rig.contents().map(({ contact }) => [contact?.phone, contact?.own])).toEqual(
      expect.arrayContaining([
        ['380501234567', false],
        ['380671112233', false],
        ['380501112233', false],
      ]),
    );
  });
});

describe('files of customers', () => {
  const photo = async (): Promise<IncomingMedia> => {
    rig.phone.photo(Buffer.from('bytes of a photo'));
    await eventually(() => rig.contents().length > 0, 'the picture');
    return rig.contents()[0]!.media![0]!;
  };
  const fetch = (media: IncomingMedia, limit = 1_000) => rig.adapter.fetchMedia(media, limit);

  test('come whole and within their bound', async () => {
    const media = await photo();
    const fetched = await fetch(media);
    expect(fetched.ok && Buffer.from(fetched.bytes).toString()).toBe('bytes of a photo');
    expect(await fetch(media, 5)).toEqual({ ok: false, reason: 'too-large' });
  });

  test('that claim to be small are cut off at the bound', async () => {
    const { bytes: _bytes, ...media } = await photo();
    rig.emulator.fault({ method: 'media', status: 200, body: 'x'.repeat(100_000) });
    expect(await fetch({ ...media, bytes: 3 })).toEqual({ ok: false, reason: 'too-large' });
  });

  test('that never end are given up', async () => {
    const media = await photo();
    rig.emulator.fault({ method: 'media', drop: 'trickle', body: 'x'.repeat(100_000) });
    expect(await fetch(media, 1_000_000)).toEqual({ ok: false, reason: 'unavailable' });
    rig.emulator.fault({ method: 'media', drop: 'hang' });
    expect(await fetch(media)).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('that are gone, broken off or answered with an error', async () => {
    const media = await photo();
    for (const status of [403, 404, 410]) {
      rig.emulator.fault({ method: 'media', status, body: 'no' });
      expect(await fetch(media)).toEqual({ ok: false, reason: 'gone' });
    }
    rig.emulator.fault({ method: 'media', status: 500, body: 'no' });
    expect(await fetch(media)).toEqual({ ok: false, reason: 'unavailable' });
    rig.emulator.fault({ method: 'media', drop: 'mid', body: 'half' });
    expect(await fetch(media)).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('whose kind is a claim are handed on as bytes: what they are is decided by looking', async () => {
    const media = await photo();
    const headers = { 'content-type': 'image/png' };
    rig.emulator.fault({ method: 'media', status: 200, body: '<script>alert(1)</script>', headers });
    const fetched = await fetch(media);
    expect(fetched.ok && Buffer.from(fetched.bytes).toString()).toContain('<script>');
  });

  test('are never fetched from elsewhere: no redirect is followed, no inner address asked', async () => {
    let asked = 0;
    const inner = createServer((_request, response) => {
      asked += 1;
      response.end('secret');
    });
    await new Promise<void>((resolve) => void inner.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/meta`;
    const media = await photo();
    rig.emulator.fault({ method: 'media', status: 302, body: 'moved', headers: { location } });
    expect(await fetch(media)).toEqual({ ok: false, reason: 'unavailable' });
    const refs = [
      location,
      'http://dl-media.viber.com/a.jpg',
      'https://viber.com.evil.example/a.jpg',
      'https://evil.example/?x=.viber.com',
      'https://user:pass@dl-media.viber.com/a.jpg',
      'https://dl-media.viber.com:8443/a.jpg',
      'file:///etc/passwd',
      'ftp://dl-media.viber.com/a',
      '//dl-media.viber.com/a.jpg',
      '',
    ];
    for (const ref of refs) {
      expect(await fetch({ kind: 'photo', ref })).toEqual({ ok: false, reason: 'unavailable' });
    }
    expect(asked).toBe(0);
    await new Promise((resolve) => inner.close(resolve));
  });
});

test('who blocks in the middle of an answer is unreachable, and nothing else happens', async () => {
  rig.phone.text('привіт');
  const parts = rig.adapter.render({ text: 'щ'.repeat(15_000), format: 'plain' });
  expect(await rig.adapter.send(PERSON, parts[0]!, 'k')).toMatchObject({ kind: 'sent' });
  rig.phone.block();
  expect(await rig.adapter.send(PERSON, parts[1]!, 'k')).toEqual({
    kind: 'refused',
    code: 'receiver-not-subscribed',
    unreachable: true,
  });
  await eventually(
    () => rig.events.some((event) => event.type === 'reachability' && !event.reachable),
    'the block is told',
  );
});
