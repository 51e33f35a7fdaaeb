/** Looks for customers by name or order number in the list on screen. */
import { CloseButton, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import { browserClock } from '../ambient/clock.ts';
import { go } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

const PAUSE_MS = 250;

/**
 * The address keeps what is looked for; typing reaches it after a short pause. `label`: what is looked through, where it is
 * not the conversations.
 */
export function SearchBox({ search, label }: { search: string; label?: string }) {
  const words = useWords();
  const said = label ?? words('list.search');
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  useEffect(() => {
    if (text.trim() === search) return undefined;
    return browserClock.after(PAUSE_MS, () => go(location.pathname, { search: text.trim() }, 'replace'));
  }, [text, search]);
  return (
    <TextInput
      id="search"
      type="search"
      size="sm"
      className="search"
      aria-label={said}
      placeholder={said}
      value={text}
      maxLength={API_LIMITS.searchChars}
      leftSection={<Icon name="search" size={17} />}
      rightSection={
        text !== '' && (
          <CloseButton size="sm" aria-label={words('list.search-clear')} onClick={() => setText('')} />
        )
      }
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        event.currentTarget.blur();
      }}
    />
  );
}
