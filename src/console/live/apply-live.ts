/** What the live stream tells, into the query cache: lists, the open conversation, its thread, the people. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ContactView } from '../../api/contact.ts';
import type { ConversationDetail, ConversationList, ConversationRow, View } from '../../api/conversations.ts';
import type { LiveConversations, LiveOperators, LiveTyping } from '../../api/live.ts';
import { keys } from '../http/keys.ts';
import { renewMe } from '../session/use-session.ts';
import { mergeRow } from './merge-rows.ts';

/** Changed conversations. Queue positions come from the server: a list in which one appeared is read anew. */
export function applyConversations(cache: QueryClient, change: LiveConversations, me: string): void {
  cache.setQueryData(keys.counts, change.counts);
  for (const [key, data] of listsOf(cache)) {
    const place = { view: key[1] as View, search: String(key[2]), me };
    const pages = change.rows.reduce((all, row) => mergeRow(all, row, place), data.pages);
    if (pages !== data.pages) cache.setQueryData(key, { ...data, pages });
  }
  if (change.rows.some((row) => row.status.is === 'queued')) {
    void cache.invalidateQueries({ queryKey: ['list', 'queue'] });
  }
  for (const row of change.rows) applyRow(cache, row);
  applyContacts(cache, new Set(change.rows.map(({ id }) => id)));
}

/** People of the desk; the signed-in one's own row goes into the session too. */
export function applyOperators(cache: QueryClient, change: LiveOperators, me: string): void {
  cache.setQueryData(keys.operators, change);
  const mine = change.operators.find((operator) => operator.id === me);
  if (mine !== undefined) renewMe(cache, mine);
}

/** Until when a customer types; whoever shows it looks at the time. */
export function applyTyping(cache: QueryClient, { id, forMs }: LiveTyping, nowMs: number): void {
  cache.setQueryData(keys.typing(id), nowMs + forMs);
}

/** After a gap that cannot be replayed: read everything that is on screen anew. */
export function readAnew(cache: QueryClient): void {
  const { lists, details, threads, contacts, contactThreads, operators } = keys;
  for (const queryKey of [lists, details, threads, contacts, contactThreads, operators]) {
    void cache.invalidateQueries({ queryKey });
  }
}

function applyRow(cache: QueryClient, row: ConversationRow): void {
  const known = cache.getQueryData<ConversationDetail>(keys.detail(row.id));
  if (known !== undefined && known.changed < row.changed) {
    cache.setQueryData(keys.detail(row.id), { ...known, ...row });
    void cache.invalidateQueries({ queryKey: keys.detail(row.id) });
    void cache.invalidateQueries({ queryKey: keys.thread(row.id) });
  }
}

/** A person on screen is read anew when one of their chats has changed, or somebody who may be the same person. */
function applyContacts(cache: QueryClient, changed: ReadonlySet<string>): void {
  for (const [queryKey, contact] of cache.getQueriesData<ContactView>({ queryKey: keys.contacts })) {
    if (contact === undefined) continue;
    const shown = [...contact.identities, ...contact.suggestions, ...contact.apart];
    if (!shown.some(({ row }) => changed.has(row.id))) continue;
    void cache.invalidateQueries({ queryKey });
    void cache.invalidateQueries({ queryKey: keys.contactThread(contact.id) });
  }
}

function listsOf(
  cache: QueryClient,
): (readonly [readonly unknown[], InfiniteData<ConversationList, number | null>])[] {
  return cache
    .getQueriesData<InfiniteData<ConversationList, number | null>>({ queryKey: keys.lists })
    .flatMap(([key, data]) => (data === undefined ? [] : [[key, data] as const]));
}
