/**
 * The part of the channel contract about customers' files: whatever the platform, the customer or somebody in between makes of
 * one, it ends as a copy of ours that is called what it is, or as the reason why there is none.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { systemRandom } from '../../src/core/clock.ts';
import type { IncomingMedia, Json } from '../../src/core/content.ts';
import type { ChannelAdapter } from '../../src/core/ports/channel.ts';
import { createMediaStore } from '../../src/media/media-store.ts';
import { createMediaTasks } from '../../src/media/media-task.ts';
import {
  withOpen,
  type ChannelRig,
  type FileHand,
  type SentFile,
  type Skip,
} from '../bots/support/channel-rig.ts';
import { eventually, PNG } from '../bots/support/test-deps.ts';

type Unless = (skip: Skip) => (title: string, run: () => Promise<void>) => void;

const LIMIT = 1_000;
/** What a file may be sent as; the platform says the same of it. */
const AS = {
  photo: { name: 'чек.jpg', mime: 'image/jpeg' },
  png: { name: 'a.png', mime: 'image/png' },
  pdf: { name: 'b.pdf', mime: 'application/pdf' },
};

/** Registers the tests; the rig is there once they run. */
export function describeFiles(rigOf: () => ChannelRig, unless: Unless): void {
  describe("customers' files", () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'channel-files-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    /** The customer sends it, and the adapter that was told of it is asked for its bytes. */
    const sending = (
      file: SentFile,
      run: (media: IncomingMedia, adapter: ChannelAdapter, hand: FileHand) => Promise<void>,
    ): Promise<void> => {
      const hand = rigOf().files;
      if (hand === undefined) throw new Error('the rig has no hand for files');
      return withOpen(rigOf(), 'usual', 0, async (_stored, adapter, events) => {
        const media = (): IncomingMedia | undefined =>
          events.flatMap((event) => (event.type === 'message' ? (event.content.media ?? []) : [])).at(0);
        hand.sends(file);
        await eventually(() => media() !== undefined, 'the file is told of');
        await run(media()!, adapter, hand);
      });
    };
    const kept = async (media: IncomingMedia, adapter: ChannelAdapter): Promise<unknown> => {
      const account = 'telegram:main' as const;
      const store = await createMediaStore({ folder, random: systemRandom, fileBytes: LIMIT });
      const handler = createMediaTasks(new Map([[account, adapter]]), store)['media.fetch']!;
      const input = { messageId: 'm', index: 0, account, media } as unknown as Json;
      const identity = { account, address: 'x', locale: 'ru' as const, verifiedPhone: null };
      const task = { id: 1, conversationId: 1, kind: 'media.fetch', key: 'k', input, attempt: 1, identity };
      const outcome = await handler(task, AbortSignal.timeout(60_000));
      if ('retry' in outcome) return outcome;
      return outcome.ok ? (outcome.value as { media: unknown }).media : outcome;
    };
    const without = ({ bytes: _bytes, ...media }: IncomingMedia): IncomingMedia => media;

    const files = unless('files');
    const downloads = unless('downloads');

    files('what it is called and what it is are two things: only the bytes say what we keep', async () => {
      const lies: [SentFile, { mime: string; file: string }][] = [
        [
          { bytes: PNG, as: 'photo', ...AS.png },
          { mime: 'image/png', file: '.png' },
        ],
        [
          { bytes: Buffer.from('%PDF-1.7 x'), as: 'file', ...AS.photo },
          { mime: 'application/pdf', file: '.pdf' },
        ],
        [
          { bytes: Buffer.from('<!doctype html><script>alert(1)</script>'), as: 'photo', ...AS.png },
          { mime: 'application/octet-stream', file: '.bin' },
        ],
        [
          { bytes: PNG, as: 'file', ...AS.pdf },
          { mime: 'image/png', file: '.png' },
        ],
      ];
      for (const [file, is] of lies) {
        await sending(file, async (media, adapter) => {
          expect(await kept(media, adapter)).toMatchObject({
            mime: is.mime,
            bytes: file.bytes.byteLength,
            file: expect.stringMatching(new RegExp(`^[\\w-]{22}\\${is.file}$`)),
          });
        });
      }
    });

    files('too large as the platform says itself: not one byte is asked for', async () => {
      await sending({ bytes: Buffer.alloc(LIMIT + 1, 1), as: 'file', ...AS.pdf }, async (media, adapter) => {
        expect(await adapter.fetchMedia(media, LIMIT)).toEqual({ ok: false, reason: 'too-large' });
        expect(await readdir(folder)).toEqual([]);
      });
    });

    files('an empty one is told as one that is not there', async () => {
      await sending({ bytes: Buffer.alloc(0), as: 'file', ...AS.pdf }, async (media, adapter) => {
        expect(await kept(media, adapter)).toEqual({ missing: 'gone' });
        expect(await readdir(folder)).toEqual([]);
      });
    });

    downloads('too large although nobody said so: by the answer, and by its bytes alone', async () => {
      await sending({ bytes: PNG, as: 'photo', ...AS.png }, async (media, adapter, hand) => {
        hand.meets!({ status: 200, body: 'x', headers: { 'content-length': '5000000000' } });
        expect(await adapter.fetchMedia(without(media), LIMIT)).toEqual({ ok: false, reason: 'too-large' });
        hand.meets!({ drop: 'endless' });
        expect(await adapter.fetchMedia(without(media), LIMIT)).toEqual({ ok: false, reason: 'too-large' });
      });
    });

    files(
      'one that never comes, or comes drop by drop for ever, is given up and asked for later',
      async () => {
        await sending({ bytes: PNG, as: 'photo', ...AS.png }, async (media, adapter, hand) => {
          if (hand.meets === undefined) hand.hangs?.();
          else hand.meets({ drop: 'hang' });
          expect(await kept(media, adapter)).toEqual({ retry: 'unavailable' });
          if (hand.meets === undefined) return;
          hand.meets({ drop: 'trickle', body: 'x'.repeat(900) });
          expect(await kept(media, adapter)).toEqual({ retry: 'unavailable' });
        });
      },
    );

    downloads('one that breaks off is not half a file', async () => {
      await sending({ bytes: PNG, as: 'photo', ...AS.png }, async (media, adapter, hand) => {
        hand.meets!({ drop: 'mid', body: 'x'.repeat(500) });
        expect(await kept(media, adapter)).toEqual({ retry: 'unavailable' });
        hand.meets!({ status: 503, body: 'no' });
        expect(await kept(media, adapter)).toEqual({ retry: 'unavailable' });
        expect(await readdir(folder)).toEqual([]);
      });
    });

    downloads('a redirect inside, and an address that is not the platform’s, are never asked', async () => {
      await withInner(async (inner, asked) => {
        await sending({ bytes: PNG, as: 'photo', ...AS.png }, async (media, adapter, hand) => {
          for (const location of [
            inner,
            inner.replace('127.0.0.1', 'localhost'),
            'http://169.254.169.254/x',
          ]) {
            hand.meets!({ status: 302, body: 'moved', headers: { location } });
            expect(await kept(media, adapter)).toEqual({ retry: 'unavailable' });
          }
          for (const url of [inner, 'https://evil.example/a.jpg', 'file:///etc/passwd']) {
            const named = hand.named!(url, media);
            expect((await adapter.fetchMedia(named, LIMIT)).ok).toBe(false);
          }
          // Nothing else stood in the way.
          expect(await adapter.fetchMedia(media, LIMIT)).toMatchObject({ ok: true });
        });
        expect(asked()).toBe(0);
      });
    });
  });
}

/** A service of the inner network, and how often somebody came by. */
async function withInner(run: (url: string, asked: () => number) => Promise<void>): Promise<void> {
  let asked = 0;
  const inner = createServer((_request, response) => {
    asked += 1;
    response.end('the secret of the inner service');
  });
  await new Promise<void>((resolve) => void inner.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${(inner.address() as AddressInfo).port}/meta`, () => asked);
  } finally {
    inner.closeAllConnections();
    await new Promise((resolve) => inner.close(resolve));
  }
}
