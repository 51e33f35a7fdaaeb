/** What everybody who writes answers must know at once: files that cannot be used, files that wait, a report nobody has looked at. */
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FaqTree } from '../../api/faq.ts';
import { go, type AnswersTab } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { Problems } from '../scripts/problems.tsx';
import { Icon } from '../ui/icon.tsx';

export function Banners({ tree, tab }: { tree: FaqTree; tab: AnswersTab }) {
  const words = useWords();
  return (
    <>
      {!tree.isCurrent && (
        <Alert
          className="fa-banner"
          color="red"
          icon={<Icon name="alert" size={18} />}
          title={words('faq.stale')}
        >
          <p>{words('faq.stale-hint')}</p>
          <Problems problems={tree.problems} />
        </Alert>
      )}
      {tree.unusable.length > 0 && (
        <Alert
          className="fa-banner"
          color="red"
          icon={<Icon name="alert" size={18} />}
          title={words('faq.unusable')}
        >
          <p>{words('faq.unusable-hint')}</p>
          <Problems problems={tree.unusable} />
        </Alert>
      )}
      {tree.held && tab !== 'publish' && (
        <Strip text={words('faq.held')}>
          <Go path="/answers/publish" word={words('faq.held-go')} />
        </Strip>
      )}
      {tree.reportedGateId !== null && tab !== 'publish' && (
        <Strip text={words('faq.reported')}>
          <Go path="/answers/publish" query={{ gate: tree.reportedGateId }} word={words('faq.reported-go')} />
        </Strip>
      )}
    </>
  );
}

export function Strip({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <p className="fa-strip">
      <Icon name="info" size={17} />
      <span>{text}</span>
      {children}
    </p>
  );
}

function Go({ path, query, word }: { path: string; query?: Record<string, string>; word: string }) {
  return (
    <button type="button" className="fa-link" onClick={() => go(path, query)}>
      {word}
    </button>
  );
}
