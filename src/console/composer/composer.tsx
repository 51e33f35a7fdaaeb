/**
 * Where an operator writes: to the customer, or a note among colleagues. What is typed is never lost: not by a reload, not
 * because somebody else was faster, not because a reply was refused.
 */
import { Button, Textarea } from '@mantine/core';
import { useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { ConversationDetail } from '../../api/conversations.ts';
import { newClientId } from '../ambient/clock.ts';
import { usePreferences } from '../ambient/preferences.ts';
import type { Commander } from '../desk/use-command.ts';
import { useWords } from '../i18n/use-words.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import type { Unsent } from '../outbox/unsent.ts';
import { useSession } from '../session/use-session.ts';
import { Icon } from '../ui/icon.tsx';
import { AttachButton, AttachedFile } from './attached-file.tsx';
import { ComposerModes, type Mode } from './composer-modes.tsx';
import { KeptReply } from './kept-reply.tsx';
import { writeRight } from './may-write.ts';
import { useAttachment } from './use-attachment.ts';
import { useDraft, useNoteDraft } from './use-draft.ts';

/** What the rest of the desk can ask of the composer. */
export interface ComposerHandle {
  write(mode: Mode): void;
  takeBack(item: Unsent): void;
}

interface ComposerProps {
  conversation: ConversationDetail;
  commander: Commander;
  handle: Ref<ComposerHandle>;
}

export function Composer({ conversation, commander, handle }: ComposerProps) {
  const words = useWords();
  const box = useComposer(conversation, commander, handle);
  const { mode, right, draft, attachment } = box;
  return (
    <form
      className={`composer${mode === 'note' ? ' composer--note' : ''}`}
      aria-label={words(`composer.form-${mode}`)}
      onSubmit={(event) => {
        event.preventDefault();
        box.send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        box.attachFrom(event.dataTransfer.files);
      }}
    >
      <ComposerModes mode={mode} right={right} conversation={conversation} choose={box.setMode} />
      {box.kept !== null && box.kept.text.trim() !== '' && (
        <KeptReply text={box.kept.text} moveToNote={box.moveToNote} />
      )}
      <Textarea
        ref={box.area}
        id="composer"
        autosize
        minRows={2}
        maxRows={9}
        variant="unstyled"
        className="composer-text"
        aria-label={words(`composer.label-${mode}`)}
        placeholder={words(`composer.placeholder-${mode}`)}
        value={draft.text}
        onChange={(event) => draft.setText(event.currentTarget.value)}
        onKeyDown={box.onKey}
        onPaste={(event) => box.attachFrom(event.clipboardData.files)}
      />
      {attachment.file !== null && mode === 'reply' && <AttachedFile attachment={attachment} />}
      <ComposerFoot box={box} busy={commander.busy} />
    </form>
  );
}

type Box = ReturnType<typeof useComposer>;

function ComposerFoot({ box, busy }: { box: Box; busy: boolean }) {
  const words = useWords();
  const [{ enterSends }] = usePreferences();
  const { mode, right, draft, attachment } = box;
  const over = draft.text.length - API_LIMITS.textChars;
  const label =
    mode === 'note' ? 'composer.add-note' : right === 'claim' ? 'composer.claim-send' : 'composer.send';
  const uploading = attachment.file !== null && attachment.file.stored === null;
  return (
    <div className="composer-foot">
      {mode === 'reply' && <AttachButton attach={attachment.attach} />}
      <span className="composer-hint">
        {over > 0 ? (
          <span className="composer-over">{words('composer.too-long', { count: over })}</span>
        ) : (
          words(enterSends ? 'composer.hint-enter' : 'composer.hint-ctrl')
        )}
      </span>
      <Button
        type="submit"
        title={uploading ? words('composer.uploading') : undefined}
        size="sm"
        color={mode === 'note' ? 'yellow' : 'counter'}
        variant={mode === 'note' ? 'light' : 'filled'}
        className={mode === 'note' ? 'note-button' : undefined}
        disabled={!box.ready}
        loading={busy && right === 'claim'}
        leftSection={<Icon name={mode === 'note' ? 'note' : 'send'} size={16} />}
      >
        {words(label)}
      </Button>
    </div>
  );
}

function useComposer(conversation: ConversationDetail, commander: Commander, handle: Ref<ComposerHandle>) {
  const { operator } = useSession();
  const outbox = useOutbox();
  const area = useRef<HTMLTextAreaElement>(null);
  const reply = useDraft(operator.id, conversation.id);
  const note = useNoteDraft(operator.id, conversation.id);
  const attachment = useAttachment();
  const [chosen, setMode] = useState<Mode>('reply');
  const right = writeRight(conversation.status, conversation.reachable, operator.id);
  const mode: Mode = right === 'note' || right === 'unreachable' ? 'note' : chosen;
  const draft = mode === 'note' ? note : reply;
  const stored = attachment.file?.stored ?? null;
  const media = mode === 'reply' ? stored : null;
  const uploading = mode === 'reply' && attachment.file !== null && stored === null;
  const said = draft.text.trim() !== '' || media !== null;
  const ready = said && !uploading && draft.text.length <= API_LIMITS.textChars;

  function hand(): void {
    outbox.add({
      clientId: newClientId(),
      conversation: conversation.id,
      kind: mode,
      text: draft.text,
      media,
    });
    draft.setText('');
    if (mode === 'reply') attachment.clear();
    area.current?.focus();
  }
  function send(): void {
    if (!ready || commander.busy) return;
    if (mode === 'note' || right === 'reply') return hand();
    void commander.run({ do: 'claim' }).then((mine) => mine && hand());
  }
  useImperativeHandle(handle, () => ({
    write(next) {
      setMode(next);
      area.current?.focus();
    },
    takeBack(item) {
      setMode(item.kind);
      const box = item.kind === 'note' ? note : reply;
      box.setText(box.text === '' ? item.text : `${box.text}\n${item.text}`);
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
  const kept = mode === 'note' && chosen === 'reply' ? reply : null;
  const moveToNote = (): void => {
    note.setText(note.text === '' ? reply.text : `${note.text}\n${reply.text}`);
    reply.setText('');
  };
  return { area, draft, kept, moveToNote, attachment, attachFrom, mode, setMode, right, ready, send, onKey };
}

/** Enter as the operator chose; Ctrl+Enter always; never while an input method composes a character. */
function useSendKey(send: () => void, leave: () => void) {
  const [{ enterSends }] = usePreferences();
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') return leave();
    if (event.key !== 'Enter') return;
    const touch = matchMedia('(pointer: coarse)').matches;
    const plain = enterSends && !touch && !event.shiftKey && !event.altKey;
    if (!event.ctrlKey && !event.metaKey && !plain) return;
    event.preventDefault();
    send();
  };
}
