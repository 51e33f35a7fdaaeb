/** The messenger takes replies for a while after the customer's last message: said before a reply would be lost. */
import { useNow } from '../ambient/use-now.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

/** From this long before the end on. */
const SOON_MS = 60 * 60_000;

/** `endsAtMs` null: there is no such bound. Nothing is shown while there is time enough. */
export function WindowNote({ endsAtMs, late }: { endsAtMs: number | null; late: 'template' | 'none' }) {
  const words = useWords();
  const format = useFormat();
  const left = (endsAtMs ?? Number.POSITIVE_INFINITY) - useNow();
  if (left > SOON_MS) return null;
  return (
    <p className="composer-window" role="status">
      <Icon name="clock" size={15} />
      {left > 0
        ? words('composer.window-soon', { span: format.span(left) })
        : words(late === 'template' ? 'composer.window-template' : 'composer.window-closed')}
    </p>
  );
}
