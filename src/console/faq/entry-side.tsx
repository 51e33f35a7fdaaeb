/** Beside the words: how each channel will show them, and which words find them. */
import { useState } from 'react';
import type { FaqParts } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useWords } from '../i18n/use-words.ts';
import { PreviewPane } from './preview-pane.tsx';
import { TryPane } from './try-pane.tsx';

const TABS = ['preview', 'try'] as const;
type SideTab = (typeof TABS)[number];

export function EntrySide({ id, lang, parts }: { id: string; lang: ApiLocale; parts: FaqParts }) {
  const words = useWords();
  const [tab, setTab] = useState<SideTab>('preview');
  return (
    <aside className="fa-side" aria-label={words('faq.side')}>
      <div className="fa-side-tabs" role="group" aria-label={words('faq.side')}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            className="fa-chip"
            aria-pressed={one === tab}
            onClick={() => setTab(one)}
          >
            {words(`faq.side.${one}`)}
          </button>
        ))}
      </div>
      {tab === 'preview' ? (
        <PreviewPane id={id} lang={lang} parts={parts} />
      ) : (
        <TryPane id={id} lang={lang} start={parts.question} />
      )}
    </aside>
  );
}
