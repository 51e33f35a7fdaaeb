/** It is live: what was written where, and the way back. */
import { Alert, Button } from '@mantine/core';
import type { FaqPublishWarning } from '../../api/faq.ts';
import { useWords } from '../i18n/use-words.ts';
import { Problems } from '../scripts/problems.tsx';
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
      {warning !== null && <Warning warning={warning} />}
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

function Warning({ warning }: { warning: FaqPublishWarning }) {
  const words = useWords();
  return (
    <>
      <p className="fa-fault">{words(`faq.warning.${warning.code}`)}</p>
      {warning.code === 'not-live' && <Problems problems={warning.problems} />}
      {warning.code === 'git' && (
        <p className="fa-plain p-soft">{words('faq.said', { said: warning.said })}</p>
      )}
    </>
  );
}
