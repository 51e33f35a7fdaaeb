/** Contacts that others may see: their owner knows them again, nobody else can use them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LIMITS } from '../../src/core/limits.ts';
import { maskContacts, maskEmail, maskPhone, maskDetail, maskWords } from '../../src/core/mask.ts';
import { ownMs } from '../support/own-time.ts';

test.each([
  ['пишите на olena.d@example.com', 'пишите на o•••@example.com'],
  ['+7 999 000-10-77', '+7 ••• 77'],
  ['8 (999) 000-10-77, или a@b.co', '+8 ••• 77, или a•••@b.co'],
  ['380671234567', '+380 ••• 67'.replace('380', '38')],
  ['Заказ ML-1007 на 12 900 ₽', 'Заказ ML-1007 на 12 900 ₽'],
  ['пришлите чек', 'пришлите чек'],
])('%s', (text, masked) => {
  expect(maskContacts(text)).toBe(masked);
});

test('no address and no number survives', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const [name = ''] = email.split('@');
      if (name.length > 3) expect(maskEmail(email)).not.toContain(name);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{9,14}$/), (phone) => {
      expect(maskPhone(phone)).not.toContain(phone.slice(-4));
      expect(maskPhone(phone).replace(/\D/g, '').length).toBeLessThanOrEqual(7);
    }),
  );
});

test.each(['a', '1', '-', 'a@', 'a.', '+7('])(
  'the longest message of nothing but “%s” is read at once',
  (part) => {
    const text = part.repeat(LIMITS.incomingTextChars * 4);
    expect(ownMs(() => maskContacts(text))).toBeLessThan(500);
  },
);

test.each([
  ['no answer for +7 (999) 000-10-01 after 2500 ms', 'no answer for +••• after 2500 ms'],
  ['phone=79990001001;code=503', 'phone=•••;code=503'],
  ['customer 1234567 is blocked', 'customer ••• is blocked'],
  ['order 123456: 404', 'order 123456: 404'],
  ['bad buyer Anna.Kotova+shop@example.co.uk!', 'bad buyer •••!'],
  ['timeout', 'timeout'],
  [undefined, undefined],
])('of a failure, for logs: %s', (detail, masked) => {
  expect(maskDetail(detail)).toBe(masked);
});

test('a long detail is read in no time', () => {
  const startedMs = performance.now();
  for (const piece of ['1 ', 'a.', '1-', 'a@', '     1']) maskDetail(piece.repeat(50_000));
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});

test('no log takes the detail of a failure as it came', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  expect(sources.length).toBeGreaterThan(200);
  const bare = sources.filter((file) =>
    /log\.\w+\(\s*\{[^}]*\bdetail\b(?!: maskDetail)(?!\))/.test(readFileSync(join('src', file), 'utf8')),
  );
  expect(bare).toEqual([]);
});

test.each([
  ['  где заказ 100765? ', 'где заказ •••?'],
  ['перезвоните 123-45-67', 'перезвоните •••'],
  ['карта 4111 1111 1111 1111', 'карта +••• ••• 11'],
  ['anna@example.com, 8 (999) 000-10-77', 'a•••@example.com, +8 ••• 77'],
  ['размер 150 на 220, до 10 000 ₽, 3–5 дней', 'размер 150 на 220, до 10 000 ₽, 3–5 дней'],
  ['ML-1007', 'ML-•••'],
])('what is kept apart: %s', (text, masked) => {
  expect(maskWords(text, 1_000, [])).toBe(masked);
});

test.each([
  [
    ['Анна Соколова'],
    'Это Анна, у Анны Соколовой заказ; анне звонили',
    'Это •••, у ••• ••• заказ; ••• звонили',
  ],
  [['Павел'], 'для Павла и павлу, не павлин', 'для ••• и •••, не павлин'],
  [['Сергей Петровский'], 'Сергею Петровскому, с Сергеем', '••• •••, с •••'],
  [['Марія'], 'Це Маріє, для Марії, з Марією', 'Це •••, для •••, з •••'],
  [['Ольга'], 'Ользі, Ольго, Ольгою', '•••, •••, •••'],
  [['Федір Яковенко'], 'від Федора Яковенка, Федоре', 'від ••• •••, •••'],
  [['Мар’яна'], "мар'яна, Мар`яні, Мар'яні", '•••, Мар`яні, •••'],
  [['Игорь'], 'Игорю: игра и игры', '•••: игра и игры'],
  [['Света'], 'Светы нет; какой свет в лампе?', '••• нет; какой свет в лампе?'],
  [['Яна'], 'яна, Яну, в яну', '•••, •••, в яну'],
  [['Ли'], 'есть ли у Ли скидка', 'есть ли у ••• скидка'],
  [['Anna 🌸'], "Anna's order, ANNA", '••• order, •••'],
  [['Артём'], 'Артемом, АРТЁМУ', '•••, •••'],
  [['Анна'], 'манна, Аннада, Анютины глазки', 'манна, Аннада, Анютины глазки'],
  [['🌸 777', ''], 'ничего не меняется', 'ничего не меняется'],
])('the names %j of a customer are not kept: %s', (names, text, masked) => {
  expect(maskWords(text, 1_000, names)).toBe(masked);
});

test('kept apart: bounded, no character broken, no run of four digits, and no contact that the cut went through', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (text, chars) => {
        const masked = maskWords(text, chars, ['Я не']);
        expect(masked.length).toBeLessThanOrEqual(chars);
        expect(masked.isWellFormed() || !text.isWellFormed()).toBe(true);
        expect(masked).not.toMatch(/\d{4}/);
      },
    ),
  );
  const contact = 'anna.petrova.from.moscow@example.com';
  for (let before = 0; before < 60; before += 1) {
    expect(maskWords(`${'а '.repeat(before)}${contact} и ещё`, 40, [])).not.toContain('petrova');
  }
});
