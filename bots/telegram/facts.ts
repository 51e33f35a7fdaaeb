/** What Telegram can do and how much of it, as data: the one place that rendering, sending and the docs read it from. */
import type { ChannelFacts } from '../../src/core/ports/channel.ts';

/** `intake` is each account's own; everything else holds for all. */
export const TELEGRAM_FACTS: ChannelFacts = {
  platform: 'telegram',
  textMax: 4096,
  captionMax: 1024,
  buttonsMax: 100,
  listMax: 0,
  cardsMax: 0,
  cardMessages: true,
  // Any length is taken; a phone shows about this much over the whole width and cuts the rest.
  buttonLabelMax: 40,
  payloadMax: 64,
  media: { photoBytesMax: 10_000_000, documentBytesMax: 50_000_000, downloadBytesMax: 20_000_000 },
  receipts: 'none',
  settlesMs: null,
  replyWindowMs: null,
  edit: true,
  typing: true,
  sharePhone: true,
  shareLocation: true,
  // Telegram asks for about one a second and takes bursts; when it does not, it says for how long to wait.
  chatPauseMs: 0,
  intake: 'webhook',
};
