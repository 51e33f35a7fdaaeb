/** What Viber can do and how much of it, as data: the one place that rendering, sending and the docs read it from. */
import type { ChannelFacts } from '../../src/core/ports/channel.ts';

export const VIBER_FACTS: ChannelFacts = {
  platform: 'viber',
  textMax: 7000,
  // 512 by one source and 768 by another: the smaller one is safe with both.
  captionMax: 512,
  buttonsMax: 24,
  listMax: 0,
  cardsMax: 6,
  // A key two rows high shows about this much; Viber takes 250.
  buttonLabelMax: 90,
  payloadMax: 250,
  media: { photoBytesMax: 1_000_000, documentBytesMax: 50_000_000, downloadBytesMax: 50_000_000 },
  receipts: 'read',
  settlesMs: null,
  // After a day without a word from the customer a message costs money; it is not forbidden.
  replyWindowMs: null,
  edit: false,
  typing: false,
  sharePhone: true,
  // A pressed key and a card passed on look the same.
  phoneUnproven: true,
  shareLocation: true,
  chatPauseMs: 0,
  intake: 'webhook',
};

export const VIDEO_BYTES_MAX = 26_000_000;
export const SENDER_NAME_MAX = 28;
/** Characters of one key's label, marks of HTML included. */
export const LABEL_MAX = 250;
/** Bytes of a whole request. */
export const REQUEST_BYTES_MAX = 30_000;
