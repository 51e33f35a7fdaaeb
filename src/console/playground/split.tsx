/** The line between phone and console: dragged by hand or by arrow keys, remembered by the browser. */
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { browserKept } from '../ambient/kept.ts';
import { usePlaygroundWords } from './words.ts';

/** One phone, or several side by side: each has its own width. The console keeps enough of the screen to be used. */
const WIDTHS = {
  one: { key: 'playground.width', least: 320, most: 640, usual: 400 },
  all: { key: 'playground.width.all', least: 560, most: 1_600, usual: 880 },
} as const;
const CONSOLE_PX = 380;
const STEP_PX = 24;

export interface Split {
  width: number;
  least: number;
  most: number;
  isDragging: boolean;
  style: CSSProperties;
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(event: PointerEvent<HTMLElement>): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

export function useSplit(kind: keyof typeof WIDTHS): Split {
  const { key, usual, least, most: utmost } = WIDTHS[kind];
  const most = Math.max(least, Math.min(utmost, window.innerWidth - CONSOLE_PX));
  const clamp = (width: number): number =>
    Math.min(Math.max(Number.isFinite(width) ? width : usual, least), most);
  const [widths, setWidths] = useState<Partial<Record<keyof typeof WIDTHS, number>>>({});
  const width = clamp(widths[kind] ?? Number(browserKept.read(key) ?? usual));
  const [isDragging, setDragging] = useState(false);
  const move = (to: number): void => {
    setWidths({ ...widths, [kind]: clamp(to) });
    browserKept.write(key, String(clamp(to)));
  };
  return {
    width,
    least,
    most,
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
  const { onPointerDown, onPointerMove, onPointerUp, onKeyDown, width, least, most } = split;
  return (
    <div
      className="pg-split"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words('side.resize')}
      aria-valuemin={least}
      aria-valuemax={most}
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
