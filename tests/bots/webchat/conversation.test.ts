/** What visitors do and see, over real HTTP: each kind of message, both ways, and that nobody else sees it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { textOf } from '../../../bots/webchat/emulator/visitor.ts';
import { historySchema } from '../../../bots/webchat/protocol.ts';
import { PNG, eventually } from '../support/test-deps.ts';
import { openChat, type ChatRig } from './chat-rig.ts';

let chat: ChatRig;

beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const lastEvent = () => chat.events.at(-1);

describe('what a visitor does', () => {
  test('a text is filed, shown and handed on', async () => {
    const visitor = chat.visitor({ session: { locale: 'uk-UA', page: 'https://shop.example/cart' } });
    const session = await visitor.open();
    expect(session).toMatchObject({ signed: false, cursor: 0, unread: 0 });
    expect(session.token).toMatch(/^[\w-]{43}$/);
    const item = await visitor.says('Скільки коштує доставка?');
    expect(item).toMatchObject({ seq: 1, from: 'visitor' });
    expect(lastEvent()).toMatchObject({
      type: 'message',
      account: 'webchat:main',
      address: session.visitor,
      messageId: item?.id,
      content: { text: 'Скільки коштує доставка?' },
      profile: { languageTag: 'uk-UA' },
    });
  });

  test('a tap counts only where the button was offered, and shows its label', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    visitor.connect();
    const parts = chat.adapter.render({
      text: 'Что выбрать?',
      buttons: [{ kind: 'reply', label: 'Доставка', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' }],
    });
    const sent = await chat.adapter.send(address, parts[0]!, 'offer');
    await visitor.hears(/Что выбрать/);
    const item = await visitor.taps('Доставка');
    expect(item && textOf(item)).toBe('Доставка');
    expect(lastEvent()).toMatchObject({ type: 'button', token: 'AAAAAAAAAAAAAAAAAAAAAA.0', address });
    const offer = sent.kind === 'sent' ? sent.externalId : '';
    const forged = { kind: 'tap' as const, item: offer, token: 'BBBBBBBBBBBBBBBBBBBBBB.0' };
    await expect(visitor.post(forged)).rejects.toThrow('404');
  });

  test('phone, place, start and a message left', async () => {
    const visitor = chat.visitor({ session: { page: 'https://shop.example/linen' } });
    await visitor.open();
    await visitor.post({ kind: 'phone', phone: '+7 (999) 000-10-01', name: 'Анна' });
    expect(lastEvent()).toMatchObject({
      content: { contact: { phone: '79990001001', own: false, name: 'Анна' } },
    });
    await visitor.post({ kind: 'location', latitude: 55.75, longitude: 37.61 });
    expect(lastEvent()).toMatchObject({
      content: { location: { latitude: 55.75, longitude: 37.61 } },
      profile: { name: 'Анна', phone: '79990001001', phoneVerified: false },
    });
    expect(await visitor.post({ kind: 'start', payload: 'from-footer' })).toBeNull();
    expect(lastEvent()).toMatchObject({
      content: { start: 'from-footer', referral: 'https://shop.example/linen' },
    });
    const left = await visitor.post({ kind: 'leave', text: 'Перезвоните', email: 'anna@shop.example' });
    expect(left).toMatchObject({ contact: { email: 'anna@shop.example' } });
    expect(lastEvent()).toMatchObject({
      content: { text: 'Перезвоните\n\nanna@shop.example', wantsPerson: true },
    });
    const nothing = { kind: 'leave' as const, text: 'Перезвоните' };
    await expect(visitor.post(nothing)).rejects.toThrow('400');
  });

  test('own words may be changed and taken back, those of the shop may not', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const item = await visitor.says('Превет');
    const edited = await visitor.post({ kind: 'edit', id: item?.id ?? '', text: 'Привет' });
    expect(edited).toMatchObject({ id: item?.id, seq: item?.seq, edited: true, text: [{ text: 'Привет' }] });
    expect(lastEvent()).toMatchObject({ type: 'edit', messageId: item?.id, content: { text: 'Привет' } });
    expect(await visitor.post({ kind: 'revoke', id: item?.id ?? '' })).toMatchObject({
      deleted: true,
      text: [],
    });
    expect(lastEvent()).toMatchObject({ type: 'revoke', messageId: item?.id });
    await expect(visitor.post({ kind: 'edit', id: item?.id ?? '', text: 'снова' })).rejects.toThrow('404');
    const sent = await chat.adapter.send(address, chat.adapter.render({ text: 'Наши слова' })[0]!, 'ours');
    const ours = sent.kind === 'sent' ? sent.externalId : '';
    await expect(visitor.post({ kind: 'edit', id: ours, text: 'чужие' })).rejects.toThrow('404');
  });

  test('an own line is named by the id it was posted with; files keep their place, forms and taps stay', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const { id } = await visitor.uploads(PNG, 'чек.png');
    const sent = await visitor.post({ kind: 'files', files: [id], text: 'Вот чек' });
    const edited = await visitor.post({ kind: 'edit', of: sent?.cid ?? '', text: 'Вот чек за плед' });
    expect(edited).toMatchObject({ id: sent?.id, files: [{ id }], text: [{ text: 'Вот чек за плед' }] });
    expect(lastEvent()).toMatchObject({ type: 'edit', messageId: sent?.id });
    const never = { kind: 'revoke' as const, of: 'never-posted' };
    await expect(visitor.post(never)).rejects.toThrow('404');
    const form = await visitor.post({ kind: 'phone', phone: '+7 999 000-10-01' });
    await expect(visitor.post({ kind: 'edit', of: form?.cid ?? '', text: 'x' })).rejects.toThrow('404');
    const asked = { text: 'Что?', buttons: [{ kind: 'reply' as const, label: 'Да', token: 'yes' }] };
    const offer = await chat.adapter.send(address, chat.adapter.render(asked)[0]!, 'offer');
    const item = offer.kind === 'sent' ? offer.externalId : '';
    const tap = await visitor.post({ kind: 'tap', item, token: 'yes' });
    await expect(visitor.post({ kind: 'edit', of: tap?.cid ?? '', text: 'нет' })).rejects.toThrow('404');
    const neither = { kind: 'revoke' as const };
    await expect(visitor.post(neither)).rejects.toThrow('404');
  });

  test('a picture goes up and down', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const file = await visitor.uploads(PNG, '../../чек <1>.png');
    expect(file).toMatchObject({ kind: 'photo', mime: 'image/png', name: 'чек _1_.png', bytes: PNG.length });
    const item = await visitor.post({ kind: 'files', files: [file.id], text: 'Вот чек' });
    expect(item).toMatchObject({ files: [file], text: [{ text: 'Вот чек' }] });
    const event = lastEvent();
    expect(event).toMatchObject({
      content: { text: 'Вот чек', media: [{ kind: 'photo', mime: 'image/png' }] },
    });
    expect(JSON.stringify(event)).toMatch(/"file":"[\w-]{22}\.png"/);
    const down = await visitor.downloads(file.id);
    expect(down && Buffer.from(down.bytes).equals(PNG)).toBe(true);
    expect(down?.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(down?.headers.get('content-security-policy')).toContain('sandbox');
    expect(down?.headers.get('x-content-type-options')).toBe('nosniff');
    const stranger = chat.visitor();
    await stranger.open();
    expect(await stranger.downloads(file.id)).toBeNull();
    await expect(stranger.post({ kind: 'files', files: [file.id] })).rejects.toThrow('404');
  });

  test('what was received and read becomes reports', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const ids: string[] = [];
    for (const key of ['a1', 'a2', 'a3']) {
      const sent = await chat.adapter.send(address, chat.adapter.render({ text: key })[0]!, key);
      if (sent.kind === 'sent') ids.push(sent.externalId);
    }
    await visitor.call('POST', 'marks', { delivered: 3, read: 2 });
    const receipts = () =>
      chat.events.filter((event) => event.type === 'receipt' && event.address === address);
    await eventually(() => receipts().length === 3, 'reports came');
    expect(receipts()).toMatchObject([
      { messageId: ids[0], status: 'read' },
      { messageId: ids[1], status: 'read' },
      { messageId: ids[2], status: 'delivered' },
    ]);
    await visitor.call('POST', 'marks', { delivered: 3, read: 1 });
    await visitor.call('POST', 'marks', { read: 999 });
    await eventually(() => receipts().length === 4, 'only what was new');
    expect(receipts().at(-1)).toMatchObject({ messageId: ids[2], status: 'read' });
    expect(await visitor.open()).toMatchObject({ marks: { delivered: 3, read: 3, seen: 0 }, unread: 0 });
  });
});

describe('what a visitor sees', () => {
  test('typing and seen, without a trace', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    visitor.connect();
    const item = await visitor.says('Здравствуйте');
    const heard: string[] = [];
    visitor.watch((event) => heard.push(event.event));
    await eventually(() => {
      chat.adapter.signal(address, { kind: 'typing' });
      return heard.includes('typing');
    }, 'typing is shown');
    chat.adapter.signal(address, { kind: 'read', messageId: item?.id ?? '' });
    await eventually(() => visitor.knows.marks.seen === item?.seq, 'seen is shown');
    expect(visitor.items()).toHaveLength(1);
    await visitor.call('POST', 'typing');
    expect(chat.typed).toContain(address);
  });

  test('the history in pages, as things stand', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    for (let index = 1; index <= 60; index += 1) {
      await chat.adapter.send(address, chat.adapter.render({ text: `№ ${index}` })[0]!, `page-${index}`);
    }
    const newest = historySchema.parse(await (await visitor.call('GET', 'history')).json());
    expect(newest).toMatchObject({ more: true, cursor: 60 });
    expect(newest.items).toHaveLength(50);
    expect(newest.items[0]?.seq).toBe(11);
    const older = historySchema.parse(await (await visitor.call('GET', 'history?before=11')).json());
    expect(older).toMatchObject({ more: false });
    expect(older.items.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('an edit and a removal of ours reach the line they are about', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const [part] = chat.adapter.render({ text: 'Цена 100' });
    const sent = await chat.adapter.send(address, part!, 'price');
    const item = sent.kind === 'sent' ? sent.externalId : '';
    const [better] = chat.adapter.render({ text: 'Цена 90' });
    const body = { ...(better!.body as { line: object }), item };
    expect(await chat.adapter.send(address, { kind: 'edit', body: body as never }, 'price-2')).toMatchObject({
      kind: 'sent',
    });
    await visitor.open();
    expect(visitor.items()).toMatchObject([{ id: item, seq: 1, edited: true, text: [{ text: 'Цена 90' }] }]);
    await chat.adapter.send(address, { kind: 'delete', body: { item } }, 'price-3');
    await visitor.open();
    expect(visitor.items()).toMatchObject([{ id: item, deleted: true, text: [] }]);
    const unknown = { kind: 'delete' as const, body: { item: 'x' } };
    expect(await chat.adapter.send(address, unknown, 'price-4')).toMatchObject({ code: 'no-such-message' });
  });
});
