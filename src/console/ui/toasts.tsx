/** Short notices in the corner: what has just happened that the operator should know. They go by themselves. */
import { CloseButton } from '@mantine/core';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { browserClock } from '../ambient/clock.ts';
import { useWords } from '../i18n/use-words.ts';
import { Icon } from './icon.tsx';

type Tone = 'good' | 'bad';
export type Tell = (tone: Tone, text: string) => void;

const SHOWN_MS = { good: 4_000, bad: 9_000 };
const AT_ONCE = 3;
const ToastContext = createContext<Tell>(() => undefined);

/** Shows a notice. */
export function useTell(): Tell {
  return useContext(ToastContext);
}

/** The corner with its notices, and the means to add one. */
export function Toasts({ children }: { children: ReactNode }) {
  const words = useWords();
  const [shown, setShown] = useState<{ id: number; tone: Tone; text: string }[]>([]);
  const drop = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const tell = useMemo<Tell>(() => {
    let last = 0;
    return (tone, text) => {
      const id = (last += 1);
      setShown((all) => [
        ...all.filter((toast) => toast.text !== text).slice(1 - AT_ONCE),
        { id, tone, text },
      ]);
      browserClock.after(SHOWN_MS[tone], () => drop(id));
    };
  }, [drop]);
  return (
    <ToastContext value={tell}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown.map(({ id, tone, text }) => (
          <div key={id} className={`toast toast--${tone}`}>
            <Icon name={tone === 'good' ? 'check' : 'fail'} />
            <span>{text}</span>
            <CloseButton size="sm" aria-label={words('close')} onClick={() => drop(id)} />
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
