/** The half of the channel contract about webhook calls: what is understood, what is refused, that nothing throws. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { LIMITS } from '../../src/core/limits.ts';
import type { Intake } from '../../src/core/ports/channel.ts';
import type { Signature } from '../bots/support/channel-rig.ts';
import { idsOf, JUNK, recordingsIn, replaceField } from '../bots/support/channel-samples.ts';

export type Receive = (body: string | Uint8Array, signature?: Signature) => Intake;

/** Registers the tests; `receive` signs a body and hands it to the adapter. */
export function describeIncoming(recordings: string, receive: Receive, noWebhook: string | undefined): void {
  const signed = (title: string, run: () => void): void =>
    noWebhook === undefined ? test(title, run) : test.skip(`${title} (${noWebhook})`, run);
  describe('what comes in', () => {
    test.each(recordingsIn(recordings))('recording: %s', (_name, body, expected) => {
      const intake = receive(body);
      expect(intake.ok).toBe(true);
      if (intake.ok) expect(intake.updates.map((update) => update.event)).toMatchObject(expected);
    });

    test.each(recordingsIn(recordings))('the same update twice has one id: %s', (_name, body) => {
      const ids = [receive(body), receive(body)].map((intake) => (intake.ok ? idsOf(intake.updates) : null));
      expect(ids[0]).not.toBeNull();
      expect(ids[0]).toEqual(ids[1]);
    });

    test('different updates have different ids', () => {
      const ids = recordingsIn(recordings).flatMap(([, body]) => {
        const intake = receive(body);
        return intake.ok ? idsOf(intake.updates) : [];
      });
      expect(new Set(ids).size).toBe(ids.length);
    });

    for (const signature of ['wrong', 'missing', 'prefix', 'longer'] as const) {
      signed(`a ${signature} signature is refused`, () => {
        const [, body] = recordingsIn(recordings)[0]!;
        const intake = receive(body, signature);
        expect(intake).toMatchObject({ ok: false });
        if (!intake.ok) expect([401, 403]).toContain(intake.status);
      });
    }

    test.each(Object.entries(JUNK))('junk is refused or ignored: %s', (_name, body) => {
      const intake = receive(body);
      if (intake.ok) expect(intake.updates.every(({ event }) => event.type === 'unknown')).toBe(true);
      else expect(intake.status).toBeGreaterThanOrEqual(400);
    });

    signed('a body over the bound is refused', () => {
      const [, body] = recordingsIn(recordings)[0]!;
      const large = Buffer.concat([Buffer.from(body), Buffer.alloc(LIMITS.webhookBatchBytes, 0x20)]);
      expect(receive(large)).toMatchObject({ ok: false, status: 413 });
    });

    test('a recording with any of its fields replaced by anything never throws', () => {
      const bodies = recordingsIn(recordings).map(([, body]) => body);
      fc.assert(
        fc.property(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue(), (body, at, value) => {
          const intake = receive(replaceField(body, at, value));
          if (intake.ok) for (const { event } of intake.updates) expect(event.address).not.toBe('');
        }),
        { numRuns: 500 },
      );
    });

    test('a recording cut anywhere never throws', () => {
      for (const [, body] of recordingsIn(recordings)) {
        for (let at = 0; at < body.length; at += 7) expect(() => receive(body.slice(0, at))).not.toThrow();
      }
    });
  });
}
