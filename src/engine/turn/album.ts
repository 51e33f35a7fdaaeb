/**
 * Several messages that the customer sent as one: each is filed as it comes, and a short timer after the last one makes
 * them one question. Lives in the dialog and in a timer row, so a restart in the middle loses nothing.
 */
import type { IncomingContent } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Draft } from './draft.ts';

export const ALBUM_TIMER = 'album';

/** One more message of an album; its caption is kept until the decision. */
export function gatherAlbum(draft: Draft, id: string, text: string | undefined): void {
  const { dialog, epoch } = draft.next;
  const said = text ?? waiting(draft)?.text;
  dialog.album = { id, epoch, ...(said === undefined ? {} : { text: said }) };
  const dueAtMs = draft.facts.nowMs + LIMITS.albumMs;
  draft.timers.push({ set: ALBUM_TIMER, runId: null, dueAtMs, payload: null });
}

/** An album other than `id` is waiting for its decision. */
export function isOtherAlbumOpen(draft: Draft, id: string | undefined): boolean {
  const album = waiting(draft);
  return album !== null && album.id !== id;
}

/** Ends the album and returns what is to be decided; null when none is waiting, or its moment has passed. */
export function takeAlbum(draft: Draft): IncomingContent | null {
  const album = waiting(draft);
  if (draft.next.dialog.album) draft.timers.push({ cancel: ALBUM_TIMER, runId: null });
  delete draft.next.dialog.album;
  if (!album) return null;
  return album.text === undefined ? {} : { text: album.text };
}

/** Under another owner what was said before is not the bot's to answer any more. */
function waiting({ next }: Draft): NonNullable<Draft['next']['dialog']['album']> | null {
  const { album } = next.dialog;
  return album && album.epoch === next.epoch ? album : null;
}
