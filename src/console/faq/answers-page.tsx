/** The answers for those who write them: topics and entries, publishing, history, how they do. The address says which of these. */
import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import type { AnswersTab } from '../ambient/route.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { AnswersHead } from './answers-head.tsx';
import { Banners } from './banners.tsx';
import { EntryPane } from './entry-pane.tsx';
import './faq.css';
import './faq-editor.css';
import './faq-publish.css';
import { HistoryPage } from './history-page.tsx';
import { PublishPage } from './publish-page.tsx';
import { ReportPage } from './report-page.tsx';
import { TopicTree } from './topic-tree.tsx';
import { useFaqTree } from './use-faq.ts';

export function AnswersPage({ tab, id }: { tab: AnswersTab; id: string | null }) {
  const words = useWords();
  const failureText = useFailureText();
  const query = useFaqTree();
  const tree = query.data;
  return (
    <main className={`fa fa--${tab}${id === null ? '' : ' fa--deep'}`}>
      <AnswersHead tab={tab} tree={tree ?? null} />
      {tree === undefined && query.isPending && <Loader className="fa-wait" aria-label={words('loading')} />}
      {tree === undefined && query.isError && (
        <Empty icon="alert" title={words('faq.failed')}>
          <p>{failureText(query.error)}</p>
          <Button variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
        </Empty>
      )}
      {tree !== undefined && (
        <>
          <Banners tree={tree} tab={tab} />
          <Tab tab={tab} id={id} tree={tree} />
        </>
      )}
    </main>
  );
}

function Tab({ tab, id, tree }: { tab: AnswersTab; id: string | null; tree: FaqTree }): ReactNode {
  switch (tab) {
    case 'entries':
      return (
        <div className="fa-desk">
          <TopicTree tree={tree} current={id} />
          <EntryPane key={id} tree={tree} id={id} />
        </div>
      );
    case 'publish':
      return <PublishPage tree={tree} />;
    case 'history':
      return <HistoryPage tree={tree} />;
    case 'report':
      return <ReportPage />;
  }
}
