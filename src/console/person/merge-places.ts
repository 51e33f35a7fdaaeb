/** Pages of all threads of a person into one run without holes. Pure; the order is `place`. */
import type { ContactThread } from '../../api/contact.ts';

/** The run with the newest page laid over its end; a run that it does not touch is given up. */
export function mergeNewestPlaces(known: ContactThread | undefined, newest: ContactThread): ContactThread {
  const first = newest.lines[0]?.place;
  const last = known?.lines.at(-1)?.place;
  if (known === undefined || first === undefined || last === undefined) return newest;
  // Places of others lie between: only a page that reaches back to known lines is known to leave no hole.
  if (newest.more && first > last) return newest;
  const older = known.lines.filter(({ place }) => place < first);
  return { lines: [...older, ...newest.lines], more: older.length > 0 ? known.more : newest.more };
}

/** The run with an older page before its beginning. */
export function mergeOlderPlaces(known: ContactThread | undefined, older: ContactThread): ContactThread {
  if (known === undefined) return older;
  const first = known.lines[0]?.place ?? Number.MAX_SAFE_INTEGER;
  return { lines: [...older.lines.filter(({ place }) => place < first), ...known.lines], more: older.more };
}
