/** Closing a conversation: with what outcome. */
import { Modal, UnstyledButton } from '@mantine/core';
import { API_OUTCOMES } from '../../api/bounds.ts';
import type { ApiOutcome } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';

interface ResolveProps {
  opened: boolean;
  close(): void;
  resolve(outcome: ApiOutcome): void;
}

export function ResolveDialog({ opened, close, resolve }: ResolveProps) {
  const words = useWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words('resolve.title')}
      size="sm"
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <div className="choices" role="group" aria-label={words('resolve.title')}>
        {API_OUTCOMES.map((outcome, index) => (
          <UnstyledButton
            key={outcome}
            className="choice"
            data-autofocus={index === 0 ? true : undefined}
            onClick={() => {
              close();
              resolve(outcome);
            }}
          >
            <strong>{words(`outcome.${outcome}`)}</strong>
            <span>{words(`outcome.${outcome}-hint`)}</span>
          </UnstyledButton>
        ))}
      </div>
    </Modal>
  );
}
