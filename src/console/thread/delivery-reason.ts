/** Why a message did not get through, in our words where the messenger's reason is a common one, else in its own. */
import type { WordKey, Words } from '../i18n/words.ts';

const KNOWN: readonly (readonly [RegExp, WordKey])[] = [
  [/window-closed/, 'why.window-closed'],
  [/block|kicked|deactivated/, 'why.blocked'],
  [/chat-not-found|bad-address|user-not-found|receiver/, 'why.no-chat'],
  [/too-long|too-large|too-big/, 'why.too-long'],
  [/file-missing/, 'why.file-missing'],
  [/token|unauthorized/, 'why.token'],
  [/econn|timeout|timed|socket|network|hang|reset|fetch/, 'why.no-answer'],
];

/** Why the counter itself did not send it when its turn came. */
const DROPPED: ReadonlyMap<string, WordKey> = new Map([
  ['owner', 'why.owner'],
  ['opted-out', 'why.opted-out'],
  ['late', 'why.late'],
  ['stale', 'why.stale'],
  ['answered', 'why.answered'],
]);

/** Why a part was dropped; the reason that was not kept is that the conversation changed hands. */
export function droppedReason(reason: string | null, words: Words): string {
  return deliveryReason(reason ?? 'owner', words);
}

/** `reason` is a code or the words of the platform. */
export function deliveryReason(reason: string, words: Words): string {
  const dropped = DROPPED.get(reason);
  if (dropped !== undefined) return words(dropped);
  const plain = reason.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const known = KNOWN.find(([pattern]) => pattern.test(plain));
  return known === undefined ? reason : words(known[1]);
}
