/**
 * Pages of a thread into one run of lines without holes. Pure. Order is `seq`; a newer reading of a line replaces the
 * older one. When so much was missed that the newest page no longer touches what is on screen, the run starts anew from
 * that page: a hole would be worse than scrolling back once more.
 */
import type { ThreadLine, ThreadPage } from '../../api/thread.ts';

/** The run with the newest page laid over its end. */
export function mergeNewest(known: ThreadPage | undefined, newest: ThreadPage): ThreadPage {
  const first = newest.lines[0];
  const last = known?.lines.at(-1);
  if (known === undefined || first === undefined || last === undefined) return newest;
  if (first.seq > last.seq + 1) return newest;
  const older = known.lines.filter((line) => line.seq < first.seq);
  return { lines: [...older, ...newest.lines], more: older.length > 0 ? known.more : newest.more };
}

/** The run with an older page before its beginning. */
export function mergeOlder(known: ThreadPage | undefined, older: ThreadPage): ThreadPage {
  if (known === undefined) return older;
  const first = known.lines[0];
  const fresh = first === undefined ? older.lines : older.lines.filter((line) => line.seq < first.seq);
  return { lines: [...fresh, ...known.lines], more: older.more };
}

/** The client ids that the server has made lines of. */
export function confirmedIds(lines: readonly ThreadLine[]): Set<string> {
  const ids = new Set<string>();
  for (const line of lines) {
    if ((line.kind === 'out' || line.kind === 'note') && line.clientId !== null) ids.add(line.clientId);
  }
  return ids;
}
