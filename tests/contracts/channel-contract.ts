/**
 * What every messenger adapter must do, run against its own emulator over real HTTP. An adapter's test gives a rig that speaks
 * for the platform; a platform that lacks something says so in `skips`, with the reason, and docs/channels lists it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { RenderableContent } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ChannelAdapter, SendResult } from '../../src/core/ports/channel.ts';
import { eventually } from '../bots/support/test-deps.ts';
import {
  withOpen,
  type ChannelContract,
  type ChannelRig,
  type Shown,
  type Signature,
  type Skip,
} from '../bots/support/channel-rig.ts';
import { ODD_TEXTS, strangerTo } from '../bots/support/channel-samples.ts';
import { describeChoices } from './channel-choices.ts';
import { describeFiles } from './channel-files.ts';
import { describeIncoming } from './channel-incoming.ts';

/** Registers the suite. */
export function describeChannel(contract: ChannelContract): void {
  const { name, skips } = contract;
  /** What a platform does not have is left out, and said at the end of every run. */
  const unless =
    (skip: Skip) =>
    (title: string, run: () => Promise<void>): void =>
      skips[skip] === undefined ? test(title, run) : test.skip(`${title} (${skips[skip]})`, run);
  let rig: ChannelRig;
  let adapter: ChannelAdapter;
  let keys = 0;
  // A key is one part's: where a platform goes by it, the same key twice would be one message.
  const nextKey = (): string => `key-${(keys += 1)}`;

  const sendAll = async (content: RenderableContent): Promise<SendResult[]> => {
    const results: SendResult[] = [];
    for (const part of adapter.render(content)) {
      results.push(await adapter.send(rig.address, part, nextKey()));
    }
    return results;
  };
  const showing = async (content: RenderableContent): Promise<Shown[]> => {
    const before = rig.shown().length;
    const results = await sendAll(content);
    expect(results.map((result) => result.kind)).toEqual(results.map(() => 'sent'));
    return rig.shown().slice(before);
  };
  const sendOne = async (text = 'hello'): Promise<SendResult> => {
    const [part] = adapter.render({ text });
    return adapter.send(rig.address, part!, nextKey());
  };
  const receive = (body: string | Uint8Array, signature: Signature = 'right') => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    return rig.read === undefined ? adapter.receive(rig.sign(bytes, signature)) : rig.read(bytes);
  };

  describe(`${name} as a channel`, () => {
    beforeAll(async () => {
      rig = await contract.start();
      adapter = rig.adapter();
      if (rig.connected !== undefined) {
        await adapter.open(async () => {});
        await rig.connected(adapter);
      }
      rig.greet();
    });
    afterEach(() => rig.calm());
    afterAll(async () => {
      await adapter.close();
      await rig.close();
    });

    describeIncoming(contract.recordings, receive, skips.webhook);

    describe('intake over HTTP', () => {
      test('what a customer writes reaches the sink, and comes again until it is stored', async () => {
        await withOpen(rig, 'usual', 1, async (stored) => {
          rig.says('не потеряйся');
          await eventually(() => stored('не потеряйся').length > 0, 'the message is stored');
          const [first] = stored('не потеряйся');
          expect(first).toMatchObject({ type: 'message', address: rig.address });
          // Asked for until it comes: the platform may not have read our answer to the first one yet.
          await eventually(() => {
            rig.redeliver();
            return stored('не потеряйся').length > 1;
          }, 'the repeat is stored');
          expect(stored('не потеряйся')[1]!.externalId).toBe(first!.externalId);
        });
      });

      unless('poll')('the same by long poll', async () => {
        await withOpen(rig, 'other-mode', 2, async (stored, opened) => {
          rig.says('раз');
          rig.says('два');
          await eventually(
            () => stored('раз').length > 0 && stored('два').length > 0,
            'both messages are stored',
          );
          expect([stored('раз').length, stored('два').length]).toEqual([1, 1]);
          expect(opened.receive(rig.sign(Buffer.from('{}'), 'right'))).toMatchObject({ ok: false });
        });
      });
    });

    describeFiles(() => rig, unless);

    describe('what goes out', () => {
      test.each(Object.entries(ODD_TEXTS))('%s arrive unharmed', async (_name, text) => {
        expect((await showing({ text, format: 'plain' })).map((shown) => shown.text)).toEqual([text]);
      });

      test('style marks never reach the eye as marks', async () => {
        const [shown] = await showing({ text: 'a **b** _c_ `d` \\*e' });
        expect(shown!.text).toContain('a b c d *e');
      });

      test('a text at the limit is one message, one over is split and whole', async () => {
        const words = 'слово '.repeat(Math.ceil(adapter.facts.textMax / 6));
        const atLimit = `${words.slice(0, adapter.facts.textMax - 1)}.`;
        expect(await showing({ text: atLimit, format: 'plain' })).toMatchObject([{ text: atLimit }]);
        const over = await showing({ text: `${atLimit}!`, format: 'plain' });
        expect(over.length).toBe(2);
        expect(
          over
            .map((shown) => shown.text)
            .join('')
            .replaceAll(/\s/g, ''),
        ).toBe(`${atLimit}!`.replaceAll(/\s/g, ''));
      });

      test('a text of any size stays within the parts of one message', () => {
        const parts = adapter.render({ text: 'ё'.repeat(200_000), format: 'plain' });
        expect(parts.length).toBeLessThanOrEqual(LIMITS.partsPerMessage);
      });

      test('as many buttons as we offer are shown, and their labels whole', async () => {
        const labels = Array.from(
          { length: LIMITS.buttonsPerMessage },
          (_, index) => `Вариант ${index} <&> 🙂`,
        );
        const shown = await showing({
          text: 'Что выбрать?',
          buttons: labels.map((label, index) => ({
            kind: 'reply',
            label,
            token: `AAAAAAAAAAAAAAAAAAAAAA.${index}`,
          })),
        });
        expect(shown.flatMap((message) => message.buttons)).toEqual(labels);
      });

      describeChoices({ facts: () => adapter.facts, showing, sendAll });

      test('every kind of button together', async () => {
        const shown = await showing({
          text: 'Как вас найти?',
          buttons: [
            { kind: 'reply', label: 'Потом', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' },
            { kind: 'url', label: 'Сайт', url: 'https://shop.example/' },
            ...(adapter.facts.sharePhone ? [{ kind: 'share-phone' as const, label: 'Номер' }] : []),
            ...(adapter.facts.shareLocation ? [{ kind: 'share-location' as const, label: 'Место' }] : []),
          ],
        });
        const labels = shown.flatMap((message) => message.buttons);
        expect(labels).toEqual(expect.arrayContaining(['Потом', 'Сайт']));
        if (adapter.facts.sharePhone) expect(labels).toContain('Номер');
        if (adapter.facts.shareLocation) expect(labels).toContain('Место');
      });

      unless('media-out')('a picture goes out with its words', async () => {
        const media = {
          kind: 'photo' as const,
          file: 'sample.png',
          name: 'чек 1.png',
          mime: 'image/png',
          bytes: 68,
        };
        const shown = await showing({ text: 'Ваш **чек**', media });
        expect(shown[0]!.hasMedia).toBe(true);
        expect(shown.map((message) => message.text).join('')).toContain('Ваш чек');
        const missing = await sendAll({ media: { ...media, file: 'gone.png' } });
        if (missing[0]!.kind !== 'sent')
          expect(missing[0]).toMatchObject({ kind: 'refused', unreachable: false });
      });

      unless('captions')('a caption at the limit stays with its picture, one over goes apart', async () => {
        const media = {
          kind: 'photo' as const,
          file: 'sample.png',
          name: 'a.png',
          mime: 'image/png',
          bytes: 68,
        };
        const caption = 'я'.repeat(adapter.facts.captionMax);
        expect(await showing({ text: caption, format: 'plain', media })).toMatchObject([
          { text: caption, hasMedia: true },
        ]);
        const apart = await showing({ text: `${caption}!`, format: 'plain', media });
        expect(apart).toMatchObject([{ hasMedia: true }, { text: `${caption}!`, hasMedia: false }]);
      });

      test('nothing to say is no part', () => {
        expect(adapter.render({})).toEqual([]);
        expect(adapter.render({ text: ' \n ', format: 'plain' })).toEqual([]);
      });

      test('rendering is pure, and a part survives being stored as JSON', async () => {
        const content: RenderableContent = { text: '**a** [b](https://shop.example/)' };
        const parts = adapter.render(content);
        expect(adapter.render(content)).toEqual(parts);
        expect(JSON.parse(JSON.stringify(parts))).toEqual(parts);
      });
    });

    describe('when sending fails', () => {
      unless('flood')('too many requests: later, this chat or account', async () => {
        rig.trouble('too-many');
        const result = await sendOne();
        expect(result).toMatchObject({ kind: 'retry' });
        if (result.kind === 'retry') {
          expect(result.afterMs).toBeGreaterThanOrEqual(skips['retry-hint'] === undefined ? 7_000 : 1);
          expect(result.afterMs).toBeLessThanOrEqual(LIMITS.retryAfterMs);
        }
      });

      unless('server-error')('a server error is tried again or unknown', async () => {
        rig.trouble('server-error');
        expect(['retry', 'unknown']).toContain((await sendOne()).kind);
      });

      test.each(['gateway-page', 'reset', 'cut-answer', 'silence'] as const)(
        '%s: nobody knows',
        async (trouble) => {
          rig.trouble(trouble);
          expect(await sendOne()).toMatchObject({ kind: 'unknown' });
        },
      );

      test('a cut answer: the customer has it all the same', async () => {
        const before = rig.shown().length;
        rig.trouble('cut-answer');
        await sendOne('дошло');
        expect(rig.shown().slice(before)).toMatchObject([{ text: 'дошло' }]);
      });

      test('no connection: certainly not sent', async () => {
        const unreachable = rig.adapter('unreachable');
        const [part] = unreachable.render({ text: 'x' });
        expect(await unreachable.send(rig.address, part!, nextKey())).toMatchObject({
          kind: 'retry',
          scope: 'account',
        });
        await unreachable.close();
      });

      unless('blocked')('a customer who has blocked us is unreachable', async () => {
        rig.trouble('blocked');
        expect(await sendOne()).toMatchObject({ kind: 'refused', unreachable: true });
      });

      test('a stranger who never wrote is refused', async () => {
        const [part] = adapter.render({ text: 'x' });
        expect(await adapter.send(strangerTo(rig.address), part!, nextKey())).toMatchObject({
          kind: 'refused',
        });
      });

      test('a revoked token breaks the account', async () => {
        rig.trouble('bad-token');
        expect(await sendOne()).toMatchObject({ kind: 'broken' });
      });

      test('a part that is not ours is refused', async () => {
        for (const body of [null, 7, 'x', [], {}, { method: 'deleteWebhook', payload: {} }]) {
          expect(await adapter.send(rig.address, { kind: 'message', body }, nextKey())).toMatchObject({
            kind: 'refused',
          });
        }
      });
    });

    test('its page names what the platform lacks', () => {
      const page = readFileSync(`docs/channels/${adapter.facts.platform}.md`, 'utf8');
      for (const reason of Object.values(skips)) expect(page).toContain(reason);
    });

    test('the check says what is so', async () => {
      const findings = await adapter.check();
      expect(findings.length).toBeGreaterThan(0);
      rig.trouble('bad-token');
      expect((await adapter.check()).some((finding) => finding.level === 'error')).toBe(true);
    });

    test('says whether the platform answers at all, where it can be asked', async () => {
      if (!adapter.answers) return;
      expect(await adapter.answers()).toBe(true);
      const unreachable = rig.adapter('unreachable');
      expect(await unreachable.answers?.()).toBe(false);
      await unreachable.close();
      // A refusal is an answer.
      rig.trouble('bad-token');
      expect(await adapter.answers()).toBe(true);
    });

    test('signals and files never throw', async () => {
      adapter.signal(rig.address, { kind: 'typing' });
      adapter.signal(rig.address, { kind: 'tap-answered', tapId: 'no-such-tap' });
      for (const ref of [
        'no-such-file',
        'http://127.0.0.1:1/x',
        'http://169.254.169.254/latest/meta-data',
        '../../etc',
      ]) {
        expect(await adapter.fetchMedia({ kind: 'photo', ref }, 1_000)).toMatchObject({ ok: false });
      }
    });

    test('closing leaves no wait and no connection, and no secret is in any log line', async () => {
      await adapter.close();
      expect(rig.openWaits()).toBe(0);
      await eventually(async () => (await rig.openSockets()) === 0, 'every connection is closed');
      for (const line of rig.logLines()) for (const secret of rig.secrets) expect(line).not.toContain(secret);
    });
  });
}
