/** What the check of scripts finds: with file, line and what to do. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ContentFinding } from '../../../src/content/finding.ts';
import { loadScripts } from '../../../src/content/scripts/load-scripts.ts';
import { readScript, type ReadScript } from '../../../src/content/scripts/read-script.ts';
import { shopSlots } from '../../../src/content/shop-slots.ts';
import { SAMPLE_SHOP, sampleShop, tempContent } from '../temp-content.ts';

const knownFlows = ['order-status', 'return'];
const around = { languages: ['en'] as const, slots: shopSlots(sampleShop()), knownFlows };

const GOOD = `title: { en: A test }
steps:
  first:
    say: { en: Which? }
    choices:
      - { label: { en: One }, to: name }
      - { label: { en: Two }, to: last, set: { who: nobody } }
  name:
    say: { en: Your name? }
    ask: text
    keep: who
    to: last
  last:
    say: { en: "Bye, {who}, call {shop.phone}" }
    end: true
`;

function read(source: string): { script: ReadScript | null; findings: ContentFinding[] } {
  const findings: ContentFinding[] = [];
  return { script: readScript(source, 'test', 'test.yaml', around, findings), findings };
}

describe('a good script', () => {
  test('is read without a word', () => {
    const { script, findings } = read(GOOD);
    expect(findings).toEqual([]);
    expect(script?.script).toMatchObject({ name: 'test', first: 'first' });
  });

  test('has another version when customers could notice a change, and the same one otherwise', () => {
    const version = read(GOOD).script?.version;
    expect(Number.isSafeInteger(version)).toBe(true);
    expect(read(`# a note\n${GOOD}`).script?.version).toBe(version);
    expect(read(GOOD.replace('Which?', 'Which one?')).script?.version).not.toBe(version);
  });
});

describe('what is wrong is named with its line', () => {
  const broken: [string, string, string, number, RegExp][] = [
    ['a way to nowhere', 'to: name }', 'to: nmae }', 6, /"first" leads to "nmae", which does not exist/],
    ['a dead end', '    end: true\n', '', 13, /"last" is a dead end/],
    ['a missing language', 'say: { en: Which? }', 'say: { ru: Что? }', 4, /no text in: en/],
    ['an unknown slot', '{who}', '{whom}', 14, /unknown slot \{whom\}/],
    ['an unknown setting', '{shop.phone}', '{shop.fone}', 14, /unknown slot \{shop\.fone\}/],
    ['a slot too early', 'en: Which?', 'en: "Which, {who}?"', 4, /\{who\}, which may not be known yet/],
    ['a slot known on one way only', ', set: { who: nobody }', '', 14, /may not be known yet/],
    ['an unknown flow', 'end: true', 'flow: order-statsu', 15, /flow "order-statsu", which does not exist/],
    ['two ways at once', 'end: true', 'end: true\n    flow: order-status', 13, /several ways at once/],
    ['a step twice', '  last:', '  name:\n    end: true\n  last:', 13, /unique/],
    ['two equal buttons', 'en: Two', 'en: one', 5, /two choices that read "one"/],
    ['a button too long', 'en: Two', `en: ${'x'.repeat(41)}`, 7, /.*/],
    ['a silent end', '    say: { en: "Bye, {who}, call {shop.phone}" }\n', '', 14, /ends without a word/],
    ['a mistyped key', 'keep: who', 'kept: who', 11, /unknown key "steps\.name\.kept"/],
    [
      'half a yes or no',
      'ask: text\n    keep: who\n    to: last',
      'ask: yesNo\n    yes: last',
      10,
      /yes or no/,
    ],
    ['a lone brace', 'Which?', '"Which {?"', 4, /.*/],
    [
      'an unfinished question',
      '    keep: who\n    to: last\n',
      '    keep: who\n',
      10,
      /asks and leads nowhere/,
    ],
  ];

  test.each(broken)('%s', (_, from, to, line, message) => {
    expect(GOOD).toContain(from);
    const { script, findings } = read(GOOD.replace(from, to));
    expect(script).toBeNull();
    expect(findings[0]).toMatchObject({ level: 'error', file: 'test.yaml', line });
    expect(findings.map((finding) => finding.message).join('\n')).toMatch(message);
    for (const finding of findings) expect(finding.hint.length).toBeGreaterThan(5);
  });

  test('a step that cannot be reached', () => {
    const { findings } = read(`${GOOD}  alone:\n    say: { en: Hm }\n    end: true\n`);
    expect(findings).toMatchObject([{ line: 16, message: 'step "alone" cannot be reached' }]);
  });

  test('a loop that never asks', () => {
    const loop = '    to: round\n  round:\n    set: { who: me }\n    to: last\n';
    const { findings } = read(GOOD.replace('    end: true\n', loop));
    expect(findings[0]?.message).toMatch(/loop without exit: last → round → last/);
  });

  test('a loop that asks for ever', () => {
    const { findings } = read(GOOD.replace('    end: true\n', '    to: first\n'));
    expect(findings[0]?.message).toMatch(/loop without exit: from step/);
  });

  test('too many messages in a row', () => {
    const row = [1, 2, 3, 4].map((n) => `    to: more${n}\n  more${n}:\n    say: { en: More }\n`).join('');
    const { findings } = read(GOOD.replace('    end: true\n', `${row}    end: true\n`));
    expect(findings[0]?.message).toMatch(/5 messages in a row/);
  });

  test('too many steps, choices, wordings, facts: said, never taken', () => {
    const steps = Array.from({ length: 50 }, (_, n) => `  s${n}:\n    say: { en: x }\n    end: true\n`).join(
      '',
    );
    expect(read(`title: { en: x }\nsteps:\n${steps}`).script).toBeNull();
    const choices = Array.from({ length: 9 }, (_, n) => `      - { label: { en: c${n} }, to: last }\n`).join(
      '',
    );
    expect(read(GOOD.replace('    choices:\n', `    choices:\n${choices}`)).script).toBeNull();
  });

  test.each(['', 'steps: []', '- a', 'title: {}\nsteps: {}', '\t', 'a: *b', 'steps: {__proto__: 1}'])(
    'nonsense is refused: %j',
    (source) => {
      const { script, findings } = read(source);
      expect(script).toBeNull();
      expect(findings.length).toBeGreaterThan(0);
    },
  );
});

describe('a folder of scripts', () => {
  test('the sample shop has seven, whole in three languages', () => {
    const loaded = loadScripts(SAMPLE_SHOP, { ...around, languages: ['ru', 'uk', 'en'] });
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    expect(loaded.ok && loaded.scripts).toHaveLength(readdirSync(join(SAMPLE_SHOP, 'scripts')).length);
  });

  test('scripts may lead to each other; names are not taken twice', () => {
    const content = tempContent();
    content.write('scripts/one.yaml', GOOD.replace('end: true', 'flow: two'));
    content.write('scripts/two.yaml', GOOD);
    expect(loadScripts(content.dir, around).ok).toBe(true);
    content.write('scripts/order-status.yaml', GOOD);
    content.write('scripts/My Script.yaml', GOOD);
    const loaded = loadScripts(content.dir, around);
    content.remove();
    expect(loaded.ok ? [] : loaded.findings.map(({ message }) => message).toSorted()).toEqual([
      '"order-status" is already the name of a flow or a script',
      'is not the name of a script',
    ]);
  });

  test('no folder: no scripts', () => {
    const content = tempContent();
    expect(loadScripts(content.dir, around)).toEqual({ ok: true, scripts: [], warnings: [] });
    content.remove();
  });
});
