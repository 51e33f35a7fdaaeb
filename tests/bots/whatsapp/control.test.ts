/** The stand-in moved from outside: the control surface, and the phones of the playground. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startEmulatedWhatsApp } from '../../../bots/whatsapp/emulator/emulated.ts';
import { createPlaygroundPhones } from '../../../bots/whatsapp/emulator/playground-phone.ts';
import { spansOf } from '../../../bots/whatsapp/emulator/spans.ts';
import { whatsappPlatform } from '../../../bots/whatsapp/index.ts';
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import type { RenderableContent } from '../../../src/core/content.ts';
import type { PhoneEvent } from '../../../src/core/ports/phone.ts';
import { createTestDeps, eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { PERSON, replyOf, startRig, VERIFY_TOKEN, type WhatsAppRig } from './rig.ts';

let rig: WhatsAppRig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const sim = (path: string, fields: object = {}) =>
  fetch(`${rig.emulator.apiRoot}/__sim/${path}`, { method: 'POST', body: JSON.stringify(fields) });
const see = async (path: string): Promise<unknown> =>
  (await fetch(`${rig.emulator.apiRoot}/__sim/${path}`)).json();
const send = async (content: RenderableContent): Promise<void> => {
  const { userId } = rig.emulator.user(PERSON).chat.person;
  for (const part of rig.adapter.render(content)) await rig.adapter.send(userId, part, 'k');
};

describe('from outside', () => {
  test.each([
    ['text', { text: 'привет' }, { type: 'message', content: { text: 'привет' } }],
    ['contact', { phone: '79167654321' }, { content: { contact: { phone: '79167654321', own: false } } }],
    ['contact', { origin: 'contact_request' }, { content: { contact: { phone: PERSON, own: true } } }],
    ['photo', { caption: 'вот' }, { content: { text: 'вот', media: [{ kind: 'photo' }] } }],
    ['file', { name: 'a.pdf' }, { content: { media: [{ kind: 'document', name: 'a.pdf' }] } }],
    ['voice', {}, { content: { media: [{ kind: 'voice' }] } }],
    ['video', {}, { content: { media: [{ kind: 'video' }] } }],
    ['sticker', {}, { content: { media: [{ kind: 'sticker' }] } }],
    ['location', { latitude: 50, longitude: 30 }, { content: { location: { latitude: 50, longitude: 30 } } }],
    ['unsupported', {}, { content: { unsupported: 'unsupported (131051)' } }],
    ['button', { id: 'AAAAAAAAAAAAAAAAAAAAAA.0' }, { type: 'button', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' }],
    ['echo', { text: 'сам отвечу' }, { type: 'echo' }],
    ['number', { number: '79990001122' }, { type: 'moved' }],
  ])('%s %j', async (act, fields, expected) => {
    expect((await sim(`user/${PERSON}/${act}`, fields)).status).toBe(200);
    await eventually(() => rig.events.length > 0, 'the event');
    expect(rig.events[0]).toMatchObject(expected);
  });

  test('what stands there already is edited, taken back, reacted to, pressed', async () => {
    await sim(`user/${PERSON}/text`, { text: 'до' });
    await sim(`user/${PERSON}/edit`, { text: 'после' });
    await sim(`user/${PERSON}/delete`);
    await send({ text: 'Да?', buttons: [{ kind: 'reply', label: 'Да', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' }] });
    await sim(`user/${PERSON}/react`, { emoji: '👍' });
    await sim(`user/${PERSON}/button`, { label: 'Да' });
    await eventually(() => ['edit', 'revoke', 'reaction', 'button'].every(isThere), 'all of them');
    expect((await sim(`user/${PERSON}/button`, { label: 'Нет' })).status).toBe(409);
    expect((await sim(`user/${PERSON}/dance`)).status).toBe(404);
  });

  test('faults, repeats, held calls, another order, templates, the webhook', async () => {
    await sim(`user/${PERSON}/text`, { text: 'раз' });
    await eventually(() => rig.events.length === 1, 'the first');
    await sim('redeliver', { count: 1 });
    await eventually(() => rig.events.length === 2, 'again');
    await sim('hold');
    await sim(`user/${PERSON}/text`, { text: 'два' });
    await sim(`user/${PERSON}/text`, { text: 'три' });
    expect(rig.events).toHaveLength(2);
    expect(await (await sim('release', { together: true })).json()).toEqual({ ok: true, count: 2 });
    await eventually(() => rig.events.length === 4, 'both');
    await sim('fault', { method: 'messages', status: 500 });
    await send({ text: 'x' });
    await sim('clear');
    expect(await see('calls')).toMatchObject([
      { method: 'messages', outcome: expect.stringContaining('fault') },
    ]);
    await sim('shuffle');
    expect(rig.emulator.world.statusOrder).toBe('reversed');
    await sim('template', { name: 'order_update', body: 'x', status: 'PAUSED' });
    expect(rig.emulator.world.templates).toMatchObject([{ status: 'PAUSED' }]);
    const entered = await sim('webhook', { url: rig.webhook.url, verifyToken: VERIFY_TOKEN });
    expect(await entered.json()).toEqual({ ok: true });
    expect(await see('deliveries')).toEqual(expect.arrayContaining([{ fields: ['messages'], status: 200 }]));
    await sim('change', { field: 'account_update', value: { event: 'x' } });
    await eventually(
      async () => JSON.stringify(await see('deliveries')).includes('account_update'),
      'the change',
    );
    expect(await see(`user/${PERSON}/messages`)).toMatchObject({ messages: [{ text: 'раз' }, {}, {}] });
  });

  const isThere = (type: string): boolean => rig.events.some((event) => event.type === type);
});

describe('the phones of the playground', () => {
  test('show what is there and what comes, and are moved', async () => {
    const book = createPlaygroundPhones(rig.emulator, [{ name: 'Анна', locale: 'ru', number: PERSON }]);
    const seen: PhoneEvent[] = [];
    const stop = book.watch((_id, event) => seen.push(event));
    const [owner] = book.list();
    const phone = book.phone(owner!.id)!;
    expect(phone.act({ do: 'start', payload: 'Мой код 1234' })).toEqual({ ok: true, tapId: null });
    await eventually(() => rig.events.length === 1, 'the message');
    await send({
      text: '**Что** выбрать?',
      buttons: ['а', 'б', 'в', 'г'].map((label, at) => ({
        kind: 'reply',
        label,
        token: `AAAAAAAAAAAAAAAAAAAAAA.${at}`,
      })),
    });
    await send({ text: 'Номер?', buttons: [{ kind: 'share-phone', label: 'Номер' }] });
    const [own, list, request] = phone.screen().messages;
    expect(own).toMatchObject({ from: 'customer', ticks: 'delivered', text: [{ text: 'Мой код 1234' }] });
    expect(list).toMatchObject({ text: [{ text: 'Что', marks: ['bold'] }, { text: ' выбрать?' }] });
    expect(list?.buttons.flat().map(({ label }) => label)).toEqual(['а', 'б', 'в', 'г']);
    expect(request?.buttons).toEqual([[{ label: 'Поделиться номером', url: null }]]);
    expect(phone.act({ do: 'tap', messageId: list!.id, button: 2 })).toMatchObject({ ok: true });
    expect(phone.act({ do: 'tap', messageId: request!.id, button: 0 })).toMatchObject({ ok: true });
    await eventually(() => rig.events.some(({ type }) => type === 'button'), 'the tap');
    await eventually(
      () => rig.events.some((event) => event.type === 'message' && event.content.contact?.own),
      'the number',
    );
    rig.adapter.signal(rig.events[0]!.address, { kind: 'read', messageId: rig.events[0]!.externalId });
    await eventually(() => phone.screen().messages[0]?.ticks === 'read', 'the ticks');
    expect(seen.some(({ type }) => type === 'message')).toBe(true);
    stop();
  });

  test('everything else a hand can do, and what it cannot', async () => {
    const book = createPlaygroundPhones(rig.emulator, [{ name: 'Анна', locale: 'ru', number: PERSON }]);
    const phone = book.phone(book.list()[0]!.id)!;
    phone.act({ do: 'text', text: 'до' });
    phone.act({ do: 'photo', bytes: Buffer.from('jpeg'), caption: 'вот' });
    phone.act({ do: 'document', bytes: Buffer.from('pdf'), name: 'a.pdf' });
    phone.act({ do: 'location', latitude: 1, longitude: 2 });
    expect(phone.act({ do: 'edit', messageId: 1, text: 'после' })).toMatchObject({ ok: true });
    const { messages } = phone.screen();
    expect(messages[0]).toMatchObject({ edited: true });
    expect(phone.file(messages[1]!.media!.file)?.bytes.toString()).toBe('jpeg');
    expect(phone.file('gone')).toBeNull();
    await send({ text: 'x' });
    expect(phone.act({ do: 'edit', messageId: 5, text: 'y' })).toEqual({
      ok: false,
      reason: 'not-their-own',
    });
    expect(phone.act({ do: 'edit', messageId: 9, text: 'y' })).toEqual({
      ok: false,
      reason: 'no-such-message',
    });
    expect(phone.act({ do: 'tap', messageId: 5, button: 0 })).toEqual({
      ok: false,
      reason: 'no-such-button',
    });
    expect(phone.act({ do: 'key', key: 0 })).toEqual({ ok: false, reason: 'no-such-button' });
    phone.act({ do: 'block' });
    expect(phone.screen().blocked).toBe(true);
    phone.act({ do: 'unblock' });
    const added = book.add({ name: 'Ева', locale: 'en', number: PERSON });
    expect(added?.number).not.toBe(PERSON);
  });

  test('the messenger waits until our server listens, and loses nothing meanwhile', async () => {
    const late = await startWebhookServer('/webhooks/whatsapp');
    const played = await startEmulatedWhatsApp({
      clock: systemClock,
      random: systemRandom,
      ownUrl: late.url.replace('/webhooks/whatsapp', ''),
      first: [{ name: 'Анна', locale: 'ru', number: PERSON }],
    });
    const context = { publicUrl: 'http://127.0.0.1', account: 'whatsapp:main' as const };
    const parsed = whatsappPlatform.parse(played.settings, context);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const adapter = whatsappPlatform.create(parsed.config, createTestDeps());
    const phone = played.phones.phone(played.phones.list()[0]!.id)!;
    phone.act({ do: 'text', text: 'кто-нибудь?' });
    const got: string[] = [];
    late.handle = async (request) => {
      const intake = adapter.receive(request);
      if (intake.ok) got.push(...intake.updates.map(({ event }) => event.type));
      return replyOf(intake);
    };
    await eventually(() => got.length === 1, 'the message');
    played.troubles.set('down', true);
    phone.act({ do: 'text', text: 'ау' });
    expect(got).toHaveLength(1);
    played.troubles.set('down', false);
    await eventually(() => got.length === 2, 'the second');
    await played.close();
    await adapter.close();
    await late.close();
  });
});

test('text is drawn as a phone draws it', () => {
  const drawn = (text: string) => spansOf(text).map(({ text: shown, marks }) => [shown, ...marks].join(':'));
  expect(drawn('a *b* _c_ ~d~ `e` *_f_*')).toEqual([
    'a ',
    'b:bold',
    ' ',
    'c:italic',
    ' ',
    'd:strike',
    ' ',
    'e:code',
    ' ',
    'f:bold:italic',
  ]);
  expect(drawn('```x *y*```')).toEqual(['x *y*:block']);
  expect(drawn('2*3*4 snake_case_x')).toEqual(['2*3*4 snake_case_x']);
  expect(spansOf('см. https://x.example/_a_.')).toMatchObject([{}, { href: 'https://x.example/_a_' }, {}]);
});
