/** The life of a pairing, seen from outside: codes, connection, loss, logout, pairing again. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../../src/core/limits.ts';
import type { SessionState } from '../../../src/core/ports/channel.ts';
import { START_MS, startPhoneRig, type PhoneRig } from './phone-rig.ts';

const ANNA = '79161234567@c.us';
let rig: PhoneRig;
afterEach(() => rig.close());

const is = (state: SessionState['is']) => () => rig.adapter.session().is === state;

describe('pairing', () => {
  test('codes are shown until one is scanned, each as it changes', async () => {
    rig = await startPhoneRig({ paired: false });
    const codes: string[] = [];
    rig.adapter.watchSession((state) => state.is === 'pairing' && codes.push(state.code));
    await rig.open();
    await rig.until(is('pairing'), 'a code');
    rig.whatsapp.rotateCode();
    expect(new Set(codes).size).toBe(2);
    expect(rig.adapter.contactAddress?.()).toBeNull();
    rig.whatsapp.scan();
    expect(rig.adapter.session()).toMatchObject({ is: 'ready', number: '79990000000' });
    expect(rig.adapter.contactAddress?.()).toEqual({
      url: 'https://wa.me/79990000000?text={}',
      carries: 'text',
    });
  });

  test('a code that no longer changes is replaced by a new page', async () => {
    rig = await startPhoneRig({ paired: false });
    await rig.open();
    await rig.until(is('pairing'), 'a code');
    const before = rig.adapter.session();
    await rig.pass(LIMITS.linkedCodeMs + 1_000);
    await rig.until(is('pairing'), 'another code');
    expect(rig.adapter.session()).not.toEqual(before);
    expect(rig.whatsapp.running).toBe(1);
  });

  test('codes that nobody scans end after a while, and a person begins anew', async () => {
    rig = await startPhoneRig({ paired: false });
    await rig.open();
    for (let minute = 0; minute < 20 && rig.adapter.session().is !== 'logged-out'; minute += 1) {
      await rig.pass(60_000);
      rig.whatsapp.rotateCode();
    }
    expect(rig.adapter.session()).toMatchObject({ is: 'logged-out', reason: 'not-scanned' });
    await rig.until(() => rig.whatsapp.running === 0, 'the browser has ended');
    await rig.adapter.pairAgain();
    await rig.until(is('pairing'), 'a code again');
  });
});

describe('closing', () => {
  test('while it opens leaves no journal and no browser behind, and it can be opened again', async () => {
    rig = await startPhoneRig();
    const opening = rig.adapter.open(async () => {});
    await rig.adapter.close();
    await opening;
    expect(await rig.openJournals()).toBe(0);
    expect([rig.adapter.session().is, rig.whatsapp.running]).toEqual(['off', 0]);
    await rig.open();
    expect(await rig.openJournals()).toBeLessThanOrEqual(1);
    expect(rig.whatsapp.running).toBe(1);
  });

  test('while it opens and at once opening anew leaves the later one', async () => {
    rig = await startPhoneRig();
    const first = rig.adapter.open(async () => {});
    const closing = rig.adapter.close();
    const second = rig.open();
    await Promise.all([first, closing, second]);
    expect(await rig.openJournals()).toBeLessThanOrEqual(1);
    expect([rig.adapter.session().is, rig.whatsapp.running]).toEqual(['ready', 1]);
  });
});

describe('losing it', () => {
  test('a crashed browser comes back by itself', async () => {
    rig = await startPhoneRig();
    await rig.open();
    rig.whatsapp.crash();
    expect(rig.adapter.session().is).toBe('reconnecting');
    await rig.pass(LIMITS.linkedAgainFirstMs * 1.3);
    await rig.until(is('ready'), 'connected again');
  });

  test('a browser that is gone without a word is noticed by the first call that fails', async () => {
    rig = await startPhoneRig();
    await rig.open();
    rig.whatsapp.person(ANNA).text('привет');
    await rig.until(() => rig.events.length === 1, 'stored');
    rig.whatsapp.crash('unheard');
    expect(await rig.send(ANNA, { text: 'x' }, 'k')).toMatchObject({ kind: 'retry', scope: 'account' });
    await rig.until(is('reconnecting'), 'it is noticed');
    expect(rig.clock.now() - START_MS).toBeLessThan(LIMITS.linkedPulseMs);
  });

  test('tries are further and further apart, and end at ten minutes', async () => {
    rig = await startPhoneRig();
    rig.whatsapp.refuseStarts(1_000);
    await rig.adapter.open(async () => {});
    await rig.until(is('reconnecting'), 'the first try has failed');
    for (let hour = 0; hour < 3; hour += 1) await rig.pass(60 * 60_000);
    const waits = rig.log.lines
      .flatMap((line) => Number(/waitMs=(\d+)/.exec(line)?.[1] ?? NaN))
      .filter(Boolean);
    expect(waits[0]).toBeLessThan(LIMITS.linkedAgainFirstMs * 1.25);
    expect(waits[3]).toBeGreaterThan(waits[0]! * 4);
    expect(Math.max(...waits)).toBeLessThanOrEqual(LIMITS.linkedAgainLongestMs * 1.25);
    expect(waits.length).toBeLessThan(40);
    rig.whatsapp.refuseStarts(0);
    for (let turn = 0; turn < 4 && !is('ready')(); turn += 1)
      await rig.pass(LIMITS.linkedAgainLongestMs * 1.3);
    await rig.until(is('ready'), 'connected at last');
  });

  test('a page that answers nothing is loaded anew', async () => {
    rig = await startPhoneRig();
    await rig.open();
    rig.whatsapp.freeze();
    await rig.pass((LIMITS.linkedPulseMs + LIMITS.linkedPulseWaitMs + 1_000) * (LIMITS.linkedPulses + 1));
    await rig.pass(LIMITS.linkedAgainFirstMs * 2);
    await rig.until(is('ready'), 'connected again');
    expect(rig.whatsapp.running).toBe(1);
  });

  test('logged out on the phone: nothing is tried, sends say so, the old pairing is gone', async () => {
    rig = await startPhoneRig();
    await rig.open();
    rig.whatsapp.person(ANNA).text('привет');
    rig.whatsapp.unlink();
    expect(rig.adapter.session()).toMatchObject({ is: 'logged-out', reason: 'unlinked' });
    expect(await rig.send(ANNA, { text: 'x' }, 'k')).toEqual({ kind: 'broken', code: 'unlinked' });
    expect(rig.log.lines.some((line) => line.startsWith('error') && line.includes('pair it again'))).toBe(
      true,
    );
    await rig.pass(60 * 60_000);
    expect(rig.whatsapp.running).toBe(0);
    await rig.adapter.pairAgain();
    await rig.until(is('pairing'), 'a code');
  });

  test('a banned number says so', async () => {
    rig = await startPhoneRig();
    await rig.open();
    rig.whatsapp.ban();
    expect(rig.adapter.session()).toMatchObject({ is: 'logged-out', reason: 'banned' });
  });

  test('pairing again takes this device off the phone first', async () => {
    rig = await startPhoneRig();
    await rig.open();
    await rig.adapter.pairAgain();
    await rig.until(is('pairing'), 'a code');
    expect(rig.whatsapp.paired).toBe(false);
  });

  test('closing in every state leaves no page', async () => {
    for (const paired of [true, false]) {
      rig = await startPhoneRig({ paired });
      await rig.open();
      await rig.adapter.close();
      expect(rig.whatsapp.running).toBe(0);
      expect(rig.adapter.session()).toEqual({ is: 'off' });
      // And it can be opened again.
      await rig.open();
      await rig.until(is(paired ? 'ready' : 'pairing'), 'open again');
      if (paired) await rig.close();
    }
  });
});
