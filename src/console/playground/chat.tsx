/** The messages of a chat, parted by days, kept at the newest one while the reader is there. */
import { Fragment, type ReactNode } from 'react';
import type { CustomerView, PhoneMessageView } from '../../api/playground.ts';
import { useNow } from '../ambient/use-now.ts';
import { useStick } from '../thread/use-stick.ts';
import { Icon } from '../ui/icon.tsx';
import { Bubble } from './bubble.tsx';
import type { ChatFormat } from './format.ts';
import { usePlaygroundWords } from './words.ts';

export interface ChatProps {
  customer: CustomerView;
  format: ChatFormat;
  isTyping: boolean;
  /** Grows with each answered tap. */
  answers: number;
  tap(messageId: number, button: number): void;
  /** What stands in a chat without messages. */
  empty: ReactNode;
}

export function Chat({ customer, format, isTyping, answers, tap, empty }: ChatProps) {
  const words = usePlaygroundWords();
  const nowMs = useNow();
  const { messages, keyboard } = customer.screen;
  const first = messages[0]?.id ?? 0;
  const last = messages.at(-1)?.id ?? 0;
  const { scroller, onScroll, atEnd, missed, toEnd } = useStick(
    first,
    last,
    `${isTyping} ${keyboard?.length}`,
  );
  return (
    <div className="ph-chat">
      <div
        ref={scroller}
        className="ph-scroll"
        role="log"
        tabIndex={0}
        aria-label={words('phone.messages')}
        onScroll={onScroll}
      >
        <div className="ph-lines">
          {messages.length === 0 && empty}
          {messages.map((message, index) => (
            <Fragment key={message.id}>
              {isNewDay(messages[index - 1], message, format) && (
                <p className="ph-day">{format.day(message.atMs, nowMs)}</p>
              )}
              <Bubble
                customer={customer.id}
                message={message}
                isFollowing={messages[index - 1]?.from === message.from}
                format={format}
                answers={answers}
                tap={(button) => tap(message.id, button)}
              />
            </Fragment>
          ))}
          {isTyping && (
            <p className="ph-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </p>
          )}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="ph-down" aria-label={words('phone.down')} onClick={toEnd}>
          <Icon name="down" />
          {missed > 0 && <span className="ph-down-mark" aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}

function isNewDay(
  before: PhoneMessageView | undefined,
  message: PhoneMessageView,
  format: ChatFormat,
): boolean {
  return before === undefined || format.dayKey(before.atMs) !== format.dayKey(message.atMs);
}
