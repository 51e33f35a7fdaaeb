/**
 * Fetches a customer's file from the platform as soon as its message is stored, because platforms' links die within an
 * hour. Our copy, or the reason why there is none, comes back to the conversation through the inbox.
 */
import { z } from 'zod';
import type { AccountId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { MediaStore } from '../core/ports/media.ts';
import type { TaskHandlers } from '../core/ports/task.ts';

const input = z.object({
  messageId: z.string(),
  index: z.number().int(),
  account: z.string(),
  media: z.object({
    kind: z.enum(['photo', 'document', 'voice', 'audio', 'video', 'sticker']),
    ref: z.string(),
    name: z.string().optional(),
    mime: z.string().optional(),
    bytes: z.number().optional(),
  }),
});

/** The handler of `media.fetch`. */
export function createMediaTasks(
  adapters: ReadonlyMap<AccountId, ChannelAdapter>,
  store: MediaStore,
): TaskHandlers {
  return {
    'media.fetch': async (task) => {
      const { messageId, index, account, media } = input.parse(task.input);
      const adapter = adapters.get(account as AccountId);
      const answer = (found: { file: string; mime: string; bytes: number } | { missing: string }) => ({
        ok: true as const,
        value: { messageId, index, media: found },
      });
      if (!adapter) return answer({ missing: 'unavailable' });
      const { name, mime, bytes, ...known } = media;
      const ref = {
        ...known,
        ...(name === undefined ? {} : { name }),
        ...(mime === undefined ? {} : { mime }),
        ...(bytes === undefined ? {} : { bytes }),
      };
      const fetched = await adapter.fetchMedia(ref, LIMITS.mediaBytes);
      if (!fetched.ok && fetched.reason === 'unavailable') return { retry: 'unavailable' };
      if (!fetched.ok) return answer({ missing: fetched.reason });
      // Nobody sends nothing: a file without a byte has been lost on its way.
      if (fetched.bytes.byteLength === 0) return answer({ missing: 'gone' });
      const saved = await store.save(fetched.bytes, fetched.name ?? name ?? null);
      if (!saved.ok) return answer({ missing: saved.reason });
      return answer({ file: saved.file, mime: saved.mime, bytes: saved.bytes });
    },
  };
}
