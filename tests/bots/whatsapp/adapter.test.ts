/** What is WhatsApp's own on the way in: the handshake, signatures over bytes, batches, several numbers, who is who. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Phone } from '../../../bots/whatsapp/emulator/phone.ts';
import { toWire } from '../../../bots/whatsapp/emulator/pusher.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { createRecordingLog, eventually } from '../support/test-deps.ts';
import { PERSON, signed, startRig, VERIFY_TOKEN, type WhatsAppRig } from './rig.ts';

let rig: WhatsAppRig;
let phone: Phone;

beforeEach(async () => {
  rig = await startRig();
  phone = rig.emulator.user(PERSON);
});
afterEach(() => rig.close());

const messageOf = (text: string, from = PERSON) => ({
  from,
  from_user_id: `RU.${from}`,
  id: `wamid.${text}`,
  timestamp: '1795300000',
  type: 'text',
  text: { body: text },
});
const call = (...messages: unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        { field: 'messages', value: { metadata: { phone_number_id: rig.emulator.phoneNumberId }, messages } },
      ],
    },
  ],
});
const receive = (body: string | Buffer, headers?: Record<string, string>) =>
  rig.adapter.receive({ ...signed(rig.emulator.appSecret, body), ...(headers ? { headers } : {}) });

describe('the handshake', () => {
  const get = (query: Record<string, string>): WebhookRequest => ({
    method: 'GET',
    headers: {},
    query,
    body: new Uint8Array(),
  });
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1158201444' };

  test('says the challenge back as plain text', () => {
    expect(rig.adapter.receive(get(right))).toEqual({
      ok: true,
      updates: [],
      answer: null,
      plain: '1158201444',
    });
  });

  test.each([
    ['a wrong token', { ...right, 'hub.verify_token': `${VERIFY_TOKEN}x` }],
    ['a part of the token', { ...right, 'hub.verify_token': VERIFY_TOKEN.slice(0, 8) }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN }],
    ['a challenge that is a page', { ...right, 'hub.challenge': '<script>alert(1)</script> x' }],
    ['nothing', {}],
  ])('is refused with %s', (_name, query) => {
    expect(rig.adapter.receive(get(query as Record<string, string>))).toMatchObject({
      ok: false,
      status: 403,
    });
  });

  test('no event comes by GET, however well it is signed', () => {
    const body = Buffer.from(JSON.stringify(call(messageOf('тайком'))));
    const request = { ...signed(rig.emulator.appSecret, body), method: 'GET' as const };
    expect(rig.adapter.receive(request)).toMatchObject({ ok: false, status: 403 });
  });
});

describe('signatures', () => {
  const text = () => toWire(call(messageOf('Їжак 🦔 и/или')));

  test('are over the bytes as they came: escaped, with slashes', () => {
    const intake = receive(text());
    expect(intake.ok && intake.updates[0]?.event).toMatchObject({ content: { text: 'Їжак 🦔 и/или' } });
  });

  test('the same JSON written another way is another text', () => {
    const signature = `sha256=${hmacSha256(rig.emulator.appSecret, Buffer.from(text()))}`;
    const rewritten = JSON.stringify(JSON.parse(text()));
    expect(rewritten).not.toBe(text());
    expect(receive(rewritten, { 'x-hub-signature-256': signature })).toMatchObject({
      ok: false,
      status: 401,
    });
  });

  test('without the prefix, in the old header, of another app: refused', () => {
    const right = hmacSha256(rig.emulator.appSecret, Buffer.from(text()));
    for (const headers of [
      { 'x-hub-signature-256': right },
      { 'x-hub-signature': `sha1=${right.slice(0, 40)}` },
      { 'x-hub-signature-256': `sha1=${right}` },
      { 'x-hub-signature-256': `sha256=${hmacSha256('another-secret', Buffer.from(text()))}` },
      { 'x-hub-signature-256': '' },
    ]) {
      expect(receive(text(), headers)).toMatchObject({ ok: false, status: 401 });
    }
  });

  test('a call that is played again has the ids that the inbox knows already', () => {
    const ids = () => {
      const intake = receive(text());
      return intake.ok ? intake.updates.map(({ event }) => event.externalId) : [];
    };
    expect(ids()).toEqual(ids());
    expect(ids()).toHaveLength(1);
  });
});

describe('a batch', () => {
  test('everything in it comes, in one call with several entries', async () => {
    rig.emulator.hold();
    for (const text of ['раз', 'два', 'три']) phone.text(text);
    rig.emulator.user('380501234567').text('чотири');
    phone.react('👍');
    expect(rig.emulator.release({ together: true })).toBe(5);
    await eventually(() => rig.events.length === 5, 'all events');
    await eventually(() => rig.emulator.deliveries().length === 1, 'its answer');
    expect(rig.emulator.deliveries()[0]?.fields.length).toBeLessThan(5);
    expect(texts()).toEqual(['раз', 'два', 'три', 'чотири']);
  });

  test('a bad item among good ones is told in the log, without its words, and left', () => {
    const log = createRecordingLog();
    const adapter = rig.make({}, { log });
    const bad = [null, 7, {}, { ...messageOf('x'), timestamp: 'yesterday' }, { type: 'text', id: 'wamid.1' }];
    const body = JSON.stringify(call(messageOf('до'), ...bad, messageOf('после')));
    const intake = adapter.receive(signed(rig.emulator.appSecret, body));
    expect(intake.ok && intake.updates.map(({ event }) => event.externalId)).toEqual([
      'wamid.до',
      'wamid.после',
    ]);
    expect(log.lines).toHaveLength(bad.length);
    for (const line of log.lines) expect(line).not.toContain(PERSON);
  });

  test('each event keeps only what it came from', () => {
    const intake = receive(JSON.stringify(call(messageOf('раз'), messageOf('два'))));
    if (!intake.ok) throw new Error('refused');
    const [first] = intake.updates;
    expect(first?.raw).toContain('раз');
    expect(first?.raw).not.toContain('два');
  });

  test('unknown fields, kinds and changes of the account are 200 and nothing', () => {
    for (const value of [{}, [], 7, null, { messages: 7 }, { metadata: 7, statuses: {} }]) {
      const body = JSON.stringify({
        object: 'page',
        entry: [{ changes: [{ field: 'future', value }] }],
        x: 1,
      });
      expect(receive(body)).toMatchObject({ ok: true, updates: [] });
    }
  });

  test('what is not a call at all is refused', () => {
    for (const body of ['', 'x', '7', 'null', '[1]'])
      expect(receive(body)).toMatchObject({ ok: false, status: 400 });
  });
});

describe('one app with several numbers', () => {
  const OTHER = '106540000000002';

  test('one address takes the events of all of them, each for its own account', async () => {
    const { emulator } = rig;
    emulator.addNumber(OTHER, '+7 999 000-00-02');
    const opt = rig.config({ account: 'whatsapp:opt', phoneNumberId: OTHER });
    rig.adapter = rig.make({}, { accounts: [rig.config(), opt] });
    phone.text('розница');
    emulator.user(PERSON, OTHER).text('опт');
    await eventually(() => rig.events.length === 2, 'both events');
    expect(rig.events.map(({ account }) => account).toSorted()).toEqual(['whatsapp:main', 'whatsapp:opt']);
  });

  test('a number that is not set up here, or of another app, is 200 and nothing', async () => {
    const { emulator } = rig;
    emulator.addNumber(OTHER, '+7 999 000-00-02');
    const foreign = rig.config({
      account: 'whatsapp:opt',
      phoneNumberId: OTHER,
      appSecret: 'another-app-secret',
    });
    rig.adapter = rig.make({}, { accounts: [rig.config(), foreign] });
    emulator.user(PERSON, OTHER).text('не сюда');
    await eventually(() => emulator.deliveries().length === 1, 'the call');
    expect(emulator.deliveries()[0]?.status).toBe(200);
    expect(rig.events).toEqual([]);
  });

  test('two accounts of one number are refused at the start', () => {
    const twin = rig.config({ account: 'whatsapp:opt' });
    expect(() => rig.make({}, { accounts: [rig.config(), twin] })).toThrow(/WHATSAPP_PHONE_NUMBER_ID/);
  });
});

describe('who is who', () => {
  test('the id is the address, the number beside it is the same person and vouched for', async () => {
    phone.text('привет');
    await eventually(() => rig.events.length === 1, 'the message');
    expect(rig.events[0]).toMatchObject({
      address: phone.chat.person.userId,
      aliases: [PERSON],
      profile: { name: 'Anna', phone: PERSON, phoneVerified: true },
    });
  });

  test('whoever hides the number is written to by the id, and reports come back by it', async () => {
    phone.hide('anna_k');
    phone.text('привет');
    await eventually(() => rig.events.length === 1, 'the message');
    const [event] = rig.events;
    expect(event).toMatchObject({ address: phone.chat.person.userId, profile: { username: 'anna_k' } });
    expect(event?.aliases).toBeUndefined();
    expect(JSON.stringify(event)).not.toContain(PERSON);
    const [part] = rig.adapter.render({ text: 'Здравствуйте!' });
    expect(await rig.adapter.send(event!.address, part!, 'd-1')).toMatchObject({ kind: 'sent' });
    expect(rig.emulator.calls().at(-1)?.params).toMatchObject({ recipient: event!.address });
    expect(rig.emulator.calls().at(-1)?.params).not.toHaveProperty('to');
    await eventually(() => receipts().length === 2, 'the reports');
    expect(receipts().map(({ address }) => address)).toEqual([event!.address, event!.address]);
  });

  test('whoever is known by the number alone is written to by it', async () => {
    phone.text('привет');
    const [part] = rig.adapter.render({ text: 'Здравствуйте!' });
    expect(await rig.adapter.send(PERSON, part!, 'd-1')).toMatchObject({ kind: 'sent' });
    expect(rig.emulator.calls().at(-1)?.params).toMatchObject({ to: PERSON });
  });

  test('a new number moves the conversation, told twice, and the next words come from the new address', async () => {
    phone.text('до');
    const before = phone.chat.person.userId;
    phone.changeNumber('79990001122');
    phone.text('после');
    await eventually(() => rig.events.length === 4, 'all events');
    const now = phone.chat.person.userId;
    const moved = rig.events.filter((event) => event.type === 'moved');
    expect(moved).toHaveLength(2);
    for (const event of moved) expect(event).toMatchObject({ address: before, to: now });
    expect(
      rig.events.find((event) => event.type === 'message' && event.content.text === 'после'),
    ).toMatchObject({
      address: now,
      aliases: ['79990001122'],
    });
  });

  test('the number that was asked for is their own, any other card is a card', async () => {
    phone.hide();
    phone.contact({ origin: 'contact_request' });
    phone.contact({ phone: '79167654321', name: 'Мастер' });
    await eventually(() => rig.events.length === 2, 'both cards');
    const cards = rig.events.map((event) => (event.type === 'message' ? event.content.contact : null));
    expect(cards).toContainEqual({ phone: PERSON, name: 'Anna', own: true });
    expect(cards).toContainEqual({ phone: '79167654321', name: 'Мастер', own: false });
  });
});

function texts(): (string | undefined)[] {
  return rig.events.flatMap((event) => (event.type === 'message' ? [event.content.text] : []));
}

function receipts(): Extract<ChannelEvent, { type: 'receipt' }>[] {
  return rig.events.filter((event) => event.type === 'receipt');
}
