import { describe, expect, test } from '@jest/globals';
import { describeFinding } from '../../src/content/finding.ts';
import { loadReturnPolicy, packOn } from '../../src/returns/load-policy.ts';
import { policyFolder } from './policy-folder.ts';

async function load(text: string | null, promised?: Parameters<typeof loadReturnPolicy>[1]) {
  await using folder = await policyFolder(text);
  const loaded = loadReturnPolicy(folder.dir, promised);
  const said = loaded.ok ? [] : loaded.findings.map(describeFinding);
  return { loaded, said: said.join('\n').replaceAll(`${folder.dir}/`, '') };
}

test('a shop without the file takes no returns in the chat', async () => {
  expect((await load(null)).loaded).toEqual({ ok: true, policy: null });
});

describe('a shop may only be kinder', () => {
  test.each([
    [
      'pack: ru-distance\ndays: 6',
      /returns\.yaml:2: error: "days" is 6, stricter than the law \(pack ru-distance\) → write 7 or more/,
    ],
    ['pack: ru-distance\n\nnotInformedMonths: 2', /returns\.yaml:3: .*write 3 or more/],
    ['pack: ru-distance\nrefundDays: 11', /returns\.yaml:2: .*write 10 or less/],
    [
      'pack: ru-distance\nexcludedGroups: [underwear]',
      /returns\.yaml:2: .*the law lets a shop exclude nothing/,
    ],
    ['pack: kz\nexcludedGroups: [underwear, towels]', /returns\.yaml:2: "?.*towels/],
    ['pack: eu\nifUsed: refuse', /returns\.yaml:2: .*write person/],
    ['pack: eu\nsellerProvesDays: 100', /returns\.yaml:2: .*write 365 or more/],
    ['pack: ua-distance\ndefectOutcomes: [repair]', /returns\.yaml:2: .*add exchange, discount, refund/],
  ])('%j is refused with line and why', async (text, why) => {
    const { loaded, said } = await load(text);
    expect(loaded.ok).toBe(false);
    expect(said).toMatch(why);
  });

  test('kinder terms are taken', async () => {
    const { loaded } = await load(
      'pack: ru-store\ndays: 60\nrefundDays: 3\nreturnCost: seller\nifUsed: person\nmadeToMeasure: allow\nexcludedGroups: []',
    );
    expect(loaded).toMatchObject({ ok: true });
  });
});

test.each([
  ['pack: mars', /there is no pack "mars" → choose among eu, kz, other/],
  ['days: 7', /"pack" is missing/],
  ['pack: eu\ndais: 20', /unknown key "dais"/],
  ['pack: eu\ndays: many', /"days" is "many"/],
  ['pack: [', /not valid YAML/],
  ['', /returns\.yaml/],
])('%j is refused in words', async (text, why) => {
  const { loaded, said } = await load(text);
  expect(loaded.ok).toBe(false);
  expect(said).toMatch(why);
});

test('the answers and the chat promise the same', async () => {
  const promised = { days: 14, ifNotInformedMonths: 3, refundDays: 10 };
  const { said } = await load('pack: ru-distance', promised);
  expect(said).toMatch(/the terms say 7, but "returns.days" of shop.yaml promises 14/);
  expect((await load('pack: ru-distance\ndays: 14', promised)).loaded.ok).toBe(true);
});

test('a sale is judged by the pack of its day', async () => {
  const { loaded } = await load('pack: ru-store');
  const [pack] = loaded.ok && loaded.policy ? loaded.policy.packs : [];
  if (!pack) throw new Error('no pack');
  expect(packOn([pack], '2020-12-31')).toBeNull();
  expect(packOn([pack], '2021-01-01')).toBe(pack);
  expect(packOn([{ ...pack, validTo: '2026-01-01' }], '2026-01-02')).toBeNull();
});
