/**
 * Where the thread stands on screen: at the newest line as long as the reader is there, still when they read further up,
 * and at the same words when older ones are put before them.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const NEAR_PX = 90;

export interface Stick {
  scroller: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** The reader is at the newest line. */
  atEnd: boolean;
  /** Lines that came while the reader was further up. */
  missed: number;
  toEnd(): void;
}

/** `firstSeq` and `lastSeq` of the lines on screen, `tail` changes with everything that makes the end longer. */
export function useStick(firstSeq: number, lastSeq: number, tail: string): Stick {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(lastSeq);
  const before = useRef({ firstSeq, height: 0 });
  const pinned = useRef(true);
  // What stands there before the first line is read from its beginning.
  const isEmpty = useRef(true);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    pinned.current = true;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const box = scroller.current;
    isEmpty.current = lastSeq === 0;
    if (box === null) return;
    const grewBefore = firstSeq < before.current.firstSeq;
    if (grewBefore) box.scrollTop += box.scrollHeight - before.current.height;
    else if (pinned.current && !isEmpty.current) box.scrollTop = box.scrollHeight;
    before.current = { firstSeq, height: box.scrollHeight };
  }, [firstSeq, lastSeq, tail]);

  useEffect(() => {
    if (atEnd) setSeenSeq(lastSeq);
  }, [atEnd, lastSeq]);

  // Pictures arrive later than their lines, and the composer grows: stay at the end then, too.
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => {
      if (pinned.current && !isEmpty.current) box.scrollTop = box.scrollHeight;
      before.current.height = box.scrollHeight;
    });
    watch.observe(box);
    if (box.firstElementChild !== null) watch.observe(box.firstElementChild);
    return () => watch.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    pinned.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    setAtEnd(pinned.current);
  }, []);

  return { scroller, onScroll, atEnd, missed: Math.max(0, lastSeq - seenSeq), toEnd };
}
