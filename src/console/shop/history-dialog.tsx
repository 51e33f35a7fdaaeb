/** Earlier states of a table, newest first; one of them can be brought back, and that can be undone, too. */
import { Button, Loader, Modal, Stack } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useRestoreSheet, useSheetHistory } from './use-sheets.ts';

interface HistoryProps {
  name: string;
  version: string;
  close(): void;
}

export function HistoryDialog({ name, version, close }: HistoryProps) {
  const words = useWords();
  const format = useFormat();
  const query = useSheetHistory(name);
  const { restore, restoring } = useRestoreSheet(name);
  return (
    <Modal
      opened
      onClose={close}
      title={words('shop.history-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="sm">
        {query.isPending && <Loader aria-label={words('loading')} />}
        {query.data?.states.length === 0 && <p className="p-soft">{words('shop.history-none')}</p>}
        <ul className="shop-history">
          {query.data?.states.map((state) => (
            <li key={state.id}>
              <span>
                {words('shop.history-line', { when: format.full(state.atMs), name: state.by })}
                <span className="p-soft"> · {words('shop.rows', { count: state.rows })}</span>
              </span>
              <Button
                size="xs"
                variant="default"
                loading={restoring}
                onClick={() => restore({ id: state.id, version }, close)}
              >
                {words('shop.restore')}
              </Button>
            </li>
          ))}
        </ul>
      </Stack>
    </Modal>
  );
}
