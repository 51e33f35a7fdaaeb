/** The line between phone and console: dragged by hand or by arrow keys, remembered by the browser. */
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { browserKept } from '../ambient/kept.ts';
import { usePlaygroundWords } from './words.ts';

const KEY = 'playground.width';
const WIDTH = { least: 320, most: 640, usual: 400 };
const STEP_PX = 24;

export interface Split {
  width: number;
  isDragging: boolean;
  style: CSSProperties;
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(event: PointerEvent<HTMLElement>): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

export function useSplit(): Split {
  const [width, setWidth] = useState(() => clamp(Number(browserKept.read(KEY) ?? WIDTH.usual)));
  const [isDragging, setDragging] = useState(false);
  const move = (to: number): void => {
    setWidth(clamp(to));
    browserKept.write(KEY, String(clamp(to)));
  };
  return {
    width,
    isDragging,
    style: { '--pg-left': `${width}px` } as CSSProperties,
    onPointerDown(event) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
    },
    onPointerMove: (event) => isDragging && move(event.clientX),
    onPointerUp: () => setDragging(false),
    onKeyDown(event) {
      const steps: Record<string, number> = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      move(width + step);
    },
  };
}

export function Splitter({ split }: { split: Split }) {
  const words = usePlaygroundWords();
  const { onPointerDown, onPointerMove, onPointerUp, onKeyDown, width } = split;
  return (
    <div
      className="pg-split"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words('side.resize')}
      aria-valuemin={WIDTH.least}
      aria-valuemax={WIDTH.most}
      aria-valuenow={width}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    >
      <span className="pg-grip" />
    </div>
  );
}

function clamp(width: number): number {
  return Math.min(Math.max(Number.isFinite(width) ? width : WIDTH.usual, WIDTH.least), WIDTH.most);
}
