/** What the web chat can do and how much of it, as data: the one place that rendering, serving and the docs read it from. */
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { CHAT_LIMITS } from './protocol.ts';

export const WEBCHAT_FACTS: ChannelFacts = {
  platform: 'webchat',
  textMax: CHAT_LIMITS.textMax,
  // Below a picture more words than these are better read as a message of their own.
  captionMax: 2_000,
  buttonsMax: 10,
  listMax: 20,
  cardsMax: 10,
  cardMessages: true,
  buttonLabelMax: 60,
  payloadMax: 256,
  media: {
    photoBytesMax: LIMITS.mediaBytes,
    documentBytesMax: LIMITS.mediaBytes,
    downloadBytesMax: CHAT_LIMITS.fileBytesMax,
  },
  receipts: 'read',
  // The mailbox drops a repeated key by itself.
  settlesMs: 0,
  replyWindowMs: null,
  edit: true,
  typing: true,
  sharePhone: true,
  shareLocation: true,
  chatPauseMs: 0,
  intake: 'hosted',
};
