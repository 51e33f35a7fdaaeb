/** The law in tables: the first and the last moment of every term, and what is never answered with no. */
import { describe, expect, test } from '@jest/globals';
import { decideReturn } from '../../src/returns/decide-return.ts';
import { loadReturnPolicy } from '../../src/returns/load-policy.ts';
import type { ReturnInputs, ReturnPack } from '../../src/core/return-policy.ts';
import { policyFolder } from './policy-folder.ts';

async function pack(id: string, more = ''): Promise<ReturnPack> {
  await using folder = await policyFolder(`pack: ${id}\n${more}`);
  const loaded = loadReturnPolicy(folder.dir, undefined);
  if (!loaded.ok || !loaded.policy?.packs[0]) throw new Error(JSON.stringify(loaded));
  return loaded.policy.packs[0];
}

const ru = await pack('ru-distance');
const store = await pack('ru-store');
const ua = await pack('ua-distance');
const kz = await pack('kz');
const eu = await pack('eu');
const other = await pack('other');

const at = (text: string) => Date.parse(text);
const base: ReturnInputs = {
  reason: 'not-fit',
  nowMs: at('2026-11-10T12:00:00+03:00'),
  timeZone: 'Europe/Moscow',
  handedOver: true,
  handedOverMs: at('2026-11-09T10:00:00+03:00'),
  informed: true,
  used: false,
  madeToMeasure: false,
  group: 'none',
  warrantyDays: 90,
  shown: true,
  exchangeable: true,
  aboveLimit: false,
};
const decide = (rules: ReturnPack, given: Partial<ReturnInputs>) =>
  decideReturn(rules, { ...base, ...given });

describe('days after the handing over', () => {
  test.each([
    ['ru day 0', ru, '2026-11-09T10:00:00+03:00', '2026-11-09T10:00:00+03:00', 'allowed'],
    ['ru day 7', ru, '2026-11-09T10:00:00+03:00', '2026-11-16T10:00:00+03:00', 'allowed'],
    ['ru last minute', ru, '2026-11-09T00:01:00+03:00', '2026-11-16T23:59:59.999+03:00', 'allowed'],
    ['ru day 8', ru, '2026-11-09T23:59:00+03:00', '2026-11-17T00:00:00+03:00', 'refused'],
    ['ru over a month end', ru, '2026-02-25T10:00:00+03:00', '2026-03-04T23:59:00+03:00', 'allowed'],
    ['ru the day after that', ru, '2026-02-25T10:00:00+03:00', '2026-03-05T00:00:00+03:00', 'refused'],
    ['ru over a leap day', ru, '2028-02-25T10:00:00+03:00', '2028-03-03T23:59:00+03:00', 'allowed'],
    ['store day 14', store, '2026-11-01T10:00:00+03:00', '2026-11-15T23:59:00+03:00', 'allowed'],
    ['store day 15', store, '2026-11-01T10:00:00+03:00', '2026-11-16T00:00:00+03:00', 'refused'],
    ['kz day 14', kz, '2026-11-01T10:00:00+03:00', '2026-11-15T23:59:00+03:00', 'allowed'],
    ['ua day 14', ua, '2026-11-01T10:00:00+03:00', '2026-11-15T23:59:00+03:00', 'allowed'],
    ['ua day 15', ua, '2026-11-01T10:00:00+03:00', '2026-11-16T00:00:00+03:00', 'refused'],
    ['eu day 15, told', eu, '2026-11-01T10:00:00+03:00', '2026-11-16T00:00:00+03:00', 'refused'],
  ])('%s', (_name, rules, handed, now, verdict) => {
    expect(decide(rules, { handedOverMs: at(handed), nowMs: at(now) }).verdict).toBe(verdict);
  });

  test.each([
    // The clocks of Kyiv went back on 25 October 2026 and forward on 29 March 2026.
    ['back', '2026-10-20T10:00:00+03:00', '2026-11-03T23:59:59.999+02:00'],
    ['forward', '2026-03-20T10:00:00+02:00', '2026-04-03T23:59:59.999+03:00'],
  ])('the last day ends by the clock on the wall when clocks go %s', (_name, handed, last) => {
    const inputs = { timeZone: 'Europe/Kyiv', handedOverMs: at(handed) };
    expect(decide(ua, { ...inputs, nowMs: at(last) })).toMatchObject({
      verdict: 'allowed',
      deadlineMs: at(last),
    });
    expect(decide(ua, { ...inputs, nowMs: at(last) + 1 }).verdict).toBe('refused');
  });

  test('the same moment is one day in Moscow and another in Vladivostok', () => {
    const inputs = { handedOverMs: at('2026-11-09T20:00:00+03:00'), nowMs: at('2026-11-17T05:00:00+03:00') };
    expect(decide(ru, { ...inputs, timeZone: 'Europe/Moscow' }).verdict).toBe('refused');
    expect(decide(ru, { ...inputs, timeZone: 'Asia/Vladivostok' }).verdict).toBe('allowed');
  });
});

