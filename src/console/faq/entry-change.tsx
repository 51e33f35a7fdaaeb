/** What became of one entry in one language: its question, which leads to it, and both sides of the change. */
import type { FaqEntryChange } from '../../api/faq.ts';
import { go } from '../ambient/route.ts';
import { PartsDiff } from './parts-diff.tsx';

interface ChangeProps {
  change: FaqEntryChange;
  /** What the two sides are called. */
  names: { before: string; after: string };
}

export function EntryChange({ change: { id, locale, before, after }, names }: ChangeProps) {
  return (
    <div className="fa-revision-change">
      <p className="fa-drafted-head">
        <a
          href={`/answers/entry/${id}`}
          lang={locale}
          onClick={(event) => {
            event.preventDefault();
            go(`/answers/entry/${encodeURIComponent(id)}`, { entry: '', lang: locale });
          }}
        >
          {after?.question ?? before?.question ?? id}
        </a>
        <span className="tag">{locale.toUpperCase()}</span>
      </p>
      <PartsDiff before={before} after={after} names={names} />
    </div>
  );
}
