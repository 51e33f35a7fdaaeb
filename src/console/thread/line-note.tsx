/** A note among colleagues. It looks like nothing the customer could have been sent. */
import type { ThreadLine } from '../../api/thread.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

export function LineNote({ line }: { line: Extract<ThreadLine, { kind: 'note' }> }) {
  const words = useWords();
  const format = useFormat();
  return (
    <div className="line line--note">
      <div className="note">
        <span className="note-head">
          <Icon name="note" size={14} /> {words('line.note', { name: line.author ?? words('who.shop') })}
        </span>
        <p>{line.text}</p>
        <span className="stamp p-number">
          <time dateTime={new Date(line.atMs).toISOString()}>{format.time(line.atMs)}</time>
        </span>
      </div>
    </div>
  );
}
