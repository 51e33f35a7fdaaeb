/** One message with what hangs below it. Text is drawn as text nodes; nothing ever becomes HTML. */
import { Loader } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import type { PhoneMessageView, SpanView } from '../../api/playground.ts';
import { browserClock } from '../ambient/clock.ts';
import { BubbleMedia } from './bubble-media.tsx';
import type { ChatFormat } from './format.ts';
import { usePlaygroundWords } from './words.ts';

export interface BubbleProps {
  customer: string;
  message: PhoneMessageView;
  /** The message before is from the same side. */
  isFollowing: boolean;
  format: ChatFormat;
  answers: number;
  tap(button: number): void;
}

export function Bubble({ customer, message, isFollowing, format, answers, tap }: BubbleProps) {
  const words = usePlaygroundWords();
  const { from, text, buttons, edited, atMs, ticks } = message;
  const isOwn = from === 'customer';
  return (
    <div className={`bb bb--${from}${isFollowing ? ' bb--following' : ''}`}>
      <div className="bb-body">
        <span className="p-hidden">{`${words(isOwn ? 'phone.you' : 'phone.shop')}: `}</span>
        <BubbleMedia customer={customer} message={message} format={format} />
        {text.length > 0 && (
          <span className="bb-text">
            {text.map((span, index) => (
              <Span key={index} span={span} />
            ))}
          </span>
        )}
        <span className="bb-foot">
          {edited && <span>{words('phone.edited')}</span>}
          <time>{format.time(atMs)}</time>
          {ticks !== undefined && (
            <span className={`bb-ticks bb-ticks--${ticks}`} role="img" aria-label={words(`phone.${ticks}`)}>
              ✓✓
            </span>
          )}
        </span>
      </div>
      {buttons.length > 0 && <Buttons rows={buttons} answers={answers} tap={tap} />}
    </div>
  );
}

function Span({ span }: { span: SpanView }): ReactNode {
  const classes = span.marks.map((mark) => `sp-${mark}`).join(' ');
  if (span.href !== null) {
    return (
      <a className={classes} href={span.href} target="_blank" rel="noreferrer noopener">
        {span.text}
      </a>
    );
  }
  return classes === '' ? span.text : <span className={classes}>{span.text}</span>;
}

const WAIT_MS = 4_000;

/** A tapped button waits until the shop has answered the tap, for a few seconds at most. */
function Buttons({
  rows,
  answers,
  tap,
}: {
  rows: PhoneMessageView['buttons'];
  answers: number;
  tap(i: number): void;
}) {
  const [waiting, setWaiting] = useState<number | null>(null);
  useEffect(() => setWaiting(null), [answers]);
  useEffect(
    () => (waiting === null ? undefined : browserClock.after(WAIT_MS, () => setWaiting(null))),
    [waiting],
  );
  let count = 0;
  return (
    <div className="bb-buttons">
      {rows.map((row, line) => (
        <div key={line} className="bb-row">
          {row.map(({ label, url }) => {
            const index = count;
            count += 1;
            if (url !== null) {
              return (
                <a key={index} className="bb-button" href={url} target="_blank" rel="noreferrer noopener">
                  {label}
                  <span aria-hidden="true">{'\u00a0'}↗</span>
                </a>
              );
            }
            return (
              <button
                key={index}
                type="button"
                className="bb-button"
                aria-busy={waiting === index}
                onClick={() => {
                  setWaiting(index);
                  tap(index);
                }}
              >
                {label}
                {waiting === index && <Loader className="bb-wait" size={12} />}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
