import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadShop } from '../../src/content/shop-settings.ts';
import { shopSlots } from '../../src/content/shop-slots.ts';
import { hoursSummary } from '../../src/content/hours-summary.ts';
import { SAMPLE_SHOP, sampleShop, tempContent } from './temp-content.ts';

const SAMPLE = readFileSync(join(SAMPLE_SHOP, 'shop.yaml'), 'utf8');

function load(change: (text: string) => string) {
  const content = tempContent({});
  content.write('shop.yaml', change(SAMPLE));
  const loaded = loadShop(content.dir);
  content.remove();
  return loaded;
}

function complaint(from: string | RegExp, to: string): string {
  const changed = SAMPLE.replace(from, to);
  expect(changed).not.toBe(SAMPLE);
  const loaded = load(() => changed);
  expect(loaded.ok).toBe(false);
  return loaded.ok
    ? ''
    : loaded.findings.map((one) => `${one.line}: ${one.message} → ${one.hint}`).join('\n');
}

const lineOf = (text: string): number => SAMPLE.slice(0, SAMPLE.indexOf(text)).split('\n').length;

describe('the sample shop', () => {
  test('is read without a warning; money is whole smallest units', () => {
    const loaded = loadShop(SAMPLE_SHOP);
    expect(loaded.ok && loaded.warnings).toEqual([]);
    const shop = sampleShop();
    expect(shop.delivery?.courier?.price).toEqual({ minor: 39_000, currency: 'RUB' });
    expect(shop.hours.mon).toEqual([{ fromMin: 540, toMin: 1_260 }]);
    expect(shop.languages).toEqual(['ru', 'uk', 'en']);
    expect(shop.connector.shop).toBe('embedded');
  });

  test('fills slots as a reader of each language expects', () => {
    const slots = shopSlots(sampleShop());
    expect(slots.get('shop.phone')?.ru).toBe('+7 800 000-10-20');
    expect(slots.get('shop.contacts.phone')?.en).toBe('+7 800 000-10-20');
    expect(slots.get('shop.delivery.freeFrom')?.ru.replace(/\s/gu, ' ')).toBe('5 000 ₽');
    expect(slots.get('shop.address')?.uk).toBe('Москва, Мятна вулиця, 7');
    expect(slots.get('shop.hours')?.uk).toBe('пн–пт 09:00–21:00; сб–нд 10:00–18:00');
    expect(slots.has('shop.resend.facts')).toBe(false);
  });

  test('hours are summed up in words', () => {
    const shop = sampleShop();
    const every = { fromMin: 0, toMin: 1_440 };
    const week = (r: (typeof every)[]) => ({
      ...shop,
      hours: { mon: r, tue: r, wed: r, thu: r, fri: r, sat: r, sun: r, exceptions: [] },
    });
    expect(hoursSummary(week([every]), 'ru')).toBe('круглосуточно');
    expect(hoursSummary(week([{ fromMin: 600, toMin: 1_200 }]), 'en')).toBe('daily 10:00–20:00');
    expect(hoursSummary({ ...shop, hours: { ...shop.hours, sun: [] } }, 'ru')).toBe(
      'пн–пт 09:00–21:00; сб 10:00–18:00; вс выходной',
    );
  });
});

describe('a wrong setting says key, line and what is allowed', () => {
  test.each([
    ['timeZone: Europe/Moscow', 'timeZone: Moscow', 'timeZone:', '"timeZone" is "Moscow"', 'Europe/Moscow'],
    ['currency: RUB', 'currency: RUR', 'currency:', '"currency" is "RUR"', 'ISO 4217'],
    ['languages: [ru, uk, en]', 'languages: [ru, de]', 'languages:', '"languages.1" is "de"', 'ru, uk, en'],
    ['["09:00-21:00"]', '["9-21"]', 'mon:', '"hours.mon.0" is "9-21"', '10:00-18:00'],
    ['date: "12-31"', 'date: "13-31"', 'date: "12-31"', 'date" is "13-31"', 'real date'],
    ['price: 390', 'price: 390.555', 'courier:', '"delivery.courier.price" is 390.555', '390 or 690.50'],
    ['price: 390', 'price: "дорого"', 'courier:', 'delivery.courier.price', '390 or 690.50'],
    [
      'email: hello@mint-and-linen.example',
      'email: hello',
      'email:',
      '"contacts.email"',
      'hello@example.com',
    ],
    ['  shop: embedded', '  shop: magento', '  shop:', '"connector.shop" is "magento"', 'embedded'],
  ])('%s → %s', (from, to, place, message, hint) => {
    const text = complaint(from, to);
    expect(text).toContain(message);
    expect(text).toContain(hint);
    expect(text).toMatch(new RegExp(`(^|\n)${lineOf(place)}: `, 'u'));
  });

  test('the old place of the birthday’s points says where they stand now; answers show that number', () => {
    const text = complaint('  lifeMonths: 12\n', '  lifeMonths: 12\n  birthdayPoints: 500\n');
    expect(text).toMatch(
      /"loyalty.birthdayPoints" is 500 → take this line out: it stands in personal.birthday/,
    );
    const slots = (yaml: string) => {
      const loaded = load(() => yaml);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
      return shopSlots(loaded.settings);
    };
    const other = SAMPLE.replace('birthday: { points: 300 }', 'birthday: { points: 450 }');
    expect(slots(other).get('shop.loyalty.birthdayPoints')?.uk).toBe('450');
    const off = SAMPLE.replace('birthday: { points: 300 }', 'birthday: false');
    expect(slots(off).has('shop.loyalty.birthdayPoints')).toBe(false);
  });

  test('an unknown key is answered with the nearest', () => {
    expect(complaint('timeZone:', 'timezone:')).toMatch(/unknown key "timezone" → did you mean "timeZone"/);
    expect(complaint('  freeFrom', '  freefrom')).toMatch(
      /unknown key "delivery.freefrom" → did you mean "freeFrom"/,
    );
  });

  test('a missing key, ranges that overlap, a date twice', () => {
    expect(complaint(/^country: RU\n/mu, '')).toMatch(/"country" is missing/);
    expect(complaint('["09:00-21:00"]', '["09:00-12:00", "11:00-21:00"]')).toMatch(
      /"hours.mon" has ranges that overlap/,
    );
    expect(complaint('date: "01-02"', 'date: "01-01"')).toMatch(/01-01 is there twice/);
  });

  test('broken YAML, a bomb, an empty file, no file', () => {
    expect(complaint('country: RU', 'country: [RU')).toMatch(/not valid YAML/);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map(
        (key, at) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]}`).join(',')}]`,
      )
      .join('\n')}\n`;
    expect(complaint(SAMPLE, bomb)).toMatch(/cannot be expanded/);
    expect(complaint(SAMPLE, '')).toMatch(/holds no settings/);
    const gone = loadShop('/no/such/shop');
    expect(!gone.ok && gone.findings[0]?.message).toMatch(/cannot be read/);
  });
});
