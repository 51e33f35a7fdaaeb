/** A table of answers into drafts: all rows or none. What is wrong is listed by row, so that it can be mended in the spreadsheet. */
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { FAQ_LIMITS } from '../../api/faq-bounds.ts';
import type { FaqImported } from '../../api/faq.ts';
import { go } from '../ambient/route.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Told } from '../ui/told.tsx';
import { useFaqChanged } from './use-faq.ts';

export function ImportDialog({ close }: { close(): void }) {
  const words = useWords();
  const format = useFormat();
  const failureText = useFailureText();
  const api = useApi();
  const changed = useFaqChanged();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const load = useMutation({
    mutationFn: (chosen: File) => api.importFaq(formatOf(chosen.name), chosen),
    onSuccess: changed,
    // Whoever has mended the table chooses it again: the browser would send nothing of a file that has changed.
    onSettled: () => setFile(null),
  });
  const isTooLarge = file !== null && file.size > FAQ_LIMITS.tableBytes;
  const tooLarge = words('faq.import-too-large', { size: format.bytes(FAQ_LIMITS.tableBytes) });
  const outcome = load.data;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words('faq.import-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="sm">
        <p className="fa-plain p-soft" id={`${id}-hint`}>
          {words('faq.import-hint')}
        </p>
        <label className="label" htmlFor={id}>
          {words('faq.import-file')}
        </label>
        <input
          id={id}
          key={load.submittedAt}
          type="file"
          className="fa-file"
          accept=".csv,.xlsx"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            load.reset();
          }}
        />
        {isTooLarge && <Trouble text={tooLarge} />}
        {load.isError && <Trouble text={failureText(load.error)} />}
        {outcome?.ok === false && <Rows problems={outcome.problems} />}
        {outcome?.ok === true ? (
          <Done outcome={outcome} close={close} />
        ) : (
          <Send
            word={outcome === undefined ? 'faq.import-do' : 'faq.import-again'}
            isOff={file === null || isTooLarge}
            isSending={load.isPending}
            send={() => file !== null && load.mutate(file)}
          />
        )}
      </Stack>
    </Modal>
  );
}

interface SendProps {
  word: 'faq.import-do' | 'faq.import-again';
  isOff: boolean;
  isSending: boolean;
  send(): void;
}

function Send({ word, isOff, isSending, send }: SendProps) {
  const words = useWords();
  return (
    <Group justify="flex-end">
      <Button disabled={isOff} loading={isSending} onClick={send}>
        {words(word)}
      </Button>
    </Group>
  );
}

function Trouble({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert">
      {text}
    </Alert>
  );
}

function formatOf(name: string): string {
  return name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
}

function Rows({ problems }: { problems: Extract<FaqImported, { ok: false }>['problems'] }) {
  const words = useWords();
  return (
    <Alert color="red" role="alert" title={words('faq.import-refused', { count: problems.length })}>
      <div className="fa-import-problems" tabIndex={0} role="group" aria-label={words('faq.import-problems')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words('faq.import-row')}</th>
              <th scope="col">{words('faq.import-what')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, message, hint, what, fix }) => (
              <tr key={`${row} ${message}`}>
                <td className="p-number">{row === 0 ? '—' : row}</td>
                <td>
                  <Told phrase={what} english={message} />
                  {hint !== '' && (
                    <span className="problem-hint">
                      → <Told phrase={fix} english={hint} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Alert>
  );
}

function Done({ outcome, close }: { outcome: Extract<FaqImported, { ok: true }>; close(): void }) {
  const words = useWords();
  const { added, changed, same } = outcome;
  const isNews = added + changed > 0;
  return (
    <>
      <Alert color="counter" role="status" title={words(isNews ? 'faq.import-done' : 'faq.import-same')}>
        {isNews
          ? words('faq.import-counts', { added, changed, same })
          : words('faq.import-same-hint', { count: same })}
      </Alert>
      <Group justify="flex-end">
        <Button
          onClick={() => {
            close();
            go(isNews ? '/answers/publish' : '/answers');
          }}
        >
          {words(isNews ? 'faq.import-review' : 'close')}
        </Button>
      </Group>
    </>
  );
}
