/**
 * The bounds of the protocol, once more as values: the schemas beside them there would weigh more than the whole chat.
 * The type holds both together: a number that differs does not compile.
 */
import type { CHAT_LIMITS } from '../../../protocol.ts';

export const BOUNDS: typeof CHAT_LIMITS = {
  textMax: 4_000,
  fileBytesMax: 20_000_000,
  filesPerMessage: 5,
  historyPage: 50,
  streamCatchUp: 500,
  typingEveryMs: 3_000,
  typingShownMs: 6_000,
  heartbeatMs: 15_000,
};
