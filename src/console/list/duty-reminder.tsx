/** Tells an operator who looks at customers without being on duty what those customers are told. */
import { Button } from '@mantine/core';
import { useWords } from '../i18n/use-words.ts';
import { useDuty } from '../people/use-duty.ts';
import { useSession } from '../session/use-session.ts';

export function DutyReminder() {
  const words = useWords();
  const { operator } = useSession();
  const { setDuty, changing } = useDuty();
  if (operator.onDuty || operator.role === 'editor') return null;
  return (
    <div className="reminder">
      <span>{words('duty.reminder')}</span>
      <Button size="compact-sm" loading={changing} onClick={() => setDuty(true)}>
        {words('duty.begin')}
      </Button>
    </div>
  );
}
