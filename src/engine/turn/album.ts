/**
 * Several messages that the customer sent as one: each is filed as it comes, and a short timer after the last one makes
 * them one question. Lives in the dialog and in a timer row, so a restart in the middle loses nothing.
 */
import type { IncomingContent, Json } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import { isPicture } from '../answers.ts';
import type { Draft } from './draft.ts';

export const ALBUM_TIMER = 'album';

/** One more message of an album; its caption, and that there are pictures, is kept until the decision. */
export function gatherAlbum(draft: Draft, id: string, { text, media }: IncomingContent): void {
  const { dialog, epoch } = draft.next;
  const before = dialog.album?.id === id && dialog.album.epoch === epoch ? dialog.album : null;
  // A straggler of an album that was answered says nothing new, unless it brings the words.
  if (before?.dueAtMs === null && text === undefined) return;
  const said = text ?? before?.text;
  const dueAtMs = draft.facts.nowMs + LIMITS.albumMs;
  const pictures = before?.pictures ?? media?.some(isPicture);
  dialog.album = {
    id,
    epoch,
    dueAtMs,
    ...(said === undefined ? {} : { text: said }),
    ...(pictures ? { pictures } : {}),
  };
  draft.timers.push({ set: ALBUM_TIMER, runId: null, dueAtMs, payload: dueAtMs });
}

/** An album other than `id` is waiting for its decision. */
export function isOtherAlbumOpen(draft: Draft, id: string | undefined): boolean {
  const album = waiting(draft);
  return album !== null && album.id !== id;
}

/** Is this the timer that the album waits for, and not one that a later part has put off? */
export function isAlbumDue(draft: Draft, payload: Json): boolean {
  return waiting(draft)?.dueAtMs === payload;
}

/** Ends the wait and returns what is to be decided; null when nothing waits, or its moment has passed. */
export function takeAlbum(draft: Draft): IncomingContent | null {
  const { dialog } = draft.next;
  const album = waiting(draft);
  if (!album) return null;
  draft.timers.push({ cancel: ALBUM_TIMER, runId: null });
  dialog.album = { id: album.id, epoch: album.epoch, dueAtMs: null };
  return {
    ...(album.text === undefined ? {} : { text: album.text }),
    // Which file it was is filed already; here it only matters that there is one.
    ...(album.pictures ? { media: [{ kind: 'photo', ref: '' }] } : {}),
  };
}

type Album = NonNullable<Draft['next']['dialog']['album']>;

/** Under another owner what was said before is not the bot's to answer any more. */
function waiting({ next }: Draft): Album | null {
  const { album } = next.dialog;
  return album && album.epoch === next.epoch && album.dueAtMs !== null ? album : null;
}
