/** What the embedded shop has for a customer personally: points, promotions, places, links to pay. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { createEmbeddedLoyalty } from '../../src/shop/embedded/embedded-loyalty.ts';
import { createEmbeddedPaymentLinks } from '../../src/shop/embedded/embedded-payment-links.ts';
import { createEmbeddedPickupPoints } from '../../src/shop/embedded/embedded-pickup-points.ts';
import { createEmbeddedPromotions } from '../../src/shop/embedded/embedded-promotions.ts';
import { openLoyaltyDatabase } from '../../src/shop/embedded/loyalty-database.ts';
import { describeLoyalty } from '../contracts/loyalty-contract.ts';
import { describePaymentLinks } from '../contracts/payment-links-contract.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';

const timeZone = 'Europe/Moscow';
const SAMPLE = 'data/sample-shop';
const DAY = 86_400_000;
const signal = new AbortController().signal;

async function openRig(dir = SAMPLE) {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-personal-'));
  const clock = createManualClock(Date.parse('2026-11-23T12:00:00+03:00'));
  const file = join(folder, 'loyalty.sqlite');
  let db = openLoyaltyDatabase(file);
  const options = () => ({ db, dir, timeZone, currency: 'RUB', clock, random: createSeededRandom(5) });
  const close = async () => {
    db.close();
    await rm(folder, { recursive: true, force: true });
  };
  const opened = await createEmbeddedLoyalty(options()).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    loyalty: opened,
    member: { phones: ['79990001001'], emails: [] },
    shared: {
      both: { phones: ['79990001005'], emails: [] },
      one: { phones: ['79990001005'], emails: ['Marina@example.com'] },
    },
    clock,
    db: () => db,
    async reopen() {
      db.close();
      db = openLoyaltyDatabase(file);
      return createEmbeddedLoyalty(options());
    },
    close,
  };
}

describeLoyalty('the embedded shop', openRig);

test('where a receipt goes is kept as long as its link can be paid, at most so long', async () => {
  const { db, clock, close } = await openRig();
  const page = () => 'https://shop.example/pay/{link}';
  const links = createEmbeddedPaymentLinks({ db: db(), page, clock, random: createSeededRandom(7) });
  const wish = {
    orderNumber: 'ML-1',
    amount: { minor: 100, currency: 'RUB' },
    title: 'ML-1',
    receipt: { to: 'phone', phone: '79990001001' },
  } as const;
  const kept = () =>
    db()
      .prepare<[], string>("SELECT order_id FROM links WHERE receipt <> '' ORDER BY order_id")
      .pluck()
      .all();
  for (const [orderId, ttlMs] of Object.entries({ short: 1_000, paid: DAY, cancelled: DAY, long: 30 * DAY }))
    await links.create({ ...wish, orderId, ttlMs }, orderId, signal);
  links.forgetReceipts();
  expect(kept()).toEqual(['cancelled', 'long', 'paid', 'short']);
  db().exec("UPDATE links SET state = order_id WHERE order_id IN ('paid', 'cancelled')");
  clock.advance(1_000);
  links.forgetReceipts();
  expect(kept()).toEqual(['long']);
  // A clock that was set back, or another program's row, keeps none alive either.
  db().exec('UPDATE links SET until_ms = 9e15');
  clock.advance(LIMITS.paymentReceiptMs);
  links.forgetReceipts();
  expect(kept()).toEqual([]);
  await close();
});

describePaymentLinks('the embedded shop', async () => {
  const { db, clock, close } = await openRig();
  const random = createSeededRandom(6);
  const page = () => 'https://shop.example/pay/{link}';
  const links = createEmbeddedPaymentLinks({ db: db(), page, clock, random });
  return { links, later: (ms) => clock.advance(ms), close };
});

test('a shop without a page to pay makes no links', async () => {
  const { db, clock, close } = await openRig();
  const links = createEmbeddedPaymentLinks({
    db: db(),
    page: () => null,
    clock,
    random: createSeededRandom(6),
  });
  expect(links.capabilities().create).toBe('none');
  await close();
});

test('points, card, level and what burns when', async () => {
  const { loyalty, member, close } = await openRig();
  const found = await loyalty.account(member, signal);
  expect(found).toMatchObject({
    ok: true,
    value: {
      found: 'one',
      account: {
        points: 740,
        card: 'ML 7740 0001 2289',
        burns: { points: 240 },
        toNextLevel: { minor: 530_000 },
      },
    },
  });
  await close();
});

test.each([
  ['customer,card,level_ru,level_uk,level_en,to_next,burning,burns_on\nc99,1234,,,,,,\n', /line 2.*c99/s],
  ['customer,card,level_ru,level_uk,level_en,to_next,burning,burns_on\nc01,1234,,,,,50,\n', /burns_on/],
  ['customer,card,level_ru,level_uk,level_en,to_next,burning,burns_on\nc01,<b>,,,,,,\n', /card/],
])('a faulty loyalty.csv is told with its place', async (text, message) => {
  const dir = await mkdtemp(join(tmpdir(), 'loyalty-csv-'));
  await cp(join(SAMPLE, 'customers.csv'), join(dir, 'customers.csv'));
  await writeFile(join(dir, 'loyalty.csv'), text);
  await expect(openRig(dir)).rejects.toThrow(message);
  await rm(dir, { recursive: true });
});

describe('promotions', () => {
  test('only those that hold, the ones that end first before the others; relative dates do not age', async () => {
    const clock = createManualClock(Date.parse('2026-11-23T12:00:00+03:00'));
    const promotions = await createEmbeddedPromotions({ dir: SAMPLE, timeZone, clock });
    const ids = async () => {
      const answer = await promotions.current(clock.now(), signal);
      return answer.ok ? answer.value.map(({ id }) => id) : [];
    };
    expect(await ids()).toEqual(['pair-of-towels', 'warm-evenings', 'first-order']);
    clock.advance(20 * DAY);
    expect(await ids()).toEqual(['pair-of-towels', 'warm-evenings', 'first-order']);
  });

  test('one without a title, or that ends before it begins, is a fault', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'promotions-csv-'));
    const head =
      'id,title_ru,title_uk,title_en,conditions_ru,conditions_uk,conditions_en,code,from,until,url\n';
    const clock = createManualClock(0);
    await writeFile(join(dir, 'promotions.csv'), `${head}a,,,,x,,,,,,\n`);
    await expect(createEmbeddedPromotions({ dir, timeZone, clock })).rejects.toThrow(/title_ru/);
    await writeFile(join(dir, 'promotions.csv'), `${head}a,t,,,x,,,,2026-11-20,2026-11-10,\n`);
    await expect(createEmbeddedPromotions({ dir, timeZone, clock })).rejects.toThrow(/until/);
    await rm(dir, { recursive: true });
  });
});

describe('pick-up points', () => {
  test('are read with hours, zone and place', async () => {
    const points = await createEmbeddedPickupPoints(SAMPLE, timeZone);
    const all = await points.all(signal);
    if (!all.ok) throw new Error('no points');
    expect(all.value).toHaveLength(9);
    expect(all.value.find(({ id }) => id === 'alm-dostyk')).toMatchObject({
      timeZone: 'Asia/Almaty',
      at: { latitude: 43.2331, longitude: 76.9565 },
      hours: [[{ fromMin: 600, toMin: 1200 }], [], [], [], [], [], []].map((day, index) =>
        index < 5 ? [{ fromMin: 600, toMin: 1200 }] : index === 5 ? [{ fromMin: 660, toMin: 1080 }] : day,
      ),
    });
  });

  test.each([
    ['latitude', '91'],
    ['mon_fri', '25:00-26:00'],
    ['time_zone', 'Mars/Base'],
    ['map', 'http://maps.example'],
  ])('a faulty %s is told', async (column, value) => {
    const dir = await mkdtemp(join(tmpdir(), 'points-csv-'));
    const columns =
      'id,kind,name_ru,name_uk,name_en,city_ru,city_uk,city_en,near_ru,near_uk,near_en,address_ru,address_uk,address_en,latitude,longitude,mon_fri,sat,sun,time_zone,phone,map'.split(
        ',',
      );
    const good: Record<string, string> = {
      id: 'p',
      kind: 'shop',
      name_ru: 'n',
      city_ru: 'c',
      address_ru: 'a',
      latitude: '55.1',
      longitude: '37.1',
    };
    const row = columns.map((name) => (name === column ? value : (good[name] ?? ''))).join(',');
    await writeFile(join(dir, 'pickup_points.csv'), `${columns.join(',')}\n${row}\n`);
    await expect(createEmbeddedPickupPoints(dir, timeZone)).rejects.toThrow(column);
    await rm(dir, { recursive: true });
  });
});
