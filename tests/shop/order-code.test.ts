import { afterEach, describe, expect, test } from '@jest/globals';
import { createMailer } from '../../src/transport/mail.ts';
import { openOrderDesk, type OrderDeskOptions } from './order-desk.ts';

type Desk = Awaited<ReturnType<typeof openOrderDesk>>;
const desks: Desk[] = [];

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(options: OrderDeskOptions = {}): Promise<Desk> {
  const desk = await openOrderDesk(options);
  desks.push(desk);
  return desk;
}

const noMore = { ok: true, value: { result: 'blocked' } };
const notFound = { ok: true, value: { result: 'not-found', mail: true } };

describe('proof by a code sent to the order’s e-mail', () => {
  test('opens the whole order, once', async () => {
    const desk = await open();
    expect((await desk.ask('order.sendCode', { number: 'ml-2002' })).outcome).toEqual({
      ok: true,
      value: { result: 'sent' },
    });
    expect(desk.letters.letters()).toHaveLength(1);
    expect(desk.letters.letters()[0]?.to).toBe('anna@example.com');
    const proof = { by: 'code', code: ` ${desk.codeInLastLetter()} ` };
    const opened = await desk.ask('order.find', { number: '2002', proof });
    expect(opened.outcome).toMatchObject({ value: { result: 'found', order: { level: 'full' } } });
    expect((await desk.ask('order.find', { number: '2002', proof })).outcome).toEqual(notFound);
  });

  test('of two uses at once only one opens the order', async () => {
    const desk = await open();
    await desk.ask('order.sendCode', { number: 'ML-2002' });
    const input = { number: 'ML-2002', proof: { by: 'code', code: desk.codeInLastLetter() } };
    const both = await Promise.all([desk.ask('order.find', input), desk.ask('order.find', input)]);
    const found = both.filter(({ outcome }) => JSON.stringify(outcome).includes('"found"'));
    expect(found).toHaveLength(1);
  });

  test('is bound to the person who asked, to the order and to ten minutes', async () => {
    const desk = await open();
    await desk.ask('order.sendCode', { number: 'ML-2002' });
    const proof = { by: 'code', code: desk.codeInLastLetter() };
    expect(
      (await desk.ask('order.find', { number: 'ML-2002', proof }, { address: 'thief' })).outcome,
    ).toEqual(notFound);
    expect((await desk.ask('order.find', { number: 'ML-2001', proof })).outcome).toEqual(notFound);
    desk.clock.advance(600_001);
    expect((await desk.ask('order.find', { number: 'ML-2002', proof })).outcome).toEqual(notFound);
  });

  test('dies after five wrong tries, and a newer code replaces an older', async () => {
    const desk = await open();
    await desk.ask('order.sendCode', { number: 'ML-2002' });
    const first = desk.codeInLastLetter();
    await desk.ask('order.sendCode', { number: 'ML-2002' });
    const second = desk.codeInLastLetter();
    const find = async (code: string, attempt = 2) =>
      (await desk.ask('order.find', { number: 'ML-2002', proof: { by: 'code', code } }, {}, attempt)).outcome;
    if (first !== second) expect(await find(first)).toEqual(notFound);
    for (let i = 0; i < 4; i += 1) await find(second === '123456' ? '654321' : '123456');
    expect(await find(second)).toEqual(notFound);
  });

  test('the answer and its time are the same with and without an order, with and without an e-mail', async () => {
    const desk = await open();
    const asked = [];
    for (const number of ['ML-2002', 'ML-9999', 'ML-2005', 'no number', "'; --"]) {
      asked.push(await desk.ask('order.sendCode', { number }, { address: number }));
    }
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(desk.letters.letters()).toHaveLength(1);
  });

  test('letters are limited for one person and for one mailbox', async () => {
    const desk = await open();
    for (let i = 0; i < 8; i += 1) await desk.ask('order.sendCode', { number: `ML-20${10 + i}` });
    expect((await desk.ask('order.sendCode', { number: 'ML-2002' })).outcome).toEqual(noMore);
    for (let i = 0; i < 20; i += 1)
      await desk.ask('order.sendCode', { number: 'ML-2002' }, { address: `a${i}` });
    expect(desk.letters.letters()).toHaveLength(6);
  });

  test('without a mail server nothing is offered and nothing is sent', async () => {
    const desk = await open({ mailer: createMailer({ url: null, from: 'shop@example.com' }) });
    expect((await desk.ask('order.sendCode', { number: 'ML-2002' })).outcome).toEqual({
      ok: true,
      value: { result: 'no-mail' },
    });
    expect((await desk.ask('order.find', { number: 'ML-2002' })).outcome).toEqual({
      ok: true,
      value: { result: 'proof-needed', mail: false },
    });
  });

  test('a mail server that fails or throws changes nothing in the answer', async () => {
    for (const send of [
      () => Promise.resolve({ ok: false as const, reason: 'EAUTH 535' }),
      () => Promise.reject(new Error('broken')),
    ]) {
      const desk = await open({ mailer: { available: true, send } });
      expect((await desk.ask('order.sendCode', { number: 'ML-2002' })).outcome).toEqual({
        ok: true,
        value: { result: 'sent' },
      });
    }
  });
});
