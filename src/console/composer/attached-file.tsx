/** The file that goes with a reply, and the button that chooses one. */
import { ActionIcon, CloseButton, FileButton, Loader } from '@mantine/core';
import type { ConversationDetail } from '../../api/conversations.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import type { Attachment } from './use-attachment.ts';

/** What the customer's messenger takes; null: nothing. */
type FileLimits = ConversationDetail['files'];

export function AttachedFile({ attachment, limits }: { attachment: Attachment; limits: FileLimits }) {
  const words = useWords();
  const format = useFormat();
  const { file } = attachment;
  if (file === null) return null;
  const becomesFile = limits !== null && file.isPicture && file.bytes > limits.pictureBytes;
  return (
    <div className="attached" role="status">
      {file.stored === null ? (
        <Loader size={16} aria-label={words('composer.uploading')} />
      ) : (
        <Icon name="file" size={18} />
      )}
      <span className="p-cut">{file.name}</span>
      {file.bytes > 0 && <span className="p-soft">{format.bytes(file.bytes)}</span>}
      <CloseButton size="sm" aria-label={words('composer.detach')} onClick={attachment.clear} />
      {becomesFile && (
        <span className="attached-hint">
          {words('composer.as-file', { size: format.bytes(limits.pictureBytes) })}
        </span>
      )}
    </div>
  );
}

/** Says what goes before anything is chosen. */
export function AttachButton({ attach, limits }: { attach(file: File): void; limits: FileLimits }) {
  const words = useWords();
  const format = useFormat();
  const label =
    limits === null
      ? words('composer.attach-none')
      : words('composer.attach', { size: format.bytes(limits.bytes) });
  return (
    <FileButton onChange={(file) => file !== null && attach(file)} disabled={limits === null}>
      {(props) => (
        <ActionIcon
          {...props}
          variant="subtle"
          size="lg"
          color="gray"
          className="quiet"
          disabled={limits === null}
          aria-label={label}
          title={label}
        >
          <Icon name="attach" />
        </ActionIcon>
      )}
    </FileButton>
  );
}
