/** Who of us is here, who has just been lost, and one's own duty: the foot of the left column. */
import { Switch } from '@mantine/core';
import { Suspense } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Colleagues } from '../later.ts';
import { useDuty } from '../people/use-duty.ts';
import { useSession } from '../session/use-session.ts';

export function TeamStrip() {
  const words = useWords();
  const { operator } = useSession();
  const { setDuty, changing } = useDuty();
  return (
    <div className="team">
      <Switch
        size="sm"
        checked={operator.onDuty}
        disabled={changing}
        label={words(operator.onDuty ? 'duty.on' : 'duty.off')}
        onChange={(event) => setDuty(event.currentTarget.checked)}
      />
      <Suspense>
        <Colleagues />
      </Suspense>
    </div>
  );
}
