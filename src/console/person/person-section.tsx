/** The part of the customer's card about the person: channels, why they are one person, who else may be the same. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ConversationDetail } from '../../api/conversations.ts';
import { Section } from '../customer/section.tsx';
import { useCommand } from '../desk/use-command.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { useTell } from '../ui/toasts.tsx';
import { Channels } from './channels.tsx';
import { Evidence } from './evidence.tsx';
import { Apart, Suggestions } from './suggestions.tsx';
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
  const { identities, links, suggestions, apart } = contact.data;
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
          <Suggestions suggestions={suggestions} join={acts.join} differ={acts.differ} />
        </Section>
      )}
      {apart.length > 0 && <Apart apart={apart} undo={acts.alike} />}
    </>
  );
}

/** Null for those who may not. */
function usePersonActs(conversation: string) {
  const words = useWords();
  const tell = useTell();
  const { operator } = useSession();
  const api = useApi();
  const cache = useQueryClient();
  const failureText = useFailureText();
  const { run } = useCommand(conversation);
  if (operator.role !== 'admin' && operator.role !== 'supervisor') {
    return { join: null, part: null, differ: null, alike: null };
  }
  const say = (done: Promise<boolean>, text: string): void => {
    void done.then((ok) => ok && tell('good', text));
  };
  const sayApart = (other: string, apart: boolean): void => {
    api
      .sayApart(conversation, other, apart)
      .then(() => {
        tell('good', words(apart ? 'person.differ-done' : 'person.apart-undone'));
        return cache.invalidateQueries({ queryKey: keys.contact(conversation) });
      })
      .catch((error: unknown) => tell('bad', failureText(error)));
  };
  return {
    differ: (other: string) => sayApart(other, true),
    alike: (other: string) => sayApart(other, false),
    join: (other: string) => say(run({ do: 'join', with: other }), words('person.joined')),
    part: (link: string) => say(run({ do: 'part', link }), words('person.parted')),
  };
}
