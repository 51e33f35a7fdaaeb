/** The lines of the chat as a list in order, whatever order they arrive in and however often. Pure. */
import type { ChatItem, Marks } from '../../../protocol.ts';

/** A new item at its place, or the new state of one that is there; the same list when nothing changes. */
export function putItem(items: readonly ChatItem[], item: ChatItem): readonly ChatItem[] {
  const at = items.findIndex(({ id }) => id === item.id);
  if (at >= 0) return items.map((old, index) => (index === at ? item : old));
  let place = items.length;
  while (place > 0 && (items[place - 1]?.seq ?? 0) > item.seq) place -= 1;
  return [...items.slice(0, place), item, ...items.slice(place)];
}

/** A page of history joined with what is shown; what the page says is newer than what we had of those items. */
export function putAll(items: readonly ChatItem[], page: readonly ChatItem[]): readonly ChatItem[] {
  return page.reduce(putItem, items);
}

/** How many words of the shop nobody has seen. */
export function unreadOf(items: readonly ChatItem[], { read }: Marks): number {
  return items.filter((item) => item.from === 'shop' && item.deleted !== true && item.seq > read).length;
}

/** Marks only rise. */
export function raise(marks: Marks, other: Partial<Marks>): Marks {
  return {
    delivered: Math.max(marks.delivered, other.delivered ?? 0, other.read ?? 0),
    read: Math.max(marks.read, other.read ?? 0),
    seen: Math.max(marks.seen, other.seen ?? 0),
  };
}

/** The words of an item without style. */
export function plainOf({ text: spans }: Pick<ChatItem, 'text'>): string {
  return spans.map(({ text }) => text).join('');
}
