import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createTexts } from '../../src/content/create-texts.ts';
import { shopSlots } from '../../src/content/shop-slots.ts';
import { loadTexts } from '../../src/content/texts.ts';
import { sampleShop, tempContent, type TempContent } from './temp-content.ts';

const slots = shopSlots(sampleShop());
let content: TempContent | null = null;
afterEach(() => content?.remove());

/** `files` are YAML by path below `flows/`, or `texts/` for overrides. */
function load(files: Record<string, string>) {
  content = tempContent({});
  content.write('flows/.keep', '');
  for (const [path, text] of Object.entries(files)) content.write(path, text);
  return loadTexts({ flowsDir: join(content.dir, 'flows'), overridesDir: join(content.dir, 'texts') }, slots);
}

function three(ru: string, uk = ru, en = ru): Record<string, string> {
  return { 'flows/a/texts.ru.yaml': ru, 'flows/a/texts.uk.yaml': uk, 'flows/a/texts.en.yaml': en };
}

function texts(files: Record<string, string>) {
  const loaded = load(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, null, 1));
  return createTexts(loaded.catalogue, { languages: ['ru', 'uk', 'en'], slots });
}

function complaints(files: Record<string, string>): string {
  const loaded = load(files);
  expect(loaded.ok).toBe(false);
  return loaded.ok
    ? ''
    : loaded.findings.map((one) => `${one.file}:${one.line} ${one.message} → ${one.hint}`).join('\n');
}

describe('a text', () => {
  test('is found by its dotted key, nested or flat', () => {
    const words = texts(three('a:\n  b: раз\nc.d: два'));
    expect(words.text('ru', 'a.b')).toBe('раз');
    expect(words.text('uk', 'c.d')).toBe('два');
    expect(words.has('a.b')).toBe(true);
    expect(words.has('a')).toBe(false);
  });

  test('fills slots, escaped so that they show as themselves', () => {
    const words = texts(three('hi: "Здравствуйте, **{name}**! {count}"'));
    expect(words.text('ru', 'hi', { name: '*Анна* [x](y)', count: 5 })).toBe(
      'Здравствуйте, **\\*Анна\\* \\[x\\](y)**! 5',
    );
    expect(words.text('ru', 'hi', { name: null, count: ['a', 2] })).toBe('Здравствуйте, ****! a, 2');
  });

  test('shows settings of the shop and literal braces', () => {
    const words = texts(three('call: "Звоните {shop.phone} \\\\{да\\\\}"'));
    expect(words.text('ru', 'call')).toBe('Звоните +7 800 000-10-20 {да}');
  });

  test.each([
    [1, '1 минута', '1 хвилина', '1 minute'],
    [2, '2 минуты', '2 хвилини', '2 minutes'],
    [5, '5 минут', '5 хвилин', '5 minutes'],
    [11, '11 минут', '11 хвилин', '11 minutes'],
    [21, '21 минута', '21 хвилина', '21 minutes'],
    [1.5, '1.5 минуты', '1.5 хвилини', '1.5 minutes'],
  ])('counts: %d', (n, ru, uk, en) => {
    const words = texts(
      three(
        'w: "{n} {n|минута|минуты|минут}"',
        'w: "{n} {n|хвилина|хвилини|хвилин}"',
        'w: "{n} {n|minute|minutes}"',
      ),
    );
    expect((['ru', 'uk', 'en'] as const).map((locale) => words.text(locale, 'w', { n }))).toEqual([
      ru,
      uk,
      en,
    ]);
  });

  test('variants are chosen by a number from 0 to 1', () => {
    const words = texts(three('a: [раз, два, три]'));
    expect([0, 0.34, 0.99, 1].map((variant) => words.text('ru', 'a', {}, variant))).toEqual([
      'раз',
      'два',
      'три',
      'три',
    ]);
  });

  test('an unknown key and a slot without a value are bugs', () => {
    const words = texts(three('a: "{x}"'));
    expect(() => words.text('ru', 'b')).toThrow('no text "b"');
    expect(() => words.text('ru', 'a')).toThrow('{x}');
  });

  test('costs less than 2 microseconds of work', () => {
    const words = texts(
      three(
        'a: "Заказ {number}: {n} {n|день|дня|дней}, {shop.phone}"',
        'a: "{number} {n|а|б|в}"',
        'a: "{number} {n|a|b}"',
      ),
    );
    const rounds = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      for (let at = 0; at < 20_000; at += 1) words.text('ru', 'a', { number: 'ML-1007', n: at % 30 });
      return process.cpuUsage(before).user / 20_000;
    });
    expect(Math.min(...rounds)).toBeLessThan(2);
  });
});

