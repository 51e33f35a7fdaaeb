/** The scrolling middle of a conversation: older lines on the way up, the newest one within one tap. */
import { Button, Loader, UnstyledButton } from '@mantine/core';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useUnsent } from '../outbox/use-outbox.ts';
import type { Unsent } from '../outbox/unsent.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { Lines } from './lines.tsx';
import { UnsentLine } from './unsent-line.tsx';
import { useStick } from './use-stick.ts';
import { useThread, type Thread } from './use-thread.ts';

interface ThreadViewProps {
  id: string;
  resend: ((deliveryId: number) => void) | null;
  takeBack(item: Unsent): void;
}

export function ThreadView({ id, resend, takeBack }: ThreadViewProps) {
  const words = useWords();
  const failureText = useFailureText();
  const thread = useThread(id);
  if (thread.error !== null) {
    return (
      <Empty icon="alert" title={words('thread.failed')}>
        <p>{failureText(thread.error)}</p>
        <Button variant="light" onClick={thread.retry}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  if (thread.lines === undefined) {
    return (
      <div className="empty" aria-busy="true">
        <Loader size="sm" aria-label={words('loading')} />
      </div>
    );
  }
  return <Scroller id={id} thread={thread} lines={thread.lines} resend={resend} takeBack={takeBack} />;
}

interface ScrollerProps extends ThreadViewProps {
  thread: Thread;
  lines: NonNullable<Thread['lines']>;
}

function Scroller({ id, thread, lines, resend, takeBack }: ScrollerProps) {
  const words = useWords();
  const unsent = useUnsent(id);
  const tail = unsent.map((item) => item.clientId + item.state).join();
  const stick = useStick(lines[0]?.seq ?? 0, lines.at(-1)?.seq ?? 0, tail);
  return (
    <div className="thread-frame">
      <div
        ref={stick.scroller}
        className="thread-scroll"
        onScroll={stick.onScroll}
        role="log"
        aria-label={words('thread.title')}
        tabIndex={0}
      >
        <div className="thread-lines">
          {thread.more && (
            <Button variant="subtle" size="xs" loading={thread.loadingOlder} onClick={thread.loadOlder}>
              {words('thread.older')}
            </Button>
          )}
          <Lines lines={lines} resend={resend} />
          {unsent.map((item) => (
            <UnsentLine key={item.clientId} item={item} takeBack={takeBack} />
          ))}
        </div>
      </div>
      {!stick.atEnd && (
        <UnstyledButton className="to-end" onClick={stick.toEnd}>
          <Icon name="down" size={18} />
          {stick.missed > 0 ? words('thread.new-lines', { count: stick.missed }) : words('thread.to-end')}
        </UnstyledButton>
      )}
    </div>
  );
}
