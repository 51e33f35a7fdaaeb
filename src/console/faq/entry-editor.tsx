/** One entry: its head, a tab for each language, and the words of the language that is chosen. */
import { useState, type KeyboardEvent } from 'react';
import type { FaqEntryView, FaqRow, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { EntryMenu } from './entry-menu.tsx';
import { LanguageEditor } from './language-editor.tsx';
import { questionOf } from './use-faq.ts';

interface EditorProps {
  tree: FaqTree;
  row: FaqRow | null;
  view: FaqEntryView;
}

export function EntryEditor({ tree, row, view }: EditorProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const wanted = useQueryValue('lang');
  const first = startLanguage(tree.languages, view, locale);
  const lang = tree.languages.find((one) => one === wanted) ?? first;
  // Draft taken back: what is unsaved on the screen is void, too.
  const [taken, setTaken] = useState(0);
  return (
    <section className="fa-pane" aria-label={words('faq.entry')}>
      <EntryHead tree={tree} row={row} view={view} lang={lang} renew={() => setTaken(taken + 1)} />
      <LanguageTabs
        languages={tree.languages}
        view={view}
        lang={lang}
        choose={(one) => go(location.pathname, { lang: one }, 'replace')}
      />
      <div
        className="fa-language"
        role="tabpanel"
        id="fa-language"
        aria-labelledby={`fa-tab-${lang}`}
        key={`${lang} ${taken}`}
      >
        <LanguageEditor tree={tree} view={view} lang={lang} />
      </div>
    </section>
  );
}

interface HeadProps extends EditorProps {
  lang: ApiLocale;
  renew(): void;
}

function EntryHead({ tree, row, view, lang, renew }: HeadProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const title = row === null ? null : questionOf(row.question, locale);
  const topic = tree.topics.find(({ name }) => name === view.topic);
  const topicTitle = topic === undefined ? view.topic : (questionOf(topic.title, locale)?.text ?? topic.name);
  return (
    <header className="fa-entry-head">
      <a
        className="fa-back-link"
        href="/answers"
        aria-label={words('faq.all')}
        onClick={(event) => {
          event.preventDefault();
          go('/answers', { lang: '', topic: '' });
        }}
      >
        <Icon name="back" size={18} />
      </a>
      <div className="fa-entry-title">
        <h2 lang={title?.lang}>{title?.text ?? words('faq.untitled')}</h2>
        <p>
          <span>{topicTitle}</span>
          <code>{view.id}</code>
          {row !== null && row.state !== 'live' && (
            <span className={`tag fa-state--${row.state}`}>{words(`faq.state.${row.state}`)}</span>
          )}
          {row !== null && <span className="p-number">{words('faq.asked', { count: row.asked30d })}</span>}
        </p>
      </div>
      <EntryMenu view={view} lang={lang} renew={renew} />
    </header>
  );
}

interface TabsProps {
  languages: readonly ApiLocale[];
  view: FaqEntryView;
  lang: ApiLocale;
  choose(lang: ApiLocale): void;
}

function LanguageTabs({ languages, view, lang, choose }: TabsProps) {
  const words = useWords();
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = languages[(languages.indexOf(lang) + by + languages.length) % languages.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`fa-tab-${next}`)?.focus();
  };
  return (
    <div className="fa-langs" role="tablist" aria-label={words('faq.languages')} onKeyDown={step}>
      {languages.map((one) => {
        const written = view.languages[one];
        const isThere = written !== undefined && (written.live !== null || written.draft !== null);
        const mark = !isThere ? 'none' : written.draftedBy !== null ? 'draft' : 'live';
        return (
          <button
            key={one}
            type="button"
            role="tab"
            id={`fa-tab-${one}`}
            aria-selected={one === lang}
            aria-controls="fa-language"
            tabIndex={one === lang ? 0 : -1}
            className={`fa-lang fa-lang--${mark}`}
            onClick={() => choose(one)}
          >
            {words(`language.own-${one}`)}
            <span className={mark === 'live' ? 'p-hidden' : 'fa-lang-mark'}>{words(`faq.lang.${mark}`)}</span>
          </button>
        );
      })}
    </div>
  );
}

function startLanguage(languages: readonly ApiLocale[], view: FaqEntryView, locale: ApiLocale): ApiLocale {
  const isWritten = (one: ApiLocale): boolean => view.languages[one] !== undefined;
  const isEmpty = !languages.some(isWritten);
  if (languages.includes(locale) && (isEmpty || isWritten(locale))) return locale;
  return languages.find(isWritten) ?? languages[0] ?? locale;
}
