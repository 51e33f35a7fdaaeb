/** What Meta tells of its limits in a header of its answers: noticed, told in words, and waited for. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Phone } from '../../../bots/whatsapp/emulator/phone.ts';
import { createRecordingLog } from '../support/test-deps.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createUsageWatch, USAGE_HEADER, usageNotes } from '../../../bots/whatsapp/usage.ts';
import { PERSON, startRig, type WhatsAppRig } from './rig.ts';

let rig: WhatsAppRig;
let phone: Phone;
let log: ReturnType<typeof createRecordingLog>;

beforeEach(async () => {
  log = createRecordingLog();
  rig = await startRig({ deps: { log } });
  phone = rig.emulator.user(PERSON);
  phone.text('привет');
});
afterEach(() => rig.close());

const uses = (call_count: number, minutes = 0): void => {
  rig.emulator.world.usage = {
    [rig.emulator.businessId]: [
      {
        type: 'messaging',
        call_count,
        total_cputime: 3,
        total_time: 5,
        estimated_time_to_regain_access: minutes,
      },
    ],
  };
};
const send = (text: string) =>
  rig.adapter.send(phone.chat.person.userId, rig.adapter.render({ text })[0]!, text);
const warnings = () => log.lines.filter((line) => JSON.stringify(line).includes('few calls'));

test('is no news below 95 %, a warning above, once, and gone with the pressure', async () => {
  uses(94);
  await send('1');
  expect(rig.adapter.notes?.()).toEqual([]);
  uses(95);
  await send('2');
  await send('3');
  expect(rig.adapter.notes?.()).toMatchObject([
    { level: 'warn', code: 'usage.high', values: { percent: 95 } },
  ]);
  expect(warnings()).toHaveLength(1);
  const codes = (await rig.adapter.check()).map((finding) => 'code' in finding && finding.code);
  expect(codes).toContain('usage.high');
  uses(40);
  await send('4');
  expect(rig.adapter.notes?.()).toEqual([]);
});

test('used up, a refusal waits as long as Meta says, and the desk reads for how long', async () => {
  const { businessId } = rig.emulator;
  const usage = { [businessId]: [{ call_count: 100, estimated_time_to_regain_access: 7 }] };
  rig.emulator.fault({
    method: 'messages',
    status: 400,
    body: { error: { code: 80007, message: 'Rate limit issues' } },
    headers: { [USAGE_HEADER]: JSON.stringify(usage) },
  });
  const result = await send('1');
  expect(result).toMatchObject({ kind: 'retry', scope: 'account', reason: 'business-rate' });
  // The clock of the test is twenty times as fast as ours.
  const afterMs = result.kind === 'retry' ? result.afterMs : 0;
  expect(afterMs).toBeGreaterThan(5 * 60_000);
  expect(afterMs).toBeLessThanOrEqual(7 * 60_000);
  const [note] = rig.adapter.notes?.() ?? [];
  expect(note).toMatchObject({ level: 'error', code: 'usage.spent', values: { percent: 100 } });
});

test.each([
  undefined,
  '',
  'no JSON',
  '[]',
  '{}',
  '{"1":[]}',
  '{"1":{"call_count":99}}',
  '{"1":[{"call_count":"99"}]}',
  ['a', 'b'],
])('a header that says nothing we can read changes nothing: %j', (header) => {
  const watch = createUsageWatch(createManualClock(0), () => expect(true).toBe(false));
  watch.saw(header);
  expect(usageNotes(watch.now())).toEqual([]);
});
