/** What is being written in one conversation: a reply and a note, each in a box of its own, and the reply's file. */
import { useState } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { AttachedMedia } from '../../api/commands.ts';
import type { ConversationDetail } from '../../api/conversations.ts';
import { useSession } from '../session/use-session.ts';
import type { Mode } from './composer-modes.tsx';
import { writeRight, type WriteRight } from './may-write.ts';
import { useAttachment, type Attachment } from './use-attachment.ts';
import { useDraft, useNoteDraft, type DraftBox } from './use-draft.ts';

export interface Writing {
  right: WriteRight;
  /** `note` while a reply is not to be had. */
  mode: Mode;
  setMode(mode: Mode): void;
  /** The box of the mode. */
  draft: DraftBox;
  boxes: Record<Mode, DraftBox>;
  attachment: Attachment;
  /** What goes along. */
  media: AttachedMedia | null;
  uploading: boolean;
  /** There is something to send, and it fits. */
  ready: boolean;
  /** A reply that waits behind a note, because the conversation has got another owner. */
  kept: DraftBox | null;
}

export function useWriting(conversation: ConversationDetail): Writing {
  const { operator } = useSession();
  const reply = useDraft(operator.id, conversation.id);
  const note = useNoteDraft(operator.id, conversation.id);
  const attachment = useAttachment(conversation.files);
  const [chosen, setMode] = useState<Mode>('reply');
  const right = writeRight(conversation.status, conversation.reachable, operator.id);
  const mode: Mode = right === 'note' || right === 'unreachable' ? 'note' : chosen;
  const draft = mode === 'note' ? note : reply;
  const file = mode === 'reply' ? attachment.file : null;
  const media = file?.stored ?? null;
  const uploading = file !== null && media === null;
  const said = draft.text.trim() !== '' || media !== null;
  return {
    right,
    mode,
    setMode,
    draft,
    boxes: { reply, note },
    attachment,
    media,
    uploading,
    ready: said && !uploading && draft.text.length <= API_LIMITS.textChars,
    kept: mode === 'note' && chosen === 'reply' && reply.text.trim() !== '' ? reply : null,
  };
}

/** Puts words into a box after what is there. */
export function append(box: DraftBox, text: string): void {
  box.setText(box.text === '' ? text : `${box.text}\n${text}`);
}
