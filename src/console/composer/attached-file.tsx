/** The file that goes with a reply, and the button that chooses one. */
import { ActionIcon, CloseButton, FileButton, Loader } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import type { Attachment } from './use-attachment.ts';

export function AttachedFile({ attachment }: { attachment: Attachment }) {
  const words = useWords();
  const format = useFormat();
  const { file } = attachment;
  if (file === null) return null;
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
    </div>
  );
}

export function AttachButton({ attach }: { attach(file: File): void }) {
  const words = useWords();
  return (
    <FileButton onChange={(file) => file !== null && attach(file)}>
      {(props) => (
        <ActionIcon
          {...props}
          variant="subtle"
          size="lg"
          color="gray"
          className="quiet"
          aria-label={words('composer.attach')}
          title={words('composer.attach')}
        >
          <Icon name="attach" />
        </ActionIcon>
      )}
    </FileButton>
  );
}
