/** What WhatsApp can do and where its limits are. */
import type { ChannelFacts } from '../../src/core/ports/channel.ts';

export const TEXT_MAX = 4096;
export const CAPTION_MAX = 1024;
export const PHOTO_BYTES_MAX = 5_000_000;
const DOCUMENT_BYTES_MAX = 100_000_000;
const DAY_MS = 24 * 60 * 60_000;

/** `typing`: whether it is allowed to mark messages as read by it. */
export function factsOf({ typing }: { typing: boolean }): ChannelFacts {
  return {
    platform: 'whatsapp',
    batches: true,
    textMax: TEXT_MAX,
    captionMax: CAPTION_MAX,
    buttonsMax: 3,
    listMax: 10,
    cardsMax: 0,
    // A message carries answers or one link, never both.
    linksInText: true,
    buttonLabelMax: 20,
    // A button carries 256, a row of a list 200.
    payloadMax: 200,
    media: {
      photoBytesMax: PHOTO_BYTES_MAX,
      documentBytesMax: DOCUMENT_BYTES_MAX,
      downloadBytesMax: DOCUMENT_BYTES_MAX,
    },
    receipts: 'read',
    // "sent" is reported within seconds; a minute covers a busy platform and a webhook that had to be repeated.
    settlesMs: 60_000,
    replyWindowMs: DAY_MS,
    paidByMessage: true,
    edit: false,
    typing,
    sharePhone: true,
    shareLocation: true,
    // About one message in six seconds to one person in the long run, with bursts: it says when it was too much.
    chatPauseMs: 0,
    intake: 'webhook',
  };
}
