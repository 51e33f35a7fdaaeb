/** One open conversation with its customer's card. */
import { Button, Loader } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useState, type RefObject } from 'react';
import type { ConversationDetail } from '../../api/conversations.ts';
import { go, useQueryValue } from '../ambient/route.ts';
import { Composer } from '../composer/composer.tsx';
import type { ComposerHandle } from '../composer/use-composer.ts';
import { CustomerCard } from '../customer/customer-card.tsx';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { CardDrawer, DeskDialogs } from '../later.ts';
import type { Unsent } from '../outbox/unsent.ts';
import { AllLines } from '../person/all-lines.tsx';
import { ChannelBar } from '../person/channel-bar.tsx';
import { useContact } from '../person/use-contact.ts';
import { ThreadHeader } from '../thread/thread-header.tsx';
import { ThreadView } from '../thread/thread-view.tsx';
import { Empty } from '../ui/empty.tsx';
import { useConversationKeys } from './use-conversation-keys.ts';
import { useDeskActs } from './use-desk-acts.ts';
import { useSeen } from './use-seen.ts';

interface PaneProps {
  id: string;
  composer: RefObject<ComposerHandle | null>;
}

export function ConversationPane({ id, composer }: PaneProps) {
  const api = useApi();
  const words = useWords();
  const failureText = useFailureText();
  const query = useQuery({ queryKey: keys.detail(id), queryFn: () => api.conversation(id) });
  if (query.data !== undefined) return <Opened conversation={query.data} composer={composer} />;
  return (
    <section className="thread" aria-label={words('thread.title')} aria-busy={query.isPending}>
      {query.isPending ? (
        <div className="empty">
          <Loader size="sm" aria-label={words('loading')} />
        </div>
      ) : (
        <Empty icon="alert" title={words('thread.failed')}>
          <p>{failureText(query.error)}</p>
          <Button variant="light" onClick={() => void query.refetch()}>
            {words('again')}
          </Button>
          <Button variant="subtle" onClick={() => go('/')}>
            {words('thread.back')}
          </Button>
        </Empty>
      )}
    </section>
  );
}

function Opened({
  conversation,
  composer,
}: { conversation: ConversationDetail } & Pick<PaneProps, 'composer'>) {
  const words = useWords();
  const acts = useDeskActs(conversation);
  // Undefined until first opened: its part need not be there before.
  const [card, setCard] = useState<boolean>();
  const close = useCallback(() => setCard(false), []);
  const ownColumn = useMediaQuery('(min-width: 1180px)', matchMedia('(min-width: 1180px)').matches);
  const contact = useContact(conversation.id).data;
  const many = contact !== undefined && contact.identities.length > 1;
  const all = useQueryValue('lines') === 'all' && many;
  useConversationKeys(acts, composer);
  useSeen(conversation);
  const takeBack = useCallback((item: Unsent) => composer.current?.takeBack(item), [composer]);
  return (
    <>
      <section className="thread" aria-label={words('thread.title')}>
        <ThreadHeader conversation={conversation} acts={acts} openCard={() => setCard(true)} />
        {many && <ChannelBar contact={contact} here={conversation.id} all={all} />}
        {all ? (
          <AllLines contact={contact.id} conversation={conversation.id} />
        ) : (
          <ThreadView id={conversation.id} resend={acts.resend} takeBack={takeBack} />
        )}
        <Composer conversation={conversation} commander={acts.commander} handle={composer} />
      </section>
      {ownColumn ? (
        <aside className="card-column" aria-label={words('customer.title')}>
          <CustomerCard conversation={conversation} />
        </aside>
      ) : (
        <Suspense>
          {card !== undefined && <CardDrawer conversation={conversation} opened={card} close={close} />}
        </Suspense>
      )}
      <Suspense>
        {acts.asking !== undefined && <DeskDialogs conversation={conversation} acts={acts} />}
      </Suspense>
    </>
  );
}
