/** A deed that is asked about once more in its place: the first press asks, the second does. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/use-words.ts';

interface AskedTwiceProps {
  label: string;
  question: string;
  act(): void;
}

export function AskedTwice({ label, question, act }: AskedTwiceProps) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button className="quiet" variant="subtle" size="compact-xs" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <span className="ask-twice" role="group" aria-label={question}>
      <span>{question}</span>
      <Button
        size="compact-xs"
        variant="light"
        onClick={() => {
          setAsking(false);
          act();
        }}
      >
        {label}
      </Button>
      {/* The harmless one has the focus: Enter pressed twice in a row does nothing. */}
      <Button data-autofocus autoFocus size="compact-xs" variant="default" onClick={() => setAsking(false)}>
        {words('person.cancel')}
      </Button>
    </span>
  );
}
