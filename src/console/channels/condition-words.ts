/** How a channel does, in the operator's words: a short word for the mark and a sentence with what to do. */
import type { ChannelCondition } from '../../api/channels.ts';
import type { Format } from '../i18n/use-format.ts';
import type { WordKey, Words } from '../i18n/words.ts';

export type Tone = 'good' | 'calm' | 'wait' | 'bad';

export const TONES: Record<ChannelCondition['is'], Tone> = {
  works: 'good',
  starting: 'calm',
  off: 'calm',
  paused: 'wait',
  failing: 'wait',
  reconnecting: 'wait',
  unpaired: 'bad',
  broken: 'bad',
};

/** Codes that adapters give, by what a person has to do about them. */
const REASONS: readonly (readonly [RegExp, WordKey])[] = [
  [/^pairing$/, 'channels.why.pairing'],
  [/^unlinked$/, 'channels.why.unlinked'],
  [/^not-scanned$/, 'channels.why.not-scanned'],
  [/^banned$|suspended|account-blocked/, 'channels.why.banned'],
  [/token|unauthorized|not-authorized|auth/, 'channels.why.token'],
  [/balance|free-messages|payment|billing/, 'channels.why.money'],
  [
    /econn|timeout|timed|socket|network|hang|reset|fetch|enotfound|name_not_resolved|no answer/,
    'channels.why.no-answer',
  ],
];

/** Null: nothing more to say. */
export function conditionSentence(
  condition: ChannelCondition,
  words: Words,
  format: Format,
): { text: string; own: string | null } | null {
  switch (condition.is) {
    case 'works':
      return null;
    case 'starting':
    case 'off':
      return { text: words(`channels.about.${condition.is}`), own: null };
    case 'paused':
      return { text: words('channels.about.paused', { time: format.time(condition.untilMs) }), own: null };
    case 'failing':
    case 'reconnecting': {
      const since = format.time(condition.sinceMs);
      return withReason(words(`channels.about.${condition.is}`, { since }), condition.reason, words);
    }
    case 'unpaired':
    case 'broken':
      return withReason('', condition.reason, words);
  }
}

/** A reason that we do not know is shown as the messenger says it. */
function withReason(text: string, reason: string, words: Words): { text: string; own: string | null } {
  const plain = reason.toLowerCase();
  const known = REASONS.find(([pattern]) => pattern.test(plain));
  const because = known === undefined ? words('channels.why.other') : words(known[1]);
  return { text: text === '' ? because : `${text} ${because}`, own: known === undefined ? reason : null };
}
