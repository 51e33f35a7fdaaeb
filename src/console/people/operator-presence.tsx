/** Where a colleague is, in words; for one who was just lost, the countdown until their customers are queued again. */
import type { OperatorRow } from '../../api/people.ts';
import { useNow } from '../ambient/use-now.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';

export function OperatorPresence({ operator }: { operator: OperatorRow }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { presence, releasesAtMs, lastSeenMs, onDuty } = operator;
  if (presence === 'gone' && releasesAtMs !== null) {
    const left = format.countdown(releasesAtMs - now);
    return (
      <span className="presence presence--gone p-number">
        {operator.load > 0 ? words('presence.releases', { left }) : words('presence.gone')}
      </span>
    );
  }
  if (presence === 'here') {
    return <span className="presence">{words(onDuty ? 'presence.here' : 'presence.off-duty')}</span>;
  }
  if (lastSeenMs === null) return <span className="presence">{words('presence.never')}</span>;
  return <span className="presence">{words('presence.seen', { when: format.full(lastSeenMs) })}</span>;
}
