/** Who of us is here, who has just been lost, and one's own duty: the foot of the left column. */
import { Popover, Switch, UnstyledButton } from '@mantine/core';
import type { OperatorRow } from '../../api/people.ts';
import { useWords } from '../i18n/use-words.ts';
import { OperatorPresence } from '../people/operator-presence.tsx';
import { useDuty } from '../people/use-duty.ts';
import { useOperators } from '../people/use-operators.ts';
import { useSession } from '../session/use-session.ts';
import { Face } from '../ui/face.tsx';

const FACES = 5;

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
      <Colleagues />
    </div>
  );
}

function Colleagues() {
  const words = useWords();
  const { operator } = useSession();
  const { data = [] } = useOperators();
  const others = data.filter((other) => other.id !== operator.id && !other.disabled);
  const present = others.filter((other) => other.presence !== 'away');
  if (others.length === 0) return null;
  return (
    <Popover position="top-end" withArrow shadow="md" width={300} trapFocus>
      <Popover.Target>
        <UnstyledButton className="team-faces" aria-label={words('team.open', { count: present.length })}>
          {present.slice(0, FACES).map((other) => (
            <Face key={other.id} name={other.name} size={26} dot={dotOf(other)} />
          ))}
          {present.length === 0 && <span className="p-soft">{words('team.nobody')}</span>}
          {present.length > FACES && <span className="p-soft">+{present.length - FACES}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={words('team.title')}>
        <ul className="team-list">
          {others.map((other) => (
            <li key={other.id}>
              <Face name={other.name} size={32} dot={dotOf(other)} />
              <span className="team-name">
                <span className="p-cut">{other.name}</span>
                <OperatorPresence operator={other} />
              </span>
              <span className="p-soft p-number" title={words('people.load')}>
                {other.load}/{other.maxLoad}
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Off duty shows as away, even at an open console. */
export function dotOf(operator: OperatorRow): OperatorRow['presence'] {
  return operator.presence === 'here' && !operator.onDuty ? 'away' : operator.presence;
}
