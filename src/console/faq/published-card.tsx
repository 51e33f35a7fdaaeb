/** It is live: what was written where, and the way back. */
import { Alert, Button } from '@mantine/core';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import type { Published } from './published.ts';
import { useUndo } from './use-undo.ts';

export function PublishedCard({ done, close }: { done: Published; close(): void }) {
  const words = useWords();
  const { undo, isUndoing } = useUndo(close);
  const { files, commit, warning, revision } = done;
  return (
    <Alert
      color="counter"
      role="status"
      className="fa-published"
      icon={<Icon name="check" size={18} />}
      title={words('faq.published')}
      withCloseButton
      closeButtonLabel={words('close')}
      onClose={close}
    >
      <p className="fa-plain">
        {files.length === 0
          ? words('faq.published-held')
          : words('faq.published-files', { count: files.length, files: files.join(', ') })}
        {commit !== null && (
          <>
            {' '}
            {words('faq.published-commit')} <code>{commit.slice(0, 10)}</code>
          </>
        )}
      </p>
      {warning !== null && (
        <p className="fa-fault" lang="en">
          {warning}
        </p>
      )}
      <Button
        size="xs"
        variant="default"
        loading={isUndoing}
        leftSection={<Icon name="undo" size={15} />}
        onClick={() => undo(revision)}
      >
        {words('faq.undo')}
      </Button>
    </Alert>
  );
}
