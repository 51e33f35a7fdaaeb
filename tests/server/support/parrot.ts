/** A small messenger for tests of the server: JSON webhooks guarded by a secret header, and a memory of what it was sent. */
import { timingSafeEqual } from 'node:crypto';
import type { Json, Part } from '../../../src/core/content.ts';
import type { ChannelAdapter, Intake } from '../../../src/core/ports/channel.ts';
import type { AccountId } from '../../../src/core/ids.ts';

export interface Parrot extends ChannelAdapter {
  secret: string;
  sent: { address: string; body: Json }[];
}

export function createParrot(account: AccountId = 'parrot:main', secret = 'a-secret-of-the-parrot'): Parrot {
  const sent: Parrot['sent'] = [];
  return {
    account,
    secret,
    sent,
    facts: {
      platform: 'parrot',
      textMax: 4096,
      captionMax: 1024,
      buttonsMax: 8,
      listMax: 0,
      cardsMax: 0,
      buttonLabelMax: 64,
      payloadMax: 64,
      media: { photoBytesMax: 10_000_000, documentBytesMax: 50_000_000, downloadBytesMax: 20_000_000 },
      receipts: 'none',
      settlesMs: null,
      replyWindowMs: null,
      edit: false,
      typing: false,
      sharePhone: false,
      shareLocation: false,
      chatPauseMs: 0,
      intake: 'webhook',
    },
    open: async () => {},
    close: async () => {},
    receive({ method, headers, body }): Intake {
      if (method !== 'POST') return { ok: false, status: 405, reason: 'updates are posted' };
      const given = Buffer.from(headers['x-parrot-secret'] ?? '');
      const wanted = Buffer.from(secret);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        return { ok: false, status: 401, reason: 'secret' };
      }
      const text = Buffer.from(body).toString('utf8');
      try {
        const update = JSON.parse(text) as { id: string; from: string; name?: string; text: string };
        const event = {
          type: 'message' as const,
          account,
          externalId: update.id,
          messageId: update.id,
          address: update.from,
          occurredAtMs: 1,
          profile: { name: update.name ?? 'Анна' },
          content: { text: update.text },
        };
        return { ok: true, updates: [{ event, raw: text }], answer: null };
      } catch {
        return { ok: false, status: 400, reason: 'no JSON' };
      }
    },
    render: (content) => [{ kind: 'message', body: content as unknown as Part['body'] }],
    async send(address, part, key) {
      sent.push({ address, body: part.body });
      return { kind: 'sent', externalId: key };
    },
    signal() {},
    fetchMedia: async () => ({ ok: false, reason: 'gone' }),
    check: async () => [],
  };
}
