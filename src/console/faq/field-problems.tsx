/** What was found at one field: what is wrong, and what to do about it. */
import type { FaqProblem } from '../../api/faq.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { Told } from '../ui/told.tsx';

export function FieldProblems({ problems }: { problems: readonly FaqProblem[] }) {
  const words = useWords();
  if (problems.length === 0) return null;
  return (
    <ul className="fa-problems">
      {problems.map(({ level, line, message, hint, what, fix, other }) => (
        <li key={`${line} ${message}`} className={`fa-problem fa-problem--${level}`}>
          <Icon name={level === 'error' ? 'alert' : 'info'} size={16} />
          <span>
            <span className="p-hidden">{words(`scripts.level.${level}`)}: </span>
            <Told phrase={what} english={message} other={other} />
            {hint !== '' && (
              <span className="problem-hint">
                → <Told phrase={fix} english={hint} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
