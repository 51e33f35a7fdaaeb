/** Topics and their entries: what each is called, how it stands, in which languages it is there, how often it was said of late. */
import { useMemo } from 'react';
import type { FaqRow, FaqTopic, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { SearchBox } from '../list/search-box.tsx';
import { Empty } from '../ui/empty.tsx';
import { filterTopics, ONLY, type Only } from './filter-topics.ts';
import { questionOf } from './use-faq.ts';

export function TopicTree({ tree, current }: { tree: FaqTree; current: string | null }) {
  const words = useWords();
  const { locale } = useLanguage();
  const search = useQueryValue('search');
  const wanted = useQueryValue('only');
  const only = ONLY.find((one) => one === wanted) ?? 'all';
  const topics = useMemo(() => filterTopics(tree, { search, only, locale }), [tree, search, only, locale]);
  return (
    <section className="fa-tree" aria-label={words('faq.tree')}>
      <div className="fa-tree-head">
        <SearchBox search={search} label={words('faq.search')} />
        <Filters only={only} />
      </div>
      <div className="fa-tree-list">
        {topics.length === 0 && (
          <Empty icon="search" title={words(search === '' ? `faq.none.${only}` : 'faq.none-found')}>
            {search !== '' && <p>{words('faq.none-found-hint')}</p>}
          </Empty>
        )}
        {topics.map((topic) => (
          <Topic key={topic.name} topic={topic} languages={tree.languages} current={current} />
        ))}
      </div>
    </section>
  );
}

function Filters({ only }: { only: Only }) {
  const words = useWords();
  return (
    <div className="fa-chips" role="group" aria-label={words('faq.only')}>
      {ONLY.map((one) => (
        <button
          key={one}
          type="button"
          className="fa-chip"
          aria-pressed={one === only}
          onClick={() => go(location.pathname, { only: one === 'all' ? '' : one }, 'replace')}
        >
          {words(`faq.only.${one}`)}
        </button>
      ))}
    </div>
  );
}

interface TopicProps {
  topic: FaqTopic;
  languages: readonly ApiLocale[];
  current: string | null;
}

function Topic({ topic, languages, current }: TopicProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const format = useFormat();
  const title = questionOf(topic.title, locale)?.text ?? topic.name;
  const about = [
    topic.owner ?? '',
    topic.reviewBy === null ? '' : words('faq.review-by', { day: format.calendarDay(topic.reviewBy) }),
  ].filter((text) => text !== '');
  return (
    <section className="fa-topic">
      <h2>
        <span className="p-cut">{title}</span>
        <span className="fa-topic-count p-number">{topic.entries.length}</span>
      </h2>
      {about.length > 0 && <p className="fa-topic-about p-cut">{about.join(' · ')}</p>}
      <ul>
        {topic.entries.map((row) => (
          <Row key={row.id} row={row} languages={languages} isCurrent={row.id === current} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  row: FaqRow;
  languages: readonly ApiLocale[];
  isCurrent: boolean;
}

function Row({ row, languages, isCurrent }: RowProps) {
  const words = useWords();
  const { locale } = useLanguage();
  const shown = questionOf(row.question, locale);
  const missing = languages.filter((one) => row.question[one] === undefined);
  const errors = row.problems.filter(({ level }) => level === 'error').length;
  const path = `/answers/entry/${encodeURIComponent(row.id)}`;
  return (
    <li>
      <a
        className="fa-row"
        href={path}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(path);
        }}
      >
        <span className="fa-row-name" lang={shown?.lang}>
          {shown?.text ?? row.id}
        </span>
        {row.asked30d > 0 && (
          <span className="fa-row-asked p-number" title={words('faq.asked', { count: row.asked30d })}>
            <span aria-hidden="true">{row.asked30d}</span>
            <span className="p-hidden">{words('faq.asked', { count: row.asked30d })}</span>
          </span>
        )}
        <span className="fa-row-marks">
          {row.state !== 'live' && (
            <span className={`tag fa-state--${row.state}`}>{words(`faq.state.${row.state}`)}</span>
          )}
          {row.problems.length > 0 && (
            <span className={`tag ${errors > 0 ? 'tag--urgent' : 'tag--high'}`}>
              {words(errors > 0 ? 'faq.errors' : 'faq.warnings', { count: errors || row.problems.length })}
            </span>
          )}
          {missing.length > 0 && (
            <span className="fa-row-missing">
              {words('faq.missing', { languages: missing.map((one) => one.toUpperCase()).join(', ') })}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
