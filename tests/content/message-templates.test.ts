import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadTemplates, type LoadedTemplates } from '../../src/content/message-templates.ts';

let shop: string;
beforeEach(() => {
  shop = mkdtempSync(join(tmpdir(), 'templates-'));
  mkdirSync(join(shop, 'templates/whatsapp'), { recursive: true });
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const GOOD = `use: notice
category: utility
slots: [order, status]
languages:
  ru:
    code: ru
    body: "Заказ {{1}}: {{2}}."
`;

function load(text: string, file = 'order_update.yaml'): LoadedTemplates {
  writeFileSync(join(shop, 'templates/whatsapp', file), text);
  return loadTemplates(shop);
}

/** `line: message` of every finding. */
function faults(text: string, file?: string): string[] {
  const loaded = load(text, file);
  return loaded.ok ? [] : loaded.findings.map(({ line, message }) => `${line}: ${message}`);
}

test('a template is read with its name, slots and languages', () => {
  const loaded = load(GOOD);
  expect(loaded.ok && loaded.templates).toEqual({
    whatsapp: [
      {
        name: 'order_update',
        use: 'notice',
        category: 'utility',
        slots: ['order', 'status'],
        languages: { ru: { code: 'ru', body: 'Заказ {{1}}: {{2}}.' } },
      },
    ],
  });
});

test('no folder: no templates', () => {
  rmSync(join(shop, 'templates'), { recursive: true });
  expect(loadTemplates(shop)).toEqual({ ok: true, templates: {}, warnings: [] });
});

test('those of the sample shop can be used', () => {
  const loaded = loadTemplates('data/sample-shop');
  expect(loaded.ok && loaded.warnings).toEqual([]);
  expect(loaded.ok && loaded.templates['whatsapp']?.map(({ name, use }) => [name, use])).toEqual([
    ['back_in_stock', 'notice'],
    ['birthday_gift', 'notice'],
    ['order_update', 'notice'],
    ['support_reply', 'operator-reply'],
    ['we_miss_you', 'notice'],
  ]);
});

describe('what is found before the platform refuses it', () => {
  test.each([
    ['a slot without a number', GOOD.replace('{{2}}', '{{status}}'), '7: "{{status}}" is no slot'],
    ['a slot that is not used', GOOD.replace(': {{2}}', ''), '7: {{2}} is not in the text'],
    ['a number without a slot', GOOD.replace('[order, status]', '[order]'), '7: {{2}} has no slot'],
    ['a slot at the end', GOOD.replace('{{2}}.', '{{2}}'), '7: begins or ends with a slot, which is refused'],
    [
      'a slot at the beginning',
      GOOD.replace('Заказ ', ''),
      '7: begins or ends with a slot, which is refused',
    ],
    [
      'two slots side by side',
      GOOD.replace(': {{2}}', ' {{2}}'),
      '7: has two slots side by side, which is refused',
    ],
    ['a text that is too long', GOOD.replace('Заказ', 'я'.repeat(1100)), '7: the text has 1114 characters'],
    ['a slot twice', GOOD.replace('status]', 'order]'), '3: a slot is listed twice'],
    ['an unknown key', `${GOOD}colour: red\n`, '8: unknown key "colour"'],
    ['an unknown use', GOOD.replace('notice', 'spam'), '1: "use" is "spam"'],
    ['another category', GOOD.replace('utility', 'authentication'), '2: "category" is "authentication"'],
    ['no language', GOOD.slice(0, GOOD.indexOf('languages')), '1: "languages" is missing'],
    [
      'a language of its own name',
      GOOD.replace('code: ru', 'code: russian'),
      '6: "languages.ru.code" is "russian"',
    ],
    [
      "an operator's reply without the words",
      GOOD.replace('notice', 'operator-reply').replace('[order, status]', '[operator, shop]'),
      "3: an operator's reply has no slot for what was written",
    ],
    [
      "an operator's reply with a slot that nothing fills",
      GOOD.replace('notice', 'operator-reply').replace('[order, status]', '[order, text]'),
      '3: nothing fills the slot "order" of an operator\'s reply',
    ],
    [
      "an operator's reply as advertising",
      GOOD.replace('notice', 'operator-reply')
        .replace('[order, status]', '[shop, text]')
        .replace('utility', 'marketing'),
      "2: an operator's reply is not utility",
    ],
    ['broken YAML', 'use: [', '1: is not valid YAML'],
  ])('%s', (_name, text, finding) => {
    expect(faults(text).join('\n')).toContain(finding);
  });

  test('a name that the platform cannot have', () => {
    expect(faults(GOOD, 'Order-Update.yaml')).toEqual(['0: "Order-Update" is no name of a template']);
  });

  test('a file of another kind is told, and stops nothing', () => {
    const loaded = load('x', 'notes.txt');
    expect(loaded).toMatchObject({ ok: true, warnings: [{ level: 'warning' }] });
  });
});
