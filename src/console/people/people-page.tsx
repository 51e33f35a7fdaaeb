/** The people of the desk. Everybody sees who is here; admins invite, give roles, set loads and lock out. */
import { Button, Loader } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonRow } from './person-row.tsx';
import { useOperators } from './use-operators.ts';

export function PeoplePage() {
  const words = useWords();
  const { operator } = useSession();
  const [inviting, invite] = useDisclosure(false);
  const admin = operator.role === 'admin';
  return (
    <main className="sheet">
      <div className="sheet-inner">
        <header className="sheet-head">
          <div>
            <h1>{words('people.title')}</h1>
            <p className="sheet-lead">{words(admin ? 'people.lead-admin' : 'people.lead')}</p>
          </div>
          {admin && (
            <Button leftSection={<Icon name="plus" size={17} />} onClick={invite.open}>
              {words('people.invite')}
            </Button>
          )}
        </header>
        <PeopleList admin={admin} invite={invite.open} />
      </div>
      <InviteDialog opened={inviting} close={invite.close} />
    </main>
  );
}

function PeopleList({ admin, invite }: { admin: boolean; invite(): void }) {
  const words = useWords();
  const failureText = useFailureText();
  const { operator } = useSession();
  const query = useOperators();
  if (query.isPending) return <Loader aria-label={words('loading')} />;
  if (query.data === undefined) {
    return (
      <Empty icon="alert" title={words('people.failed')}>
        <p>{failureText(query.error)}</p>
        <Button variant="light" onClick={() => void query.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  return (
    <>
      <ul className="persons">
        {query.data.map((person) => (
          <PersonRow key={person.id} person={person} admin={admin} self={person.id === operator.id} />
        ))}
      </ul>
      {admin && query.data.length === 1 && (
        <Empty icon="people" title={words('people.alone')}>
          <p>{words('people.alone-hint')}</p>
          <Button variant="light" onClick={invite}>
            {words('people.invite')}
          </Button>
        </Empty>
      )}
    </>
  );
}
