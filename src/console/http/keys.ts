/** Names of what the query cache holds. */
import type { View } from '../../api/conversations.ts';

export const keys = {
  session: ['session'] as const,
  lists: ['list'] as const,
  list: (view: View, search: string) => ['list', view, search] as const,
  counts: ['counts'] as const,
  details: ['conversation'] as const,
  detail: (id: string) => ['conversation', id] as const,
  threads: ['thread'] as const,
  thread: (id: string) => ['thread', id] as const,
  typing: (id: string) => ['typing', id] as const,
  contacts: ['contact'] as const,
  contact: (id: string) => ['contact', id] as const,
  contactThreads: ['contact-thread'] as const,
  contactThread: (id: string) => ['contact-thread', id] as const,
  operators: ['operators'] as const,
  failures: ['failures'] as const,
  channels: ['channels'] as const,
};
