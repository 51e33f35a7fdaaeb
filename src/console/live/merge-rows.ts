/**
 * A changed conversation into the lists on screen. Pure. Of two versions of a row the one with the higher `changed`
 * holds, so that a late answer of a list never undoes what the stream has already told.
 */
import type { ConversationList, ConversationRow, View } from '../../api/conversations.ts';

/** Does the row belong into this view of this operator? */
export function belongs(row: ConversationRow, view: View, me: string): boolean {
  switch (view) {
    case 'queue':
      return row.status.is === 'queued';
    case 'mine':
      return row.status.is === 'assigned' && row.status.operator.id === me;
    case 'assigned':
      return row.status.is === 'assigned';
    case 'bot':
      return row.status.is === 'bot';
    case 'resolved':
      return row.status.is === 'resolved';
    case 'all':
      return true;
  }
}

/** The pages with the row where it belongs now, or without it. Rows of a search are renewed but never added. */
export function mergeRow(
  pages: ConversationList[],
  row: ConversationRow,
  place: { view: View; search: string; me: string },
): ConversationList[] {
  const known = pages.flatMap((page) => page.rows).find((other) => other.id === row.id);
  if (known !== undefined && known.changed >= row.changed) return pages;
  const stays = belongs(row, place.view, place.me);
  if (place.search !== '') return known === undefined ? pages : replace(pages, row);
  const without = pages.map((page) => ({ ...page, rows: page.rows.filter((other) => other.id !== row.id) }));
  const first = without[0];
  if (!stays || first === undefined) return known === undefined ? pages : without;
  const order = place.view === 'queue' ? byPlace : byActivity;
  return [{ ...first, rows: [...first.rows, row].toSorted(order) }, ...without.slice(1)];
}

/** Every row once, as pages may overlap after the list has moved between two fetches. */
export function flatRows(pages: ConversationList[]): ConversationRow[] {
  const seen = new Set<string>();
  return pages
    .flatMap((page) => page.rows)
    .filter((row) => !seen.has(row.id) && seen.add(row.id) !== undefined);
}

function replace(pages: ConversationList[], row: ConversationRow): ConversationList[] {
  return pages.map((page) => ({
    ...page,
    rows: page.rows.map((other) => (other.id === row.id ? row : other)),
  }));
}

/** Near enough until the server's own order arrives: band first, then who has waited longest. */
function byPlace(a: ConversationRow, b: ConversationRow): number {
  return a.priority - b.priority || since(a) - since(b);
}

function byActivity(a: ConversationRow, b: ConversationRow): number {
  return b.lastAtMs - a.lastAtMs;
}

function since(row: ConversationRow): number {
  return row.waitingSinceMs ?? (row.status.is === 'queued' ? row.status.sinceMs : row.lastAtMs);
}
