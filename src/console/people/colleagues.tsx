/** The faces of who is here, and on a tap everybody: where they are and how much they hold. */
import { Popover, UnstyledButton } from '@mantine/core';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Face } from '../ui/face.tsx';
import { OperatorPresence } from './operator-presence.tsx';
import { dotOf } from './presence-dot.ts';
import { useOperators } from './use-operators.ts';

const FACES = 5;

export function Colleagues() {
  const words = useWords();
  const { operator } = useSession();
  const { data = [] } = useOperators();
  const others = data.filter((other) => other.id !== operator.id && !other.disabled);
  const present = others.filter((other) => other.presence !== 'away');
  if (others.length === 0) return null;
  return (
    <Popover position="top-end" withArrow shadow="md" width={300} trapFocus>
      <Popover.Target>
        <UnstyledButton className="team-faces">
          <span className="p-hidden">{words('team.open', { count: present.length })}</span>
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
