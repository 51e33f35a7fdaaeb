/** The entry that the address names, or what to do where none is chosen. */
import { Button, Loader } from '@mantine/core';
import type { FaqEntryView, FaqRow, FaqTree } from '../../api/faq.ts';
import { useQueryValue } from '../ambient/route.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { EntryEditor } from './entry-editor.tsx';
import { useFaqEntry } from './use-faq.ts';

export function EntryPane({ tree, id }: { tree: FaqTree; id: string | null }) {
  const words = useWords();
  if (id !== null) return <Chosen tree={tree} id={id} />;
  const isEmpty = tree.topics.every(({ entries }) => entries.length === 0);
  return (
    <section className="fa-pane fa-pane--none" aria-label={words('faq.entry')}>
      <Empty icon="answers" title={words(isEmpty ? 'faq.none-yet' : 'faq.choose')}>
        <p>{words(isEmpty ? 'faq.none-yet-hint' : 'faq.choose-hint')}</p>
      </Empty>
    </section>
  );
}

function Chosen({ tree, id }: { tree: FaqTree; id: string }) {
  const words = useWords();
  const failureText = useFailureText();
  const topic = useQueryValue('topic');
  const query = useFaqEntry(id);
  const view = query.data ?? newOne(id, topic, query.data === null);
  if (view !== null) return <EntryEditor key={id} tree={tree} row={rowOf(tree, id)} view={view} />;
  return (
    <section className="fa-pane fa-pane--none" aria-label={words('faq.entry')}>
      {query.isPending ? (
        <Loader aria-label={words('loading')} />
      ) : query.isError ? (
        <Empty icon="alert" title={words('faq.entry-failed')}>
          <p>{failureText(query.error)}</p>
          <Button variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
        </Empty>
      ) : (
        <Empty icon="info" title={words('faq.gone')}>
          <p>{words('faq.gone-hint')}</p>
        </Empty>
      )}
    </section>
  );
}

/** An entry that is only being begun: the address names its topic. */
function newOne(id: string, topic: string, isNone: boolean): FaqEntryView | null {
  return isNone && topic !== '' ? { id, topic, languages: {} } : null;
}

function rowOf(tree: FaqTree, id: string): FaqRow | null {
  for (const { entries } of tree.topics) {
    const row = entries.find((one) => one.id === id);
    if (row !== undefined) return row;
  }
  return null;
}
