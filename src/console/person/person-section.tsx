/** The part of the customer's card about the person: channels, why they are one person, who else may be the same. */
import { Button } from '@mantine/core';
import type { ConversationDetail } from '../../api/conversations.ts';
import { Section } from '../customer/section.tsx';
import { useCommand } from '../desk/use-command.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';
import { Channels } from './channels.tsx';
import { Evidence } from './evidence.tsx';
import { Suggestions } from './suggestions.tsx';
import { useContact } from './use-contact.ts';

export function PersonSection({ conversation }: { conversation: ConversationDetail }) {
  const words = useWords();
  const contact = useContact(conversation.id);
  const acts = usePersonActs(conversation.id);
  if (contact.data === undefined) {
    return (
      <Section title={words('person.channels')}>
        {contact.isError ? (
          <p role="alert">
            {words('person.failed')}{' '}
            <Button variant="subtle" size="compact-xs" onClick={() => void contact.refetch()}>
              {words('again')}
            </Button>
          </p>
        ) : (
          <p className="p-soft" aria-busy="true">
            {words('loading')}
          </p>
        )}
      </Section>
    );
  }
  const { identities, links, suggestions } = contact.data;
  return (
    <>
      <Section title={words('person.channels')}>
        <Channels identities={identities} here={conversation.id} />
      </Section>
      {links.length > 0 && (
        <Section title={words('person.evidence')}>
          <Evidence links={links} part={acts.part} />
        </Section>
      )}
      {suggestions.length > 0 && (
        <Section title={words('person.maybe')}>
          <Suggestions suggestions={suggestions} join={acts.join} />
        </Section>
      )}
    </>
  );
}

/** Null for those who may not. */
function usePersonActs(conversation: string) {
  const words = useWords();
  const tell = useTell();
  const { operator } = useSession();
  const { run } = useCommand(conversation);
  if (operator.role !== 'admin' && operator.role !== 'supervisor') return { join: null, part: null };
  const say = (done: Promise<boolean>, text: string): void => {
    void done.then((ok) => ok && tell('good', text));
  };
  return {
    join: (other: string) => say(run({ do: 'join', with: other }), words('person.joined')),
    part: (link: string) => say(run({ do: 'part', link }), words('person.parted')),
  };
}
