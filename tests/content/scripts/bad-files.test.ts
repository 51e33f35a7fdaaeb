/** Files as people really save and break them: each fault is told with file, line, why and what to do; none stops the program. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadScripts } from '../../../src/content/scripts/load-scripts.ts';
import { shopSlots } from '../../../src/content/shop-slots.ts';
import { sampleShop, tempContent, type TempContent } from '../temp-content.ts';

const around = { languages: ['en'] as const, slots: shopSlots(sampleShop()), knownFlows: ['return'] };
const GOOD = `title: { en: A test }
steps:
  first:
    say: { en: Which one? }
    ask: text
    keep: thing
    to: look
  look:
    lookUp: product
    about: thing
    found: told
    notFound: bye
    down: bye
  told:
    say: { en: '{product}, {productPrice}' }
    more:
      - { en: 'Rated {productRating}' }
    to: bye
  bye:
    say: { en: Bye }
    end: true
`;

let content: TempContent;
beforeEach(() => {
  content = tempContent();
});
afterEach(() => content.remove());

function read(source: string | Uint8Array): { ok: boolean; told: string[] } {
  content.write('scripts/test.yaml', source);
  return load();
}

function load(): { ok: boolean; told: string[] } {
  const loaded = loadScripts(content.dir, around);
  const findings = loaded.ok ? loaded.warnings : loaded.findings;
  for (const { file, hint, message } of findings) {
    expect(file).toMatch(/scripts/);
    expect(hint.length).toBeGreaterThan(5);
    expect(message).not.toMatch(/undefined|\[object/);
  }
  return { ok: loaded.ok, told: findings.map(({ line, message, hint }) => `${line}: ${message} → ${hint}`) };
}

const utf16 = Buffer.from(GOOD, 'utf16le');
const cp1251 = Buffer.from([
  ...Buffer.from('title: { en: "'),
  0xcf,
  0xee,
  0xe4,
  ...Buffer.from('" }\nsteps: {}\n'),
]);
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
  .concat(Array.from('bcdefgh').map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at]},`.repeat(9)}x]`))
  .join('\n');

describe('what a file may be', () => {
  test('good as it is; with a byte order mark; with line ends of Windows', () => {
    for (const source of [GOOD, `\uFEFF${GOOD}`, GOOD.replaceAll('\n', '\r\n')]) {
      expect(read(source)).toEqual({ ok: true, told: [] });
    }
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a tab', GOOD.replace('    ask', '\task'), /^5: is not valid YAML: .*→ .*spaces, not tabs/],
    [
      'a key twice',
      GOOD.replace('    to: look\n', '    to: look\n    to: bye\n'),
      /^8: is not valid YAML: .*unique/,
    ],
    [
      'a step twice',
      `${GOOD}  look:\n    say: { en: x }\n    end: true\n`,
      /^22: is not valid YAML: .*unique/,
    ],
    ['UTF-16', utf16, /zero byte|not valid UTF-8/],
    ['another encoding', cp1251, /^1: is not valid UTF-8.*→ save the file as UTF-8/],
    ['a YAML bomb', bomb, /cannot be expanded.*→ write repeated blocks out/],
    ['a bomb of text', `title: { en: "${'x'.repeat(2_000_000)}" }`, /larger than 1 MB/],
    ['a zero byte', GOOD.replace('Bye', 'B\0ye'), /^20: contains a zero byte/],
    ['nothing', '', /title.*missing|holds no|is/],
    ['a list', '- one\n- two\n', /./],
    ['a half of a file', GOOD.slice(0, 120), /./],
  ])('%s is told', (_, source, expected) => {
    const { ok, told } = read(source);
    expect(ok).toBe(false);
    expect(told.join('\n')).toMatch(expected);
  });

  test('a link that leads out of the folder, a link to nothing, a folder', () => {
    writeFileSync(join(content.dir, 'outside.yaml'), GOOD);
    mkdirSync(join(content.dir, 'scripts'));
    symlinkSync('../outside.yaml', join(content.dir, 'scripts', 'out.yaml'));
    symlinkSync('/etc/passwd', join(content.dir, 'scripts', 'passwd.yaml'));
    symlinkSync('./gone.yaml', join(content.dir, 'scripts', 'dangling.yaml'));
    mkdirSync(join(content.dir, 'scripts', 'folder.yaml'));
    const { ok, told } = load();
    expect(ok).toBe(false);
    expect(told.filter((one) => one.includes('leads out of its folder'))).toHaveLength(2);
    expect(told.filter((one) => one.includes('cannot be read'))).toHaveLength(1);
    expect(told.filter((one) => one.includes('is not the name of a script'))).toHaveLength(1);
  });
});

describe('what a script may say and look up', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'an unknown look-up',
      'lookUp: product',
      'lookUp: products',
      /^9: .*one of order, returnDeadline, product/,
    ],
    [
      'no way on when the shop is down',
      '    down: bye\n',
      '',
      /^9: step "look" does not say where to go with `down`/,
    ],
    ['a product that nobody named', '    about: thing\n', '', /^9: .*looks up a product, but not which/],
    [
      'words that nothing keeps',
      'about: thing',
      'about: thong',
      /^10: .*"thong", which nothing keeps → did you mean "thing"/,
    ],
    [
      'a fact that the shop may not tell',
      "en: '{product}, {productPrice}'",
      "en: '{productRating}'",
      /^15: .*\{productRating\}, which may not be known yet → .*`more:`/,
    ],
    [
      'a fact of a look-up that is not made',
      "en: '{product}, {productPrice}'",
      "en: '{orderState}'",
      /^15: .*unknown slot \{orderState\}/,
    ],
    [
      'a condition on it',
      '    end: true',
      '    if: [{ fact: orderLate, is: "yes", to: first }]\n    else: first',
      /"orderLate", which nothing keeps → look it up before: lookUp: order/,
    ],
    [
      'outcomes without a look-up',
      'lookUp: product\n    about: thing\n',
      'to: bye\n',
      /has `found` without `lookUp`/,
    ],
    ['a look-up and a way besides', 'about: thing', 'about: thing\n    flow: return', /several ways at once/],
    [
      'something cheaper than nothing',
      'lookUp: product\n    about: thing',
      'lookUp: cheaper',
      /cheaper than nothing/,
    ],
    [
      'a fact shown after it was not found',
      'say: { en: Bye }',
      "say: { en: 'Bye, {product}' }",
      /^20: .*\{product\}, which may not be known/,
    ],
    [
      'further paragraphs alone',
      "    say: { en: '{product}, {productPrice}' }\n",
      '',
      /has `more` without `say`/,
    ],
    [
      'a look-up that comes back to itself',
      'notFound: bye',
      'notFound: look',
      /loop without exit: look → look/,
    ],
    ['a step that nothing leads to', 'found: told', 'found: bye', /^14: step "told" cannot be reached/],
  ])('%s', (_, from, to, expected) => {
    expect(GOOD).toContain(from);
    const { ok, told } = read(GOOD.replace(from, to));
    expect(ok).toBe(false);
    expect(told.join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  test('a long button is pointed out, and works', () => {
    const long = GOOD.replace(
      '    ask: text\n',
      '    ask: text\n    choices:\n      - { label: { en: Twenty-one characters }, to: bye }\n',
    );
    const { ok, told } = read(long);
    expect(ok).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^7: .*choice of 21 characters.*→ say it in 20/)]);
  });

  test('`keep` on choices keeps what the button says', () => {
    const kept = GOOD.replace(
      '    ask: text\n    keep: thing\n    to: look\n',
      '    keep: thing\n    choices:\n      - { label: { en: A robe }, to: look }\n',
    );
    expect(read(kept)).toEqual({ ok: true, told: [] });
  });

  test('two scripts that lead to each other and ask nothing', () => {
    const lead = (to: string) =>
      `title: { en: x }\nsteps:\n  go:\n    say: { en: On we go }\n    flow: ${to}\n`;
    content.write('scripts/one.yaml', lead('two'));
    content.write('scripts/two.yaml', lead('one'));
    expect(load().told).toEqual([
      expect.stringMatching(/loop without exit: one → two → one → ask something/),
    ]);
    content.write('scripts/two.yaml', GOOD.replace('    end: true', '    flow: one'));
    expect(load()).toEqual({ ok: true, told: [] });
  });
});
