/** The six lists with the numbers that matter. */
import { VIEWS } from '../../api/bounds.ts';
import type { View } from '../../api/conversations.ts';
import { go } from '../ambient/route.ts';
import { useWords } from '../i18n/use-words.ts';
import { useCounts } from './use-list.ts';

/** Buttons; choosing one changes the address only. */
export function ViewTabs({ view }: { view: View }) {
  const words = useWords();
  const counts = useCounts();
  const count = (name: View): number | null =>
    counts !== null && (name === 'queue' || name === 'mine' || name === 'assigned') ? counts[name] : null;
  return (
    <div className="views" role="group" aria-label={words('list.views')}>
      {VIEWS.map((name) => {
        const number = count(name);
        return (
          <button
            key={name}
            type="button"
            className="view"
            aria-pressed={name === view}
            onClick={() => go(location.pathname, { view: name === 'queue' ? '' : name, search: '' })}
          >
            <span className="p-cut">{words(`view.${name}`)}</span>
            {number !== null && number > 0 && (
              <span className={`view-count p-number${name === 'queue' ? ' view-count--hot' : ''}`}>
                {number}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
