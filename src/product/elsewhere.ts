/**
 * Where a visitor of our own chat may go on: a link with a one-time code for whoever asks. The code is made here and stays in
 * this answer; the conversation's own turn makes it count, by its hash alone. No link leaves before that turn is committed.
 */
import type { Clock, Random } from '../core/clock.ts';
import { newPublicId, platformOf } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Door } from '../core/ports/accept.ts';
import type { Elsewhere } from '../core/ports/hosted.ts';
import type { Texts } from '../core/ports/words.ts';
import type { Elsewhere as Place } from '../engine/facts.ts';
import { hashLinkCode, makeLinkCode } from '../identity/link-code.ts';

export interface ElsewhereDeps {
  places(): Place[];
  texts(): Texts;
  door: Pick<Door, 'command'>;
  clock: Clock;
  random: Random;
}

/** Of several accounts of one messenger the first is gone to. */
export function createElsewhere({ places, texts, door, clock, random }: ElsewhereDeps): Elsewhere {
  return {
    platforms: () => [...new Set(places().map(({ account }) => platformOf(account)))],
    async link(chat, platform) {
      const place = places().find(({ account }) => platformOf(account) === platform);
      if (!place) return null;
      const code = makeLinkCode(place.carries, random);
      // Before the turn, so that what is promised never lasts longer than the code.
      const expiresAtMs = clock.now() + LIMITS.linkCodeMs;
      const command = { do: 'lead', to: place.account, codeHash: hashLinkCode(code) } as const;
      const answer = await door.command(chat, null, command, newPublicId(random));
      if (answer.kind !== 'done') return 'busy';
      if (!answer.outcome.ok) return answer.outcome.code === 'no-channel' ? null : 'busy';
      const { locale = 'ru' } = answer.outcome;
      const carried = place.carries === 'start' ? code : texts().text(locale, 'channels.sentence', { code });
      return { url: place.url.replace('{}', encodeURIComponent(carried)), expiresAtMs };
    },
  };
}
