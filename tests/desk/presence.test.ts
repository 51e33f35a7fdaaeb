import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { Operator } from '../../src/core/ports/desk-store.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createPresence, presenceOf } from '../../src/desk/presence.ts';
import { createManualClock } from '../support/manual-clock.ts';

const anna: Operator = {
  id: 1,
  publicId: 'anna',
  login: 'anna',
  name: 'Анна',
  role: 'operator',
  locale: 'ru',
  maxLoad: 8,
  load: 1,
  onDuty: true,
  lastSeenMs: 1_000_000,
  disabled: false,
};

describe('where somebody is', () => {
  test('here, then gone with a countdown, then away', () => {
    const at = (silentMs: number) => presenceOf(anna, 1_000_000 + silentMs);
    expect(at(LIMITS.presenceHereMs)).toEqual({ presence: 'here' });
    const releasesAtMs = 1_000_000 + LIMITS.presenceGraceMs;
    expect(at(LIMITS.presenceHereMs + 1)).toEqual({ presence: 'gone', releasesAtMs });
    expect(at(LIMITS.presenceGraceMs - 1)).toEqual({ presence: 'gone', releasesAtMs });
    expect(at(LIMITS.presenceGraceMs)).toEqual({ presence: 'away' });
    expect(presenceOf({ ...anna, lastSeenMs: null }, 0)).toEqual({ presence: 'away' });
    expect(presenceOf({ ...anna, disabled: true }, 1_000_000)).toEqual({ presence: 'away' });
  });
});

describe('the sweep', () => {
  function open() {
    const clock = createManualClock(1_000_000);
    const asked: number[] = [];
    const touched: number[] = [];
    const given: string[] = [];
    const presence = createPresence({
      store: {
        touchPresence: async (_id, nowMs) => void touched.push(nowMs),
        readAbandoned: async (beforeMs) => {
          asked.push(beforeMs);
          return [{ conversationId: 7, operatorId: 1, epoch: 3 }];
        },
        listConversations: async () => [],
      },
      door: {
        async command(conversationId, operatorId, command, clientId) {
          given.push(
            `${JSON.stringify(conversationId)} ${operatorId} ${JSON.stringify(command)} ${clientId}`,
          );
          return { kind: 'done', outcome: { ok: true } };
        },
      },
      clock,
      log: silentLog,
    });
    return { clock, presence, asked, touched, given };
  }

  test('gives consoles the whole grace after a start', async () => {
    const { clock, presence, asked } = open();
    expect(await presence.sweep()).toBe(0);
    clock.advance(LIMITS.presenceGraceMs - 1);
    expect(await presence.sweep()).toBe(0);
    clock.advance(1);
    expect(await presence.sweep()).toBe(1);
    expect(asked).toEqual([clock.now() - LIMITS.presenceGraceMs]);
  });

  test('names each loss once, so that a repeat is no second command', async () => {
    const { clock, presence, given } = open();
    clock.advance(LIMITS.presenceGraceMs);
    await presence.sweep();
    await presence.sweep();
    expect(new Set(given)).toEqual(new Set(['7 null {"do":"operator-gone","operatorId":1} gone:7:3']));
  });

  test('runs by itself until it is stopped', async () => {
    const { clock, presence, asked } = open();
    presence.start();
    for (let round = 0; round < 40; round += 1) {
      clock.advance(LIMITS.presenceSweepMs);
      for (let spin = 0; spin < 10; spin += 1) await Promise.resolve();
    }
    expect(asked.length).toBeGreaterThan(15);
    presence.stop();
    const before = asked.length;
    clock.advance(LIMITS.presenceSweepMs * 10);
    expect(asked).toHaveLength(before);
  });

  test('beats are written at most every few seconds', async () => {
    const { clock, presence, touched } = open();
    for (let second = 0; second < 60; second += 1) {
      await presence.beat(1);
      clock.advance(1_000);
    }
    expect(touched).toHaveLength(Math.ceil(60_000 / LIMITS.touchEveryMs));
  });
});
