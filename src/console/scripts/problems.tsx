/** What the check found in a file: where, what is wrong, what to do. */
import type { ScriptProblem } from '../../api/scripts.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { Told } from '../ui/told.tsx';

export function Problems({ problems }: { problems: readonly ScriptProblem[] }) {
  const words = useWords();
  if (problems.length === 0) return null;
  return (
    <ul className="findings" aria-label={words('scripts.problems')}>
      {problems.map(({ level, file, line, message, hint, what, fix, other }) => (
        <li
          key={`${file}:${line} ${message}`}
          className={`finding finding--${level === 'error' ? 'error' : 'warn'}`}
        >
          <Icon name={level === 'error' ? 'alert' : 'info'} size={17} />
          <span>
            <span className="p-hidden">{words(`scripts.level.${level}`)}: </span>
            <strong className="problem-place">
              {line > 0 ? words('scripts.place', { file, line }) : file}
            </strong>{' '}
            <Told phrase={what} english={message} other={other} />
            <span className="problem-hint">
              → <Told phrase={fix} english={hint} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
