/** What is WhatsApp's own on the way out: keys that come back, reports out of order, files, limits, signs, the set-up. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Phone } from '../../../bots/whatsapp/emulator/phone.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { RenderableContent } from '../../../src/core/content.ts';
import type { Finding, SendResult } from '../../../src/core/ports/channel.ts';
import type { MessageTemplate } from '../../../src/core/message-template.ts';
import { createRecordingLog, eventually } from '../support/test-deps.ts';
import { PERSON, startRig, type WhatsAppRig } from './rig.ts';

let rig: WhatsAppRig;
let phone: Phone;

beforeEach(async () => {
  rig = await startRig();
  phone = rig.emulator.user(PERSON);
  phone.text('привет');
});
afterEach(() => rig.close());

const address = () => phone.chat.person.userId;
const send = (content: RenderableContent, key = 'd-1'): Promise<SendResult> =>
  rig.adapter.send(address(), rig.adapter.render(content)[0]!, key);
const receipts = () => rig.events.filter((event) => event.type === 'receipt');
const statuses = () => receipts().map(({ status }) => status);

describe('reports', () => {
  test('each carries our key and the price; the id is that of the answer', async () => {
    const sent = await send({ text: 'x' }, 'd-42');
    await eventually(() => receipts().length === 2, 'two reports');
    phone.read();
    await eventually(() => receipts().length === 3, 'the third');
    expect(statuses()).toEqual(['sent', 'delivered', 'read']);
    for (const receipt of receipts()) {
      expect(receipt).toMatchObject({ key: 'd-42', messageId: sent.kind === 'sent' ? sent.externalId : '' });
    }
    expect(receipts()[0]).toMatchObject({ price: { category: 'service', billable: true } });
  });

  test('in another order, twice, all at once: each keeps its own id', async () => {
    rig.emulator.world.statusOrder = 'reversed';
    rig.emulator.hold();
    await send({ text: 'x' });
    await eventually(() => phone.received()[0]?.state === 'delivered', 'the reports are made');
    rig.emulator.release({ together: true });
    await eventually(() => receipts().length === 2, 'both reports');
    expect(statuses()).toEqual(['delivered', 'sent']);
    rig.emulator.redeliver(1);
    await eventually(() => receipts().length === 4, 'the repeat');
    expect(new Set(receipts().map(({ externalId }) => externalId)).size).toBe(2);
  });

  test('a send whose answer was cut is told by its report, with the key by which it is known', async () => {
    rig.emulator.fault({ method: 'messages', drop: 'mid' });
    expect(await send({ text: 'дошло' }, 'd-7')).toMatchObject({ kind: 'unknown' });
    await eventually(() => receipts().length === 2, 'the reports');
    expect(receipts()[0]).toMatchObject({ status: 'sent', key: 'd-7' });
    expect(phone.received()).toHaveLength(1);
  });

  test('whoever has blocked us is known only afterwards, and is then unreachable', async () => {
    phone.block();
    expect(await send({ text: 'x' })).toMatchObject({ kind: 'sent' });
    await eventually(() => rig.events.some(({ type }) => type === 'reachability'), 'the report');
    expect(receipts()).toMatchObject([{ status: 'failed', reason: 'undeliverable', key: 'd-1' }]);
    expect(phone.received()).toEqual([]);
  });

  test('so is a closed window', async () => {
    phone.chat.windowUntilMs = 0;
    expect(await send({ text: 'x' })).toMatchObject({ kind: 'sent' });
    await eventually(() => receipts().length === 1, 'the report');
    expect(receipts()).toMatchObject([{ status: 'failed', reason: 'window-closed' }]);
  });
});

describe('limits', () => {
  test('too much to one person: this chat waits, longer each time, until one is taken', async () => {
    rig.emulator.world.limits.pairBurst = 1;
    phone.chat.pair.left = 1;
    expect(await send({ text: '1' })).toMatchObject({ kind: 'sent' });
    expect(await send({ text: '2' })).toMatchObject({
      kind: 'retry',
      scope: 'chat',
      afterMs: 4_000,
      reason: 'pair-rate',
    });
    expect(await send({ text: '2' })).toMatchObject({ kind: 'retry', scope: 'chat', afterMs: 16_000 });
    phone.chat.pair.left = 1;
    expect(await send({ text: '2' })).toMatchObject({ kind: 'sent' });
    expect(await send({ text: '3' })).toMatchObject({ afterMs: 4_000 });
  });

  test('too much for the number: the account waits a few seconds', async () => {
    rig.emulator.world.limits.throughput = 0;
    expect(await send({ text: 'x' })).toMatchObject({
      kind: 'retry',
      scope: 'account',
      reason: 'throughput',
    });
  });
});

describe('files', () => {
  const media = {
    kind: 'photo' as const,
    file: 'sample.png',
    name: 'чек "1".png',
    mime: 'image/png',
    bytes: 68,
  };

  test('are brought there first, and the name survives', async () => {
    expect(await send({ media: { ...media, kind: 'document' } })).toMatchObject({ kind: 'sent' });
    expect(rig.emulator.calls().map(({ method }) => method)).toEqual(['upload', 'messages']);
    expect(phone.received()[0]?.media).toMatchObject({ kind: 'document', name: 'чек "1".png' });
  });

  test('a lost answer to the upload is no lost message: it is done again', async () => {
    rig.emulator.fault({ method: 'upload', drop: 'mid' });
    expect(await send({ media })).toMatchObject({ kind: 'retry', scope: 'chat' });
    expect(phone.received()).toEqual([]);
  });

  test('one that the platform lost on the way is brought once more', async () => {
    const body = { error: { message: 'x', code: 131052, type: 'OAuthException' } };
    rig.emulator.fault({ method: 'messages', status: 400, body });
    expect(await send({ media })).toMatchObject({ kind: 'sent' });
    rig.emulator.fault({ method: 'messages', status: 400, body, times: 2 });
    expect(await send({ media })).toMatchObject({ kind: 'refused', code: 'media-not-readable' });
  });

  test('one that is not there is refused', async () => {
    expect(await send({ media: { ...media, file: 'gone.png' } })).toMatchObject({
      kind: 'refused',
      code: 'file-missing',
    });
  });
});

describe('templates', () => {
  const template: MessageTemplate = {
    name: 'order_update',
    use: 'notice',
    category: 'utility',
    slots: ['order', 'status'],
    languages: { ru: { code: 'ru', body: 'Заказ {{1}}: {{2}}.' } },
  };
  const content: RenderableContent = {
    text: 'Заказ едет',
    template: { name: 'order_update', slots: { order: '1042', status: 'в пути' } },
  };
  const sendClosed = () => {
    const adapter = rig.make({}, { templates: () => [template] });
    const [part] = adapter.render(content);
    return adapter.send(address(), { kind: 'message', body: part!.whenClosed! }, 'd-1');
  };

  test('an approved one reaches whoever has been silent for a day', async () => {
    rig.emulator.addTemplate({ name: 'order_update', body: 'Заказ {{1}}: {{2}}.' });
    phone.chat.windowUntilMs = 0;
    expect(await sendClosed()).toMatchObject({ kind: 'sent' });
    await eventually(() => receipts().length === 2, 'the reports');
    expect(phone.received()[0]?.text).toBe('Заказ 1042: в пути.');
    expect(receipts()[0]).toMatchObject({ price: { category: 'utility' } });
  });

  test.each([
    ['nobody handed in', null, 'template-missing'],
    ['is being looked at', 'PENDING', 'template-missing'],
    ['was paused', 'PAUSED', 'template-paused'],
    ['was disabled', 'DISABLED', 'template-disabled'],
  ] as const)('one that %s is refused', async (_name, status, code) => {
    if (status !== null) rig.emulator.addTemplate({ name: 'order_update', body: '{{1}} {{2}}', status });
    expect(await sendClosed()).toEqual({ kind: 'refused', code, unreachable: false });
  });

  test('one that was approved in other words is refused', async () => {
    rig.emulator.addTemplate({ name: 'order_update', body: 'Заказ {{1}}.' });
    expect(await sendClosed()).toEqual({ kind: 'refused', code: 'template-slots', unreachable: false });
  });
});

describe('signs', () => {
  const shown = async () => {
    await eventually(() => rig.events.length > 0, 'the message');
    return phone.messages().find(({ from }) => from === 'person');
  };

  test('read is told when a person has looked', async () => {
    const message = await shown();
    rig.adapter.signal(address(), { kind: 'read', messageId: message!.id });
    await eventually(() => message?.state === 'read', 'the ticks');
  });

  test('typing is not told unless it is wanted: it would mark the message as read', async () => {
    await shown();
    rig.adapter.signal(address(), { kind: 'typing' });
    rig.adapter.signal(address(), { kind: 'tap-answered', tapId: 'x' });
    await send({ text: 'x' });
    expect(rig.emulator.calls().map(({ params }) => params['status'])).toEqual([undefined]);
  });

  test('where it is wanted it belongs to the last message', async () => {
    const typing: string[] = [];
    phone.watch(({ type }) => typing.push(type));
    rig.adapter = rig.make({ typing: true });
    const id = phone.text('ещё');
    await eventually(() => rig.events.some(({ externalId }) => externalId === id), 'the message');
    rig.adapter.signal(address(), { kind: 'typing' });
    await eventually(() => typing.includes('typing'), 'the sign');
    expect(rig.emulator.calls().at(-1)?.params).toMatchObject({
      message_id: id,
      typing_indicator: { type: 'text' },
    });
  });

  test('a sign for somebody unknown is nothing', () => {
    const adapter = rig.make({ typing: true });
    adapter.signal('RU.0', { kind: 'typing' });
    expect(rig.emulator.calls()).toEqual([]);
  });
});

describe('the start and the check', () => {
  const findings = async (adapter = rig.adapter): Promise<Record<string, Finding>> =>
    Object.fromEntries((await adapter.check()).map((finding) => [finding.subject, finding]));

  test('the app hears of its business account, and customers elsewhere learn the address', async () => {
    expect(rig.adapter.contactAddress?.()).toBeNull();
    await rig.adapter.open(async () => {});
    expect(rig.emulator.world.subscribed).toBe(true);
    expect(rig.adapter.contactAddress?.()).toEqual({
      url: 'https://wa.me/79990000001?text={}',
      carries: 'text',
    });
  });

  test('a wrong token is said to the person who starts', async () => {
    const wrong = rig.make({ token: 'EAAwrongwrongwrongwrong' });
    await expect(wrong.open(async () => {})).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(await findings(wrong)).toMatchObject({ token: { level: 'error' } });
  });

  test('no way to Meta stops nothing: it is said, and customers still come', async () => {
    const log = createRecordingLog();
    const far = rig.make({ apiRoot: 'http://127.0.0.1:1' }, { log });
    await far.open(async () => {});
    expect(log.lines.join('\n')).toContain('cannot be reached');
  });

  test('all well', async () => {
    await rig.adapter.open(async () => {});
    const found = await rig.adapter.check();
    expect(found.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(found.map(({ subject }) => subject)).toEqual([
      'token',
      'number',
      'quality',
      'limits',
      'app secret',
      'webhook',
      'webhook fields',
      'subscription',
    ]);
  });

  test('a wrong number, a bad name with customers, a number that was taken away', async () => {
    expect(await findings(rig.make({ phoneNumberId: '999999' }))).toMatchObject({
      token: { level: 'error' },
    });
    const number = rig.emulator.world.numbers.get(rig.emulator.phoneNumberId)!;
    Object.assign(number, { quality: 'RED', status: 'DISCONNECTED' });
    expect(await findings()).toMatchObject({ quality: { level: 'error' }, number: { level: 'error' } });
  });

  test('a wrong secret, an address elsewhere, fields that are missing', async () => {
    expect(await findings(rig.make({ appSecret: 'f'.repeat(32) }))).toMatchObject({
      'app secret': { level: 'error' },
    });
    expect(
      await findings(rig.make({ webhookUrl: 'https://elsewhere.example/webhooks/whatsapp' })),
    ).toMatchObject({
      webhook: { level: 'error' },
    });
    rig.emulator.world.webhook!.fields = ['messages'];
    expect(await findings()).toMatchObject({ 'webhook fields': { level: 'warn' } });
    rig.emulator.world.webhook!.fields = ['account_update'];
    expect(await findings()).toMatchObject({ 'webhook fields': { level: 'error' } });
    rig.emulator.world.webhook = null;
    expect(await findings()).toMatchObject({ webhook: { level: 'error' } });
  });

  test('templates that Meta has not approved are named', async () => {
    const template: MessageTemplate = {
      name: 'order_update',
      use: 'notice',
      category: 'utility',
      slots: [],
      languages: { ru: { code: 'ru', body: 'x' }, uk: { code: 'uk', body: 'x' } },
    };
    rig.emulator.addTemplate({ name: 'order_update', body: 'x', language: 'ru' });
    const adapter = rig.make({}, { templates: () => [template] });
    expect(await findings(adapter)).toMatchObject({
      'template order_update (ru)': { level: 'ok' },
      'template order_update (uk)': { level: 'warn' },
    });
    const blind = rig.make({ businessId: null }, { templates: () => [template] });
    expect(await findings(blind)).toMatchObject({ templates: { level: 'warn' } });
  });
});

test('a customer who moves on while we write gets what was meant for them', async () => {
  const before = address();
  phone.changeNumber('79990001122');
  await eventually(() => rig.events.some(({ type }) => type === 'moved'), 'the move');
  const [part] = rig.adapter.render({ text: 'x' });
  expect(await rig.adapter.send(before, part!, 'd-1')).toMatchObject({ kind: 'refused', unreachable: true });
  const moved = rig.events.find(
    (event): event is Extract<ChannelEvent, { type: 'moved' }> => event.type === 'moved',
  );
  expect(await rig.adapter.send(moved!.to, part!, 'd-1')).toMatchObject({ kind: 'sent' });
});
