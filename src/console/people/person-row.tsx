/** One person of the desk, with what an admin may change. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { API_LIMITS, API_ROLES } from '../../api/bounds.ts';
import type { OperatorRow } from '../../api/people.ts';
import { useWords } from '../i18n/use-words.ts';
import { Face } from '../ui/face.tsx';
import { OperatorPresence } from './operator-presence.tsx';
import { dotOf } from './presence-dot.ts';
import { useChangeOperator } from './use-change-operator.ts';

interface PersonProps {
  person: OperatorRow;
  admin: boolean;
  self: boolean;
}

export function PersonRow({ person, admin, self }: PersonProps) {
  const words = useWords();
  return (
    <li className={`person${person.disabled ? ' person--disabled' : ''}`}>
      <Face name={person.name} size={44} dot={dotOf(person)} />
      <div className="person-who">
        <strong className="p-cut">
          {person.name}
          {self && <span className="p-soft"> · {words('people.you')}</span>}
        </strong>
        {person.login !== null && <span className="p-soft p-cut">{person.login}</span>}
        {person.disabled ? (
          <span className="presence">{words('people.disabled')}</span>
        ) : (
          <OperatorPresence operator={person} />
        )}
      </div>
      <span className="person-load p-number">
        {words('people.holds', { load: person.load, max: person.maxLoad })}
      </span>
      {admin ? (
        <PersonControls person={person} self={self} />
      ) : (
        <span className="tag">{words(`role.${person.role}`)}</span>
      )}
    </li>
  );
}

function PersonControls({ person, self }: { person: OperatorRow; self: boolean }) {
  const words = useWords();
  const { change, changing } = useChangeOperator(person.id);
  return (
    <div className="person-acts">
      <NativeSelect
        size="sm"
        aria-label={words('people.role-of', { name: person.name })}
        disabled={changing || self}
        value={person.role}
        data={API_ROLES.map((role) => ({ value: role, label: words(`role.${role}`) }))}
        onChange={(event) => {
          const role = API_ROLES.find((name) => name === event.currentTarget.value);
          if (role !== undefined) change({ role });
        }}
      />
      <TextInput
        type="number"
        inputMode="numeric"
        key={person.maxLoad}
        size="sm"
        w={86}
        aria-label={words('people.load-of', { name: person.name })}
        title={words('settings.load')}
        min={1}
        max={API_LIMITS.maxLoad}
        disabled={changing}
        defaultValue={person.maxLoad}
        onBlur={(event) => {
          const maxLoad = Number(event.currentTarget.value);
          const fits = Number.isInteger(maxLoad) && maxLoad >= 1 && maxLoad <= API_LIMITS.maxLoad;
          if (fits && maxLoad !== person.maxLoad) change({ maxLoad });
        }}
      />
      <Button
        size="sm"
        variant="default"
        disabled={self}
        loading={changing}
        onClick={() => change({ disabled: !person.disabled })}
      >
        {words(person.disabled ? 'people.enable' : 'people.disable')}
      </Button>
    </div>
  );
}
