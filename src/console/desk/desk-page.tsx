/** The desk: lists on the left, the conversation in the middle, the customer on the right; one at a time on a phone. */
import { Suspense, useRef } from 'react';
import { VIEWS } from '../../api/bounds.ts';
import type { View } from '../../api/conversations.ts';
import { useQueryValue } from '../ambient/route.ts';
import type { ComposerHandle } from '../composer/use-composer.ts';
import { useWords } from '../i18n/use-words.ts';
import { ShortcutHelp } from '../later.ts';
import { ConversationListPane } from '../list/conversation-list.tsx';
import { Empty } from '../ui/empty.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { useListKeys } from './use-list-keys.ts';

export function DeskPage({ conversation }: { conversation: string | null }) {
  const words = useWords();
  const asked = useQueryValue('view');
  const search = useQueryValue('search');
  const view: View = VIEWS.find((name) => name === asked) ?? 'queue';
  const composer = useRef<ComposerHandle>(null);
  const keys = useListKeys(view, search, conversation);
  return (
    <main className={`desk${conversation === null ? ' desk--list' : ' desk--open'}`}>
      <ConversationListPane view={view} search={search} chosen={conversation} />
      {conversation === null ? (
        <section className="thread" aria-label={words('thread.title')}>
          <Empty icon="chat" title={words('desk.choose')}>
            <p>{words('desk.choose-hint')}</p>
          </Empty>
        </section>
      ) : (
        <ConversationPane key={conversation} id={conversation} composer={composer} />
      )}
      <Suspense>
        {keys.helpOpened !== undefined && <ShortcutHelp opened={keys.helpOpened} close={keys.closeHelp} />}
      </Suspense>
    </main>
  );
}
