/** A new answer out of a cluster: its question, the wordings as phrasings, a reply of an operator as the first draft of the answer. */
import { Button, Group, Loader, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ClusterDetail } from '../../api/unanswered.ts';
import { NewEntryDialog } from '../faq/new-entry-dialog.tsx';
import { useFaqTree } from '../faq/use-faq.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { textsOf, TICKED } from './cluster-texts.ts';
import { QuestionTicks } from './question-ticks.tsx';
import { useSettle } from './use-unanswered.ts';

export function MakeEntry({ cluster, close }: { cluster: ClusterDetail; close(): void }) {
  const words = useWords();
  const failureText = useFailureText();
  const tree = useFaqTree();
  const settle = useSettle(cluster.id);
  const texts = textsOf(cluster);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(texts.slice(0, TICKED)));
  const [reply, setReply] = useState(cluster.replies[0] ?? '');
  const [named, setNamed] = useState(false);
  if (named && tree.data !== undefined) {
    return (
      <NewEntryDialog
        tree={tree.data}
        start={{
          question: cluster.title,
          phrasings: texts.filter((text) => chosen.has(text) && text !== cluster.title),
          answer: reply,
          lang: cluster.locale,
        }}
        close={close}
        made={(entry) => settle({ entry, made: 'entry' })}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={words('unanswered.make-title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="md">
        <QuestionTicks texts={texts} chosen={chosen} lang={cluster.locale} choose={setChosen} />
        {cluster.replies.length > 0 && (
          <Radio.Group label={words('unanswered.start-with')} value={reply} onChange={setReply}>
            <div className="un-reply-choice" lang={cluster.locale}>
              {cluster.replies.map((one) => (
                <Radio key={one} value={one} label={one} />
              ))}
              <Radio value="" label={words('unanswered.start-empty')} lang="" />
            </div>
          </Radio.Group>
        )}
        {tree.isPending && <Loader size="sm" aria-label={words('loading')} />}
        {tree.isError && <p role="alert">{failureText(tree.error)}</p>}
        <Group justify="flex-end">
          <Button disabled={tree.data === undefined} onClick={() => setNamed(true)}>
            {words('unanswered.next')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
