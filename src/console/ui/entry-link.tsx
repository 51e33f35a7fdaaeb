/** The question of another entry, as a link that opens it; flows and commands, which are found like answers, are no entries. */
import type { ReactNode } from 'react';
import type { ApiLocale } from '../../api/words.ts';
import { go } from '../ambient/route.ts';

interface LinkProps {
  id: string;
  /** The language that it opens in; without it the one that is open, or the reader's. */
  lang?: ApiLocale;
  children: ReactNode;
}

export function EntryLink({ id, lang, children }: LinkProps) {
  if (!ENTRY_ID.test(id)) return <strong>{children}</strong>;
  const path = `/answers/entry/${encodeURIComponent(id)}`;
  const query = lang === undefined ? {} : { lang };
  return (
    <a
      href={lang === undefined ? path : `${path}?lang=${lang}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(path, query);
      }}
    >
      {children}
    </a>
  );
}

const ENTRY_ID = /^[a-z][a-z0-9-]*$/u;
