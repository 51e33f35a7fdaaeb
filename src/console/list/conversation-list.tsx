/** The left column: which list, whom to look for, the conversations, and who of us is here. */
import { Button, Skeleton } from '@mantine/core';
import type { View } from '../../api/conversations.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Empty } from '../ui/empty.tsx';
import type { IconName } from '../ui/icon.tsx';
import { ClaimNext } from './claim-next.tsx';
import { ConversationItem } from './conversation-item.tsx';
import { DutyReminder } from './duty-reminder.tsx';
import { SearchBox } from './search-box.tsx';
import { TeamStrip } from './team-strip.tsx';
import { useList } from './use-list.ts';
import { ViewTabs } from './view-tabs.tsx';

interface ListProps {
  view: View;
  search: string;
  chosen: string | null;
}

/** `list` of the address's view. */
export function ConversationListPane({ view, search, chosen }: ListProps) {
  const words = useWords();
  return (
    <section className="list" aria-label={words('list.title')}>
      {chosen === null && <h1 className="p-hidden">{words('nav.desk')}</h1>}
      <div className="list-top">
        <ViewTabs view={view} />
        <SearchBox search={search} />
        {view === 'queue' && <ClaimNext />}
      </div>
      <DutyReminder />
      <ListBody view={view} search={search} chosen={chosen} />
      <TeamStrip />
    </section>
  );
}

function ListBody({ view, search, chosen }: ListProps) {
  const words = useWords();
  const failureText = useFailureText();
  const list = useList(view, search);
  if (list.isPending) return <Waiting />;
  if (list.isError && list.rows.length === 0) {
    return (
      <Empty icon="alert" title={words('list.failed')}>
        <p>{failureText(list.error)}</p>
        <Button variant="light" onClick={() => void list.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    );
  }
  if (list.rows.length === 0) return <Nothing view={view} search={search} />;
  return (
    <div className="list-scroll" tabIndex={-1}>
      <ul className="items" aria-label={words(`view.${view}`)}>
        {list.rows.map((row) => (
          <ConversationItem key={row.id} row={row} view={view} chosen={row.id === chosen} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {words('list.more')}
        </Button>
      )}
    </div>
  );
}

function Nothing({ view, search }: { view: View; search: string }) {
  const words = useWords();
  if (search !== '') {
    return (
      <Empty icon="search" title={words('empty.search', { search })}>
        <p>{words('empty.search-hint')}</p>
      </Empty>
    );
  }
  return (
    <Empty icon={ICONS[view]} title={words(`empty.${view}`)}>
      <p>{words(`empty.${view}-hint`)}</p>
    </Empty>
  );
}

const ICONS: Record<View, IconName> = {
  queue: 'check',
  mine: 'chat',
  assigned: 'people',
  bot: 'bot',
  resolved: 'check',
  all: 'chat',
};

function Waiting() {
  return (
    <div className="list-waiting" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="list-waiting-row">
          <Skeleton circle height={38} />
          <div style={{ flex: 1 }}>
            <Skeleton height={12} width="55%" mb={8} />
            <Skeleton height={10} width="85%" />
          </div>
        </div>
      ))}
    </div>
  );
}
