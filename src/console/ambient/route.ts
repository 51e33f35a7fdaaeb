/** Where the operator is: the address bar is the only place that knows, so that reload, back and links just work. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { page: 'desk'; conversation: string | null }
  | { page: 'people' }
  | { page: 'channels' }
  | { page: 'shop' }
  | { page: 'answers'; tab: AnswersTab; id: string | null }
  | { page: 'unanswered'; id: string | null }
  | { page: 'scripts'; name: string | null }
  | { page: 'feedback' }
  | { page: 'failures' }
  | { page: 'settings' }
  | { page: 'setup'; token: string }
  | { page: 'link'; token: string };

/** What one can look at among the answers: the entries, what waits to be published, what was, and how they do. */
export type AnswersTab = 'entries' | 'publish' | 'history' | 'report';

const MOVED = 'prilavok:moved';

/** The page that the address names; unknown addresses are the desk. */
export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return readRoute(path);
}

/** One value of the address's query, "" when it is not there. */
export function useQueryValue(name: string): string {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return new URLSearchParams(search).get(name) ?? '';
}

/** Goes to `path`; the query stays unless `query` changes some of it ("" takes a value away). */
export function go(path: string, query: Record<string, string> = {}, how: 'push' | 'replace' = 'push'): void {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(query)) {
    if (value === '') params.delete(name);
    else params.set(name, value);
  }
  const search = params.toString();
  const target = search === '' ? path : `${path}?${search}`;
  if (target === location.pathname + location.search) return;
  if (how === 'push') history.pushState(null, '', target);
  else history.replaceState(null, '', target);
  window.dispatchEvent(new Event(MOVED));
}

/** The page of a path. */
export function readRoute(path: string): Route {
  const [first, second, third] = path.split('/').filter((part) => part !== '');
  if (first === 'c' && second !== undefined) return { page: 'desk', conversation: second };
  if (first === 'setup' && second !== undefined) return { page: 'setup', token: second };
  if (first === 'link' && second !== undefined) return { page: 'link', token: second };
  if (first === 'answers') return answersRoute(second, third);
  if (first === 'unanswered')
    return { page: 'unanswered', id: second === undefined ? null : decoded(second) };
  if (first === 'scripts') return { page: 'scripts', name: second === undefined ? null : decoded(second) };
  if (
    first === 'people' ||
    first === 'channels' ||
    first === 'shop' ||
    first === 'feedback' ||
    first === 'failures' ||
    first === 'settings'
  )
    return { page: first };
  return { page: 'desk', conversation: null };
}

/** Entries stand below a word of their own, so that none can be called like a tab. */
function answersRoute(tab: string | undefined, id: string | undefined): Route {
  if (tab === 'publish' || tab === 'history' || tab === 'report') return { page: 'answers', tab, id: null };
  return { page: 'answers', tab: 'entries', id: tab === 'entry' && id !== undefined ? decoded(id) : null };
}

/** As it was before it went into the address; what was never encoded stays. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}
