/**
 * Where an operator writes: to the customer, or a note among colleagues. What is typed is never lost: not by a reload, not
 * because somebody else was faster, not because a reply was refused.
 */
import { Button, Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { API_LIMITS } from '../../api/bounds.ts';
import type { ConversationDetail } from '../../api/conversations.ts';
import { usePreferences } from '../ambient/preferences.ts';
import type { Commander } from '../desk/use-command.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { AttachButton, AttachedFile } from './attached-file.tsx';
import { ComposerModes } from './composer-modes.tsx';
import { KeptReply } from './kept-reply.tsx';
import { useComposer, type ComposerHandle } from './use-composer.ts';
import { WindowNote } from './window-note.tsx';

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
      {mode === 'reply' && (
        <WindowNote endsAtMs={conversation.windowEndsAtMs} late={conversation.lateReply} />
      )}
      {box.kept !== null && <KeptReply text={box.kept.text} moveToNote={box.moveToNote} />}
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
      {attachment.file !== null && mode === 'reply' && (
        <AttachedFile attachment={attachment} limits={conversation.files} />
      )}
      <ComposerFoot box={box} busy={commander.busy} files={conversation.files} />
    </form>
  );
}

type Box = ReturnType<typeof useComposer>;

interface FootProps {
  box: Box;
  busy: boolean;
  files: ConversationDetail['files'];
}

function ComposerFoot({ box, busy, files }: FootProps) {
  const words = useWords();
  const [{ enterSends }] = usePreferences();
  const { mode, right, draft, attachment } = box;
  const over = draft.text.length - API_LIMITS.textChars;
  const label =
    mode === 'note' ? 'composer.add-note' : right === 'claim' ? 'composer.claim-send' : 'composer.send';
  return (
    <div className="composer-foot">
      {mode === 'reply' && <AttachButton attach={attachment.attach} limits={files} />}
      <span className="composer-hint">
        {over > 0 ? (
          <span className="composer-over">{words('composer.too-long', { count: over })}</span>
        ) : (
          words(enterSends ? 'composer.hint-enter' : 'composer.hint-ctrl')
        )}
      </span>
      <Button
        type="submit"
        title={box.uploading ? words('composer.uploading') : undefined}
        size="sm"
        color={mode === 'note' ? 'yellow' : 'counter'}
        variant={mode === 'note' ? 'light' : 'filled'}
        className={mode === 'note' ? 'note-button' : undefined}
        disabled={!box.ready && !box.uploading}
        loading={(busy && right === 'claim') || box.eager}
        leftSection={<Icon name={mode === 'note' ? 'note' : 'send'} size={16} />}
      >
        {words(label)}
      </Button>
    </div>
  );
}
