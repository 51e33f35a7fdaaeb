/**
 * The words begun in one conversation. They are kept in the browser with every key and on the server a moment later,
 * so that neither reload, crash nor another machine loses them. What this browser has not yet saved goes before what
 * the server remembers.
 */
import { useEffect, useRef, useState } from 'react';
import { browserClock } from '../ambient/clock.ts';
import { browserKept } from '../ambient/kept.ts';
import type { Endpoints } from '../http/endpoints.ts';
import { useApi } from '../http/use-api.ts';

const SAVE_AFTER_MS = 800;

export interface DraftBox {
  text: string;
  setText(text: string): void;
}

/**
 * A note that was begun. It has a box of its own and stays in this browser: the server's draft comes back as a reply, and
 * words meant for colleagues must never turn up there.
 */
export function useNoteDraft(operatorId: string, conversation: string): DraftBox {
  const key = `note.${operatorId}.${conversation}`;
  const [text, setShown] = useState(() => browserKept.read(key) ?? '');
  return {
    text,
    setText(next) {
      setShown(next);
      if (next === '') browserKept.remove(key);
      else browserKept.write(key, next);
    },
  };
}

/** The reply begun by `operatorId` in `conversation`; mount anew for another conversation. */
export function useDraft(operatorId: string, conversation: string): DraftBox {
  const api = useApi();
  const key = `draft.${operatorId}.${conversation}`;
  const [text, setShown] = useState(() => browserKept.read(key) ?? '');
  const touched = useRef(browserKept.read(key) !== null);

  useEffect(() => {
    let current = true;
    const fetchKept = async (): Promise<void> => {
      if (touched.current) return;
      // Without the server's copy one starts with an empty box.
      const draft = await api.draft(conversation).catch(() => null);
      if (draft !== null && current && !touched.current) setShown(draft.text);
    };
    void fetchKept();
    return () => {
      current = false;
    };
  }, [api, conversation]);

  const save = useSaver(api, conversation, key);
  return {
    text,
    setText(next) {
      touched.current = true;
      setShown(next);
      browserKept.write(key, next);
      save(next);
    },
  };
}

/** Saves after a pause; at once when the conversation is left. */
function useSaver(api: Endpoints, conversation: string, key: string): (text: string) => void {
  const waiting = useRef<{ text: string; cancel(): void } | null>(null);
  const flush = useRef((): void => undefined);
  useEffect(() => {
    flush.current = () => {
      const due = waiting.current;
      waiting.current = null;
      due?.cancel();
      if (due !== null) void saveOnServer(api, conversation, key, due.text);
    };
  }, [api, conversation, key]);
  useEffect(() => () => flush.current(), []);
  return (text) => {
    waiting.current?.cancel();
    waiting.current = { text, cancel: browserClock.after(SAVE_AFTER_MS, () => flush.current()) };
  };
}

/** The browser's copy goes when the server has the same; else it stays and goes first next time. */
async function saveOnServer(api: Endpoints, conversation: string, key: string, text: string): Promise<void> {
  try {
    await api.saveDraft(conversation, { text });
    if (browserKept.read(key) === text) browserKept.remove(key);
  } catch {
    // Kept in the browser.
  }
}
