/** The words of an entry in one language, with what it will look like and how it is found beside them. */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { FaqEntryView, FaqParts, FaqTree, FaqWritten } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useNow } from '../ambient/use-now.ts';
import { useSession } from '../session/use-session.ts';
import { Empty } from '../ui/empty.tsx';
import { ClashPanel } from './clash-panel.tsx';
import { EntryForm } from './entry-form.tsx';
import { EntrySide } from './entry-side.tsx';
import { Original } from './original.tsx';
import { NO_PARTS } from './parts.ts';
import { SaveState } from './save-state.tsx';
import { useDraft, type DraftBox } from './use-draft.ts';
import { useSettled } from './use-settled.ts';

interface LanguageProps {
  tree: FaqTree;
  view: FaqEntryView;
  lang: ApiLocale;
}

export function LanguageEditor({ tree, view, lang }: LanguageProps) {
  const words = useWords();
  const box = useDraft(view, lang);
  const { parts, saver } = box;
  const written = view.languages[lang] ?? null;
  const original = originalOf(tree.languages, view, lang);
  const [beside, setBeside] = useState(false);
  if (parts === null) {
    const isRemoved = written !== null && written.draftedBy !== null && written.live !== null;
    return (
      <Absent
        isRemoved={isRemoved}
        original={original}
        write={() => {
          saver.write(isRemoved ? (written.live ?? NO_PARTS) : NO_PARTS);
          setBeside(original !== null);
        }}
      />
    );
  }
  return (
    <div className="fa-work">
      <div className="fa-form-column">
        <div className="fa-form-bar">
          <SaveState box={box} isDrafted={written !== null && written.draftedBy !== null} />
          <WhoDrafts written={written} />
          {original !== null && (
            <Switch
              size="xs"
              className="fa-beside"
              label={words('faq.original-show')}
              checked={beside}
              onChange={(event) => setBeside(event.currentTarget.checked)}
            />
          )}
        </div>
        <Clashes box={box} view={view} written={written} parts={parts} />
        {beside && original !== null && <Original parts={original.parts} lang={original.lang} />}
        <EntryForm
          parts={parts}
          lang={lang}
          problems={box.problems ?? written?.problems ?? []}
          tree={tree}
          change={(more) => saver.write({ ...(saver.state().parts ?? parts), ...more })}
        />
      </div>
      <Side view={view} lang={lang} parts={parts} />
    </div>
  );
}

function Side({ view, lang, parts }: { view: FaqEntryView; lang: ApiLocale; parts: FaqParts }) {
  const settled = useSettled(parts);
  return <EntrySide id={view.id} lang={lang} parts={settled} />;
}

interface AbsentProps {
  isRemoved: boolean;
  original: { parts: FaqParts; lang: ApiLocale } | null;
  write(): void;
}

function Absent({ isRemoved, original, write }: AbsentProps) {
  const words = useWords();
  return (
    <div className="fa-absent">
      <Empty icon={isRemoved ? 'info' : 'note'} title={words(isRemoved ? 'faq.removed' : 'faq.untranslated')}>
        <p>{words(isRemoved ? 'faq.removed-hint' : 'faq.untranslated-hint')}</p>
        <Button onClick={write}>{words(isRemoved ? 'faq.removed-back' : 'faq.translate')}</Button>
      </Empty>
      {!isRemoved && original !== null && <Original parts={original.parts} lang={original.lang} />}
    </div>
  );
}

interface ClashesProps {
  box: DraftBox;
  view: FaqEntryView;
  written: FaqWritten | null;
  parts: FaqParts;
}

/** What must be chosen before this can be saved or published. */
function Clashes({ box, written, parts }: ClashesProps) {
  const { clash, saver } = box;
  if (clash !== null)
    return (
      <ClashPanel
        clash={clash}
        mine={parts}
        keepMine={() => saver.keepMine()}
        takeTheirs={() => saver.takeTheirs()}
      />
    );
  const conflict = written?.conflict ?? null;
  if (conflict === null || written === null) return null;
  const { theirs } = conflict;
  return (
    <ClashPanel
      clash={{ kind: 'changed', theirs, version: written.version }}
      mine={parts}
      keepMine={() => saver.write(parts)}
      takeTheirs={() => saver.write(theirs)}
    />
  );
}

/** A colleague who writes here at this moment is told of before the two get into each other's way. */
function WhoDrafts({ written }: { written: FaqWritten | null }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { operator } = useSession();
  const by = written?.draftedBy ?? null;
  if (by === null) return null;
  const isNow = by.name !== operator.name && now - by.atMs < NOW_MS;
  const when = format.moment(by.atMs, now);
  return (
    <span className={isNow ? 'fa-who fa-who--now' : 'fa-who'}>
      {isNow
        ? words('faq.drafting-now', { name: by.name })
        : words('faq.drafted-by', { name: by.name, when })}
    </span>
  );
}

/** Who saved within this time is still at it. */
const NOW_MS = 60_000;

function originalOf(
  languages: readonly ApiLocale[],
  view: FaqEntryView,
  lang: ApiLocale,
): { parts: FaqParts; lang: ApiLocale } | null {
  for (const one of languages) {
    const written = view.languages[one];
    const parts = written === undefined ? null : (written.draft ?? written.live);
    if (one !== lang && parts !== null) return { parts, lang: one };
  }
  return null;
}
