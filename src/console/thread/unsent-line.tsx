/** Words that are still on their way from this browser: waiting, or refused with what can be done about it. */
import { Button, Group } from '@mantine/core';
import { COMMAND_REFUSAL_WORDS } from './refusal-words.ts';
import { useWords } from '../i18n/use-words.ts';
import { useLine } from '../live/use-live.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import type { Unsent } from '../outbox/unsent.ts';
import { Icon } from '../ui/icon.tsx';

interface UnsentProps {
  item: Unsent;
  /** Takes the words back into the composer. */
  takeBack(item: Unsent): void;
}

export function UnsentLine({ item, takeBack }: UnsentProps) {
  const words = useWords();
  const { state: line } = useLine();
  const waiting = line === 'lost' ? 'unsent.offline' : 'unsent.sending';
  return (
    <div className={`line ${item.kind === 'note' ? 'line--note' : 'line--out'}`}>
      <div className={item.kind === 'note' ? 'note' : 'bubble bubble--operator bubble--unsent'}>
        {item.media !== null && (
          <span className="file">
            <Icon name="file" /> <span className="p-cut">{item.media.name}</span>
          </span>
        )}
        {item.text !== '' && <p>{item.text}</p>}
        {item.state !== 'refused' && (
          <span className="stamp">
            {item.state === 'waiting' && <span>{words(waiting)}</span>}
            <Icon name="clock" size={14} />
          </span>
        )}
      </div>
      {item.state === 'refused' && <Refused item={item} takeBack={takeBack} />}
    </div>
  );
}

function Refused({ item, takeBack }: UnsentProps) {
  const words = useWords();
  const outbox = useOutbox();
  const reason = COMMAND_REFUSAL_WORDS[item.refusal ?? ''] ?? 'unsent.refused';
  return (
    <div className="trouble trouble--bad" role="alert">
      <span>{words(reason)}</span>
      <Group gap={6}>
        <Button size="compact-xs" variant="default" onClick={() => outbox.retry(item.clientId)}>
          {words('unsent.retry')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => takeBack(item)}>
          {words('unsent.take-back')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => outbox.discard(item.clientId)}>
          {words('unsent.discard')}
        </Button>
      </Group>
    </div>
  );
}
