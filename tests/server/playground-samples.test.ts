/** Sample conversations: how files are read, and how they play. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSamples, type Sample } from '../../src/server/playground/samples.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { openPlaygroundDesk, type PlaygroundDesk } from './playground-desk.ts';

const SHOP = fileURLToPath(new URL('../../data/sample-shop', import.meta.url));
const EACH = { ru: 'а', uk: 'б', en: 'c' };

const sample = (steps: Sample['steps']): Sample => ({
  name: 'one',
  order: 1,
  title: EACH,
  about: EACH,
  customer: { name: 'Игорь', locale: 'ru', phone: '79990000000' },
  steps,
  pictures: new Map([['a.jpg', new Uint8Array([0xff, 0xd8, 0xff])]]),
});

describe('the files', () => {
  test('of the sample shop name orders and phones that exist', async () => {
    const samples = await readSamples(join(SHOP, 'playground'));
    expect(samples.length).toBeGreaterThanOrEqual(5);
    expect(new Set(samples.map(({ customer }) => customer.locale))).toEqual(new Set(['ru', 'uk', 'en']));
    const orders = await readFile(join(SHOP, 'orders.csv'), 'utf8');
    const customers = await readFile(join(SHOP, 'customers.csv'), 'utf8');
    for (const { steps, customer } of samples) {
      if (customer.phone !== undefined) expect(customers).toContain(customer.phone);
      for (const [number] of JSON.stringify(steps).matchAll(/ML-?\s?\d{4}/gi)) {
        expect(orders).toContain(number.toUpperCase().replace(/[-\s]/, '').replace('ML', 'ML-'));
      }
    }
  });

  test('an absent folder has none', async () => {
    expect(await readSamples(join(SHOP, 'nowhere'))).toEqual([]);
  });

  test.each([
    ['steps: [', 'line 1'],
    ['order: 1\nsteps: []', 'title'],
    [
      `order: 1\ntitle: &e {ru: a, uk: b, en: c}\nabout: *e\ncustomer: {name: A, locale: de}\nsteps: [{say: x}]`,
      'locale',
    ],
    [
      `order: 1\ntitle: &e {ru: a, uk: b, en: c}\nabout: *e\ncustomer: {name: A, locale: ru}\nsteps: [{photo: no.jpg}]`,
      'no.jpg',
    ],
  ])('%j is refused and says where', async (text, where) => {
    const folder = await mkdtemp(join(tmpdir(), 'prilavok-samples-'));
    await writeFile(join(folder, 'bad.yaml'), text);
    await expect(readSamples(folder)).rejects.toMatchObject({ code: 'SAMPLE_INVALID' });
    await expect(readSamples(folder)).rejects.toThrow(new RegExp(`bad.yaml[^]*${where}`));
  });
});

describe('playing', () => {
  let desk: PlaygroundDesk;
  let clock: ManualClock;
  const open = async (steps: Sample['steps']): Promise<void> => {
    clock = createManualClock(1_800_000_000_000);
    desk = await openPlaygroundDesk({ samples: [sample(steps)], clock });
  };
  /** Lets the customer live for a while. */
  const live = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100);
      await nextTick();
    }
  };
  const begin = async (): Promise<string> => {
    const { status, json } = await desk.post('/api/samples/one');
    expect(status).toBe(202);
    return (json as { customerId: string }).customerId;
  };
  const said = async (id: string): Promise<string[]> =>
    (await desk.state()).customers
      .filter((one) => one.id === id)
      .flatMap(({ screen }) => screen.messages)
      .filter(({ from }) => from === 'customer')
      .map(
        ({ text, media, contact }) =>
          media?.kind ?? contact?.number ?? text.map((span) => span.text).join(''),
      );
  afterEach(() => desk.close());

  test('a new customer presses Start, waits for the answer, types and sends', async () => {
    await open([{ say: 'привет' }, { photo: 'a.jpg', caption: 'вот' }]);
    const id = await begin();
    expect(await said(id)).toEqual(['/start']);
    expect((await desk.state()).playing).toEqual(['one']);
    await desk.bot('sendMessage', { chat_id: chatOf(id), text: 'Здравствуйте' });
    await live(3_000);
    expect(await said(id)).toEqual(['/start', 'привет']);
    await live(8_000);
    expect(await said(id)).toEqual(['/start', 'привет', 'photo']);
    expect((await desk.state()).playing).toEqual([]);
  });

  test('a sample plays once at a time', async () => {
    await open([{ say: 'привет' }]);
    await begin();
    expect((await desk.post('/api/samples/one')).status).toBe(503);
    expect((await desk.post('/api/samples/none')).status).toBe(404);
  });

  test('it presses a button and gives its number when the shop asks', async () => {
    await open([{ tap: 2 }, { share: 'phone' }]);
    const id = await begin();
    const inline = [[{ text: 'А', callback_data: 'a' }], [{ text: 'Б', callback_data: 'b' }]];
    await desk.bot('sendMessage', {
      chat_id: chatOf(id),
      text: '?',
      reply_markup: { inline_keyboard: inline },
    });
    await live(5_000);
    expect((await desk.updates()).at(-1)).toMatchObject({ callback_query: { data: 'b' } });
    const keyboard = [[{ text: 'Номер', request_contact: true }]];
    await desk.bot('sendMessage', { chat_id: chatOf(id), text: '?', reply_markup: { keyboard } });
    await live(6_000);
    expect(await said(id)).toEqual(['/start', '79990000000']);
  });

  test('it gives up, and says so, when the button never comes', async () => {
    await open([{ share: 'phone' }, { say: 'never said' }]);
    const id = await begin();
    await live(30_000);
    expect(await said(id)).toEqual(['/start']);
    expect((await desk.state()).playing).toEqual([]);
  });
});

/** A customer's chat as the messenger knows it. */
function chatOf(id: string): number {
  return Number(id.slice(id.indexOf('.') + 1));
}
