/** What the log shows, worked out from the state: items and unsent words in one order, parted by days, grouped by speaker. Pure. */
import type { ChatItem } from '../../../protocol.ts';
import type { ChatState } from '../talk/state.ts';
import type { Unsent } from '../talk/unsent.ts';
import { plainOf } from '../talk/items.ts';

export interface Line {
  /** Stays the same when an unsent line becomes an item. */
  key: string;
  from: 'visitor' | 'shop';
  atMs: number;
  item: ChatItem | null;
  unsent: Unsent | null;
  /** What waits to become of it: other words, or nothing. */
  change: Unsent | null;
  /** Of its group: the same speaker within a few minutes. */
  first: boolean;
  last: boolean;
  /** The first of its day. */
  newDay: boolean;
  /** The visitor has answered since; its buttons step back. */
  past: boolean;
  /** The label of the button that was pressed. */
  chosen: string | undefined;
}

const GROUP_MS = 5 * 60_000;

export function linesOf({ items, unsent }: Pick<ChatState, 'items' | 'unsent'>): Line[] {
  const known = new Set(items.map(({ cid }) => cid));
  const waiting = unsent.filter(({ cid, what }) => !known.has(cid) && isShown(what.kind));
  const chosen = chosenLabels(items, waiting);
  const changes = new Map(unsent.map((one) => ['of' in one.what ? one.what.of : '', one]));
  const lastOfVisitor =
    waiting.length > 0 ? Infinity : Math.max(-1, ...items.filter(isVisitors).map(({ seq }) => seq));
  const lines: Line[] = [
    ...items.map((item) => ({
      ...blank,
      key: item.cid ?? item.id,
      from: item.from,
      atMs: item.atMs,
      ...changed(item, changes.get(item.cid ?? '-')),
      past: item.seq < lastOfVisitor,
      chosen: chosen.get(item.id),
    })),
    ...waiting.map((one) => ({
      ...blank,
      key: one.cid,
      from: 'visitor' as const,
      atMs: one.atMs,
      unsent: one,
    })),
  ];
  return lines.map((line, index) => {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    return {
      ...line,
      newDay: before === undefined || dayOf(before) !== dayOf(line),
      first: before === undefined || !together(before, line),
      last: after === undefined || !together(line, after),
    };
  });
}

const blank = {
  item: null,
  unsent: null,
  change: null,
  first: false,
  last: false,
  newDay: false,
  past: false,
  chosen: undefined,
} as const;

/** As it will be: what the visitor did counts for them at once. */
function changed(item: ChatItem, change: Unsent | undefined): Pick<Line, 'item' | 'change'> {
  if (change === undefined) return { item, change: null };
  if (change.what.kind !== 'edit') return { item: { ...item, deleted: true }, change };
  return { item: { ...item, edited: true, text: [{ text: change.what.text }] }, change };
}

const isVisitors = ({ from }: ChatItem): boolean => from === 'visitor';

/** A greeting is asked for, edits change what is there: neither is a line of its own. */
function isShown(kind: Unsent['what']['kind']): boolean {
  return kind !== 'start' && kind !== 'edit' && kind !== 'revoke';
}

function chosenLabels(items: readonly ChatItem[], waiting: readonly Unsent[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const item of items) if (item.tapped !== undefined) chosen.set(item.tapped, plainOf(item));
  for (const { what } of waiting) if (what.kind === 'tap') chosen.set(what.item, what.label);
  return chosen;
}

function together(one: Line, other: Line): boolean {
  return (
    one.from === other.from &&
    one.item?.author === other.item?.author &&
    Math.abs(other.atMs - one.atMs) < GROUP_MS &&
    dayOf(one) === dayOf(other)
  );
}

const dayOf = ({ atMs }: Line): string => new Date(atMs).toDateString();
