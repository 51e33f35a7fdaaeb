/** Ownership and the gate of speech, over every combination. */
import { describe, expect, test } from '@jest/globals';
import { array, assert, constantFrom, property } from 'fast-check';
import {
  changeOwner,
  emptyDialog,
  maySpeak,
  type Conversation,
  type Status,
} from '../../src/core/conversation.ts';

const at = 1_000;
const STATUSES: Status[] = [
  { is: 'bot' },
  { is: 'queued', sinceMs: at, reason: 'asked' },
  { is: 'assigned', operatorId: 1, sinceMs: at },
  { is: 'resolved', atMs: at },
];

const conversation = (status: Status, epoch = 3): Conversation => ({
  id: 1,
  publicId: 'p',
  account: 'talk:main',
  address: 'a',
  contactId: 1,
  name: '',
  verifiedPhone: null,
  status,
  priority: 2,
  epoch,
  version: 1,
  lastSeq: 0,
  locale: 'ru',
  localeChosen: false,
  reachable: true,
  caseId: null,
  dialog: emptyDialog(),
});

describe('changeOwner', () => {
  const allowed = [
    'bot→queued',
    'bot→assigned',
    'queued→assigned',
    'queued→bot',
    'queued→resolved',
    'assigned→queued',
    'assigned→assigned',
    'assigned→resolved',
    'assigned→bot',
    'resolved→bot',
    'resolved→assigned',
  ];
  test('allows eleven steps and refuses all others', () => {
    const found: string[] = [];
    for (const from of STATUSES) {
      for (const to of STATUSES) if (changeOwner(conversation(from), to)) found.push(`${from.is}→${to.is}`);
    }
    expect(found.toSorted()).toEqual(allowed.toSorted());
  });

  test('every step raises the epoch by one; a refused one changes nothing', () => {
    assert(
      property(array(constantFrom(...STATUSES), { maxLength: 30 }), (steps) => {
        let now = conversation({ is: 'bot' });
        for (const to of steps) {
          const next = changeOwner(now, to);
          if (!next) continue;
          expect(next.epoch).toBe(now.epoch + 1);
          expect(next.status).toEqual(to);
          now = next;
        }
      }),
    );
  });
});

describe('maySpeak', () => {
  test('the bot speaks only under the present owner, and only if that is the bot', () => {
    for (const { is: status } of STATUSES) {
      for (const madeUnder of [2, 3]) {
        const expected = status === 'bot' && madeUnder === 3 ? 'yes' : 'never';
        expect(maySpeak('bot', madeUnder, { status, epoch: 3 })).toBe(expected);
      }
    }
  });
  test("an operator's words always go out; notices wait for the bot or the end", () => {
    for (const { is: status } of STATUSES) {
      expect(maySpeak('operator', 1, { status, epoch: 3 })).toBe('yes');
      const expected = status === 'bot' || status === 'resolved' ? 'yes' : 'hold';
      expect(maySpeak('notice', 1, { status, epoch: 3 })).toBe(expected);
    }
  });
});
