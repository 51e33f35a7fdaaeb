/** One file on its way into a reply: uploaded as soon as it is chosen, so that sending is only words. */
import { useCallback, useRef, useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { AttachedMedia } from '../../api/commands.ts';
import type { ConversationDetail } from '../../api/conversations.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useTell } from '../ui/toasts.tsx';

export interface Attachment {
  /** What is attached or being uploaded. */
  file: { name: string; bytes: number; isPicture: boolean; stored: AttachedMedia | null } | null;
  attach(file: File): void;
  clear(): void;
  /** Puts back what the server has already. */
  restore(media: AttachedMedia): void;
}

/** `limits` are those of the customer's messenger: told before anything goes up. */
export function useAttachment(limits: ConversationDetail['files']): Attachment {
  const api = useApi();
  const words = useWords();
  const format = useFormat();
  const tell = useTell();
  const failureText = useFailureText();
  const [file, setFile] = useState<Attachment['file']>(null);
  const latest = useRef<File | null>(null);

  const clear = useCallback(() => {
    latest.current = null;
    setFile(null);
  }, []);
  const attach = (chosen: File): void => {
    if (limits === null) return tell('bad', words('composer.attach-none'));
    if (chosen.size > limits.bytes) {
      return tell('bad', words('composer.too-large', { size: format.bytes(limits.bytes) }));
    }
    const name = chosen.name.slice(-API_LIMITS.fileNameChars) || 'file';
    latest.current = chosen;
    setFile({ name, bytes: chosen.size, isPicture: chosen.type.startsWith('image/'), stored: null });
    void upload(name, chosen);
  };
  const upload = async (name: string, chosen: File): Promise<void> => {
    try {
      const saved = await api.upload(name, chosen);
      if (latest.current === chosen) {
        const stored = { file: saved.file, name };
        setFile({ name, bytes: saved.bytes, isPicture: saved.kind === 'photo', stored });
      }
    } catch (error) {
      if (latest.current !== chosen) return;
      clear();
      tell('bad', failureText(error));
    }
  };
  const restore = (media: AttachedMedia): void =>
    setFile({ name: media.name, bytes: 0, isPicture: false, stored: media });
  return { file, attach, clear, restore };
}
