/**
 * Everything that waits to be published: what is written, what it does to questions that were really asked, and the word that makes it live.
 * The address names the look that is shown, so that a reload goes on with it.
 */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Strip } from './banners.tsx';
import { DraftSheet } from './draft-sheet.tsx';
import { GateView } from './gate-view.tsx';
import type { Published } from './published.ts';
import { PublishedCard } from './published-card.tsx';
import { ReportedGate } from './reported-gate.tsx';
import { useBeginGate } from './use-gate.ts';
import { WaitingSheet } from './waiting-sheet.tsx';

export function PublishPage({ tree }: { tree: FaqTree }) {
  const named = useQueryValue('gate');
  const [done, setDone] = useState<Published | null>(null);
  if (named !== '' && named === tree.reportedGateId) return <ReportedGate id={named} />;
  return (
    <div className="sheet fa-sheet">
      <div className="sheet-inner sheet-inner--wide">
        {done !== null && <PublishedCard done={done} close={() => setDone(null)} />}
        <Drafts tree={tree} gateId={named === '' ? null : named} isDone={done !== null} done={setDone} />
      </div>
    </div>
  );
}

interface DraftsProps {
  tree: FaqTree;
  gateId: string | null;
  isDone: boolean;
  done(published: Published): void;
}

function Drafts({ tree, gateId, isDone, done }: DraftsProps) {
  const words = useWords();
  const begin = useBeginGate((id) => go('/answers/publish', { gate: id }, 'replace'));
  const hasWork = tree.drafts > 0 || tree.held;
  // The look begins by itself, once for each set of drafts that this page was opened with.
  const { mutate } = begin;
  const begun = useRef(false);
  useEffect(() => {
    if (!hasWork || begun.current) return;
    begun.current = true;
    mutate();
  }, [hasWork, mutate]);
  if (!hasWork) {
    return isDone ? null : (
      <Empty icon="check" title={words('faq.nothing')}>
        <p>{words('faq.nothing-hint')}</p>
        <Button variant="light" onClick={() => go('/answers', { gate: '' })}>
          {words('faq.all')}
        </Button>
      </Empty>
    );
  }
  return (
    <>
      {tree.held && (
        <>
          <Strip text={words('faq.held-here')} />
          <WaitingSheet />
        </>
      )}
      <GateView
        tree={tree}
        gateId={gateId}
        begin={() => mutate()}
        beginError={begin.error}
        isBeginning={begin.isPending}
        done={(published) => {
          begun.current = false;
          go('/answers/publish', { gate: '' }, 'replace');
          done(published);
        }}
      />
      {tree.drafts > 0 && <DraftSheet tree={tree} />}
    </>
  );
}
