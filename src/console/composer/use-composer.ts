/** Sends what is being written, claiming the conversation first where that is needed; and lets the desk reach the box. */
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ConversationDetail } from '../../api/conversations.ts';
import { newClientId } from '../ambient/clock.ts';
import type { Commander } from '../desk/use-command.ts';
import type { Unsent } from '../outbox/unsent.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import type { Mode } from './composer-modes.tsx';
import { useSendKey } from './use-send-key.ts';
import { append, useWriting } from './use-writing.ts';

/** What the rest of the desk can ask of the composer. */
export interface ComposerHandle {
  write(mode: Mode): void;
  takeBack(item: Unsent): void;
}

export function useComposer(
  conversation: ConversationDetail,
  commander: Commander,
  handle: Ref<ComposerHandle>,
) {
  const outbox = useOutbox();
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(conversation);
  const { mode, right, draft, boxes, attachment, media, uploading, ready } = writing;
  const [eager, setEager] = useState(false);

  function hand(): void {
    // From the box itself: there may be more in it by now than when the claim was made.
    const text = area.current?.value ?? draft.text;
    outbox.add({ clientId: newClientId(), conversation: conversation.id, kind: mode, text, media });
    draft.setText('');
    if (mode === 'reply') attachment.clear();
    area.current?.focus();
  }
  function send(): void {
    if (uploading) return setEager(true);
    if (!ready || commander.busy) return;
    if (mode === 'note' || right === 'reply') return hand();
    void commander.run({ do: 'claim' }).then((mine) => mine && hand());
  }
  // Sent while its file was still on the way up: it goes as soon as the file is there, or stays if that fails.
  useEffect(() => {
    if (!eager || uploading) return;
    setEager(false);
    if (ready) send();
  });
  useImperativeHandle(handle, () => ({
    write(next) {
      writing.setMode(next);
      area.current?.focus();
    },
    takeBack(item) {
      writing.setMode(item.kind);
      append(boxes[item.kind], item.text);
      if (item.media !== null) attachment.restore(item.media);
      outbox.discard(item.clientId);
      area.current?.focus();
    },
  }));
  const onKey = useSendKey(send, () => area.current?.blur());
  const attachFrom = (files: FileList): void => {
    const first = files[0];
    if (first !== undefined && mode === 'reply') attachment.attach(first);
  };
  const moveToNote = (): void => {
    append(boxes.note, boxes.reply.text);
    boxes.reply.setText('');
  };
  return { ...writing, area, send, onKey, attachFrom, moveToNote, eager };
}