describe('what does not fit together', () => {
  test('a key that one language lacks', () => {
    expect(complaints(three('a: x\nb: y', 'a: x', 'a: x\nb: y'))).toMatch(
      /texts\.ru\.yaml:2 the text "b" is missing in "uk"/,
    );
  });

  test('slots that differ', () => {
    const text = complaints(three('a: "{name}"', 'a: "{nome}"', 'a: "{name}"'));
    expect(text).toMatch(/texts\.uk\.yaml:1 "a" (does not use the slot {name}|uses the slot {nome})/);
  });

  test('one key in two folders', () => {
    const text = complaints({ ...three('a: x'), 'flows/b/texts.ru.yaml': 'a: y' });
    expect(text).toMatch(/b\/texts\.ru\.yaml:1 the key "a" is already used in .*a\/texts\.ru\.yaml:1/);
  });

  test.each([
    ['a: ""', /is empty/],
    ['a: 5', /holds no text/],
    ['a: [x, 5]', /not a list of texts/],
    ['a: "{na me}"', /has a slot/],
    ['a: "{name"', /lone "{"/],
    ['a: "{n|x|y}"', /counts with 2 forms/],
    ['a: "{shop.fone}"', /not in shop\.yaml → did you mean "shop\.phone"/],
    ['"a b": x', /not well formed/],
    ['a: x\na: y', /YAML/],
  ])('%s', (ru, message) => {
    expect(complaints(three(ru, 'a: x', 'a: x'))).toMatch(message);
  });

  test('a file of a language that we do not speak', () => {
    expect(complaints({ ...three('a: x'), 'flows/a/texts.fr.yaml': 'a: x' })).toMatch(
      /"fr" is not a language/,
    );
  });
});

describe("a shop's own wording", () => {
  test('replaces one text in one language', () => {
    const words = texts({
      ...three('a: {b: "Привет, {name}"}'),
      'texts/texts.ru.yaml': 'a.b: "Здравствуйте, {name}!"',
    });
    expect(words.text('ru', 'a.b', { name: 'Анна' })).toBe('Здравствуйте, Анна!');
    expect(words.text('uk', 'a.b', { name: 'Анна' })).toBe('Привет, Анна');
  });

  test('must name a text and slots that exist', () => {
    expect(complaints({ ...three('greeting: x'), 'texts/texts.ru.yaml': 'greting: y' })).toMatch(
      /there is no text "greting" to replace → did you mean "greeting"/,
    );
    expect(complaints({ ...three('a: "{name}"'), 'texts/texts.ru.yaml': 'a: "{number}"' })).toMatch(
      /has no slot {number}/,
    );
  });
});

test('read again, a file says what it says now, and its faults are told each time', () => {
  const first = load(three('a: раз', 'a: раз', 'a: "{shop.phone"'));
  const again = () => loadTexts({ flowsDir: join(content?.dir ?? '', 'flows') }, slots);
  expect(first.ok).toBe(false);
  expect(again()).toEqual(first);
  content?.write('flows/a/texts.en.yaml', 'a: one');
  expect(again()).toMatchObject({ ok: true });
  content?.write('flows/a/texts.en.yaml', 'a: two');
  const now = again();
  expect(now.ok && now.catalogue.get('a')?.get('en')).toEqual([[{ kind: 'text', text: 'two' }]]);
});

test('the texts of this repository fit together', () => {
  const flowsDir = fileURLToPath(new URL('../../flows', import.meta.url));
  const loaded = loadTexts({ flowsDir }, slots);
  expect(loaded.ok ? [] : loaded.findings).toEqual([]);
});
