/** Every status of the platform, through a real call: what becomes of the message, and how often it was tried. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { SendResult } from '../../../src/core/ports/channel.ts';
import { openViberRig, type ViberRig } from './viber-rig.ts';

let rig: ViberRig;

beforeAll(async () => {
  rig = await openViberRig();
  rig.phone.text('привіт');
});

afterAll(() => rig.close());
beforeEach(() => rig.emulator.clearFaults());

const LATER = { kind: 'retry', scope: 'account' } as const;
const refused = (code: string): SendResult => ({ kind: 'refused', code, unreachable: false });
const gone = (code: string): SendResult => ({ kind: 'refused', code, unreachable: true });
const broken = (code: string): SendResult => ({ kind: 'broken', code });

test.each<[number, string, Partial<SendResult>]>([
  [0, 'ok', { kind: 'sent' }],
  [1, 'invalidUrl', LATER],
  [2, 'invalidAuthToken', broken('invalid-auth-token')],
  [3, 'badData', refused('bad-data')],
  [4, 'missingData', refused('missing-data')],
  [5, 'receiverNotRegistered', gone('receiver-not-registered')],
  [6, 'receiverNotSubscribed', gone('receiver-not-subscribed')],
  [7, 'publicAccountBlocked', broken('account-blocked')],
  [8, 'publicAccountNotFound', broken('account-not-found')],
  [9, 'publicAccountSuspended', broken('account-suspended')],
  [10, 'webhookNotSet', LATER],
  [11, 'receiverNoSuitableDevice', refused('no-suitable-device')],
  [12, 'tooManyRequests', LATER],
  [13, 'apiVersionNotSupported', refused('api-version-not-supported')],
  [14, 'incompatibleWithVersion', refused('incompatible-with-version')],
  [15, 'publicAccountNotAuthorized', broken('account-not-authorized')],
  [16, 'inchatReplyMessageNotAllowed', refused('inline-reply-not-allowed')],
  [17, 'publicAccountIsNotInline', refused('account-not-inline')],
  [18, 'noPublicChat', refused('no-public-chat')],
  [19, 'cannotSendBroadcast', refused('cannot-send-broadcast')],
  [20, 'broadcastNotAllowed', refused('broadcast-not-allowed')],
  [21, 'unsupportedCountry', refused('unsupported-country')],
  [22, 'paymentUnsupported', refused('payment-unsupported')],
  [23, 'freeMessagesExceeded', broken('free-messages-exceeded')],
  [24, 'noBalance', broken('no-balance')],
  [99, 'generalError', { kind: 'retry', scope: 'chat', afterMs: 0 }],
  [-1, 'something new', { kind: 'retry', scope: 'chat', afterMs: 0 }],
])('%d %s', async (status, words, expected) => {
  const before = callCount();
  rig.emulator.fault({
    method: 'send_message',
    body: { status, status_message: words, message_token: '5912661846655238145' },
    times: 9,
  });
  const [result] = await rig.say({ text: 'x' });
  expect(result).toMatchObject(expected);
  // Once, and once more in plainer words for an app that is too old.
  expect(callCount() - before).toBe(status === 13 || status === 14 ? 2 : 1);
});

test('too many at the gate, or their servers down: later; no status at all: nobody knows', async () => {
  rig.emulator.fault({ method: 'send_message', status: 429, body: 'slow down' });
  expect(await rig.say({ text: 'x' })).toMatchObject([LATER]);
  rig.emulator.fault({ method: 'send_message', status: 500, body: { status: 99 } });
  expect(await rig.say({ text: 'x' })).toMatchObject([LATER]);
  rig.emulator.fault({ method: 'send_message', status: 500, body: { error: 'internal' } });
  expect(await rig.say({ text: 'x' })).toMatchObject([{ kind: 'unknown' }]);
  rig.emulator.fault({ method: 'send_message', status: 200, body: { message_token: 1 } });
  expect(await rig.say({ text: 'x' })).toMatchObject([{ kind: 'unknown' }]);
});

function callCount(): number {
  return rig.emulator.calls().filter(({ method }) => method === 'send_message').length;
}
