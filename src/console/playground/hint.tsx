/** Three steps for somebody who is here for the first time; gone for good once dismissed. */
import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { browserKept } from '../ambient/kept.ts';
import { usePlaygroundWords } from './words.ts';

const KEY = 'playground.hint';
const STEPS = ['hint.1', 'hint.2', 'hint.3'] as const;

export function Hint() {
  const words = usePlaygroundWords();
  const [isShown, setShown] = useState(() => browserKept.read(KEY) !== 'seen');
  if (!isShown) return null;
  const dismiss = (): void => {
    browserKept.write(KEY, 'seen');
    setShown(false);
  };
  return (
    <aside className="pg-hint" aria-label={words('hint.title')}>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{words(step)}</li>
        ))}
      </ol>
      <CloseButton aria-label={words('hint.close')} onClick={dismiss} />
    </aside>
  );
}