describe('a buyer who was not told in writing', () => {
  test.each([
    [
      'ru, the last day of three months',
      ru,
      '2026-08-09T10:00:00+03:00',
      '2026-11-09T23:59:00+03:00',
      'allowed',
    ],
    ['ru, one day more', ru, '2026-08-09T10:00:00+03:00', '2026-11-10T00:00:00+03:00', 'refused'],
    [
      'ru, 30 November has its last day in February',
      ru,
      '2026-11-30T10:00:00+03:00',
      '2027-02-28T23:59:00+03:00',
      'allowed',
    ],
    ['ru, and no day in March', ru, '2026-11-30T10:00:00+03:00', '2027-03-01T00:00:00+03:00', 'refused'],
    [
      'eu, fourteen days and twelve months',
      eu,
      '2026-01-01T10:00:00+03:00',
      '2027-01-15T23:59:00+03:00',
      'allowed',
    ],
    ['eu, one day more', eu, '2026-01-01T10:00:00+03:00', '2027-01-16T00:00:00+03:00', 'refused'],
  ])('%s', (_name, rules, handed, now, verdict) => {
    const found = decide(rules, { informed: false, handedOverMs: at(handed), nowMs: at(now) });
    expect(found.verdict).toBe(verdict);
    if (verdict === 'allowed') expect(found.rule).toBe('not-informed');
  });

  test('nobody knows whether they were told: a person between the terms, a no only after both', () => {
    const handedOverMs = at('2026-08-09T10:00:00+03:00');
    const on = (now: string) => decide(ru, { informed: null, handedOverMs, nowMs: at(now) });
    expect(on('2026-08-16T12:00:00+03:00')).toMatchObject({ verdict: 'allowed' });
    expect(on('2026-08-17T12:00:00+03:00')).toMatchObject({ verdict: 'person', rule: 'unknown-informed' });
    expect(on('2026-11-10T12:00:00+03:00')).toMatchObject({ verdict: 'refused', rule: 'too-late' });
  });
});

describe('goods of proper quality', () => {
  test('underwear bought at a distance can be returned in Russia, at a counter it cannot', () => {
    expect(decide(ru, { group: 'underwear' }).verdict).toBe('allowed');
    expect(decide(store, { group: 'underwear' })).toMatchObject({
      verdict: 'refused',
      rule: 'excluded-group',
    });
    expect(decide(store, { group: null })).toMatchObject({ verdict: 'person', rule: 'unknown-group' });
  });

  test.each([
    [{ used: true }, 'refused', 'used'],
    [{ used: null }, 'person', 'unknown-condition'],
    [{ madeToMeasure: true }, 'refused', 'made-to-measure'],
    [{ madeToMeasure: null }, 'person', 'unknown-group'],
    [{ handedOverMs: null }, 'person', 'unknown-delivery'],
    [{ handedOver: null, handedOverMs: null }, 'person', 'unknown-delivery'],
    [{ handedOver: false, handedOverMs: null, used: null }, 'allowed', 'before-handover'],
    [{ aboveLimit: true }, 'person', 'above-limit'],
    [{ aboveLimit: true, used: true }, 'refused', 'used'],
  ] as const)('%j in Russia: %s, %s', (given, verdict, rule) => {
    expect(decide(ru, given)).toMatchObject({ verdict, rule });
  });

  test('where use only lowers the worth, a person looks at it', () => {
    expect(decide(eu, { used: true })).toMatchObject({ verdict: 'person', rule: 'used' });
    expect(decide(eu, { used: null })).toMatchObject({ verdict: 'allowed' });
  });

  test('the money comes back by a date, the way back is named, an exchange only with something in stock', () => {
    const found = decide(ru, {});
    expect(found).toMatchObject({ whoPays: 'buyer', outcomes: ['refund', 'exchange'] });
    expect(found.refundByMs).toBe(at('2026-11-20T23:59:59.999+03:00'));
    expect(decide(ru, { exchangeable: false }).outcomes).toEqual(['refund']);
  });
});

describe('something is wrong with the goods', () => {
  test('neither the list nor the days bar a defect; the shop pays the way', () => {
    const late = {
      reason: 'defect' as const,
      group: 'underwear',
      used: true,
      nowMs: at('2027-01-30T12:00:00+03:00'),
    };
    for (const rules of [ru, store, ua, kz, eu]) {
      expect(decide(rules, late)).toMatchObject({ verdict: 'allowed', rule: 'defect', whoPays: 'seller' });
    }
    expect(new Set(decide(ru, late).outcomes)).toEqual(new Set(['exchange', 'repair', 'discount', 'refund']));
  });

  test('the last day of the warranty, and the day after: a person, never a no', () => {
    const on = (now: string) => decide(ru, { reason: 'defect', nowMs: at(now) });
    expect(on('2027-02-07T23:59:00+03:00').verdict).toBe('allowed');
    expect(on('2027-02-08T00:00:00+03:00')).toMatchObject({ verdict: 'person', rule: 'defect-too-old' });
    expect(on('2033-01-01T00:00:00+03:00').verdict).toBe('person');
  });

  test('without a photo a person looks; somebody else’s goods are not repaired', () => {
    expect(decide(ru, { reason: 'defect', shown: false })).toMatchObject({
      verdict: 'person',
      rule: 'not-shown',
    });
    expect(decide(ru, { reason: 'wrong-item' }).outcomes).not.toContain('repair');
  });
});

test('where no rules are known, everything goes to a person', () => {
  for (const reason of ['not-fit', 'not-liked', 'defect', 'wrong-item'] as const) {
    expect(decide(other, { reason, used: true })).toMatchObject({ verdict: 'person', rule: 'no-rules' });
  }
});

test('a shop’s own days where no rules are known are its promise', async () => {
  const own = await pack('other', 'days: 30');
  expect(decide(own, {}).verdict).toBe('allowed');
});

test('a decision names the pack and its version', async () => {
  expect(decide(ru, {}).pack).toEqual({ id: 'ru-distance', version: '2026-11-22' });
  const kind = await pack('ru-distance', 'days: 30\nversion: spring');
  expect(decide(kind, {}).pack).toEqual({ id: 'ru-distance', version: '2026-11-22+spring' });
});
