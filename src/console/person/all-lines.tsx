/** Everything that one person wrote and got, over all channels, to be read; each line shows its channel. */
import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactLine, ContactThread } from '../../api/contact.ts';
import { keys } from '../http/keys.ts';
import { useApi } from '../http/use-api.ts';
import { useFailureText } from '../http/use-failure-text.ts';
import { useWords } from '../i18n/use-words.ts';
import { Lines } from '../thread/lines.tsx';
import { useStick } from '../thread/use-stick.ts';
import { Empty } from '../ui/empty.tsx';
import { mergeNewestPlaces, mergeOlderPlaces } from './merge-places.ts';

interface AllLinesProps {
  /** The contact's and an own conversation's. */
  contact: string;
  conversation: string;
}

export function AllLines({ contact, conversation }: AllLinesProps) {
  const words = useWords();
  const failureText = useFailureText();
  const thread = useAllLines(contact, conversation);
  if (thread.data === undefined) {
    return thread.isError ? (
      <Empty icon="alert" title={words('thread.failed')}>
        <p>{failureText(thread.error)}</p>
        <Button variant="light" onClick={() => void thread.refetch()}>
          {words('again')}
        </Button>
      </Empty>
    ) : (
      <div className="empty" aria-busy="true">
        <Loader size="sm" aria-label={words('loading')} />
      </div>
    );
  }
  return <Scroller thread={thread.data} older={thread.older} />;
}

interface ScrollerProps {
  thread: ContactThread;
  older: { load(before: number): void; loading: boolean };
}

function Scroller({ thread, older }: ScrollerProps) {
  const words = useWords();
  const { more } = thread;
  const lines = thread.lines.filter(isNews);
  const first = lines[0]?.place ?? 0;
  const stick = useStick(first, lines.at(-1)?.place ?? 0, '');
  const platforms = new Map(lines.map(({ line, platform }) => [line.id, platform]));
  return (
    <div className="thread-frame">
      <div
        ref={stick.scroller}
        className="thread-scroll"
        onScroll={stick.onScroll}
        role="log"
        aria-label={words('lines.title')}
        tabIndex={0}
      >
        <div className="thread-lines">
          {more && (
            <Button variant="subtle" size="xs" loading={older.loading} onClick={() => older.load(first)}>
              {words('thread.older')}
            </Button>
          )}
          <Lines lines={lines.map(({ line }) => line)} resend={null} platforms={platforms} />
        </div>
      </div>
    </div>
  );
}

/** Both ends of a link say that it was made: once is enough where both are seen. */
function isNews({ line }: ContactLine, index: number, all: readonly ContactLine[]): boolean {
  const before = all[index - 1]?.line;
  if (line.kind !== 'activity' || before?.kind !== 'activity') return true;
  return line.name !== before.name || (line.name !== 'joined' && line.name !== 'parted');
}

/** The lines stay when the reply moves to another chat of the same person. */
function useAllLines(contact: string, conversation: string) {
  const api = useApi();
  const cache = useQueryClient();
  const key = keys.contactThread(contact);
  const query = useQuery({
    queryKey: key,
    queryFn: async () =>
      mergeNewestPlaces(cache.getQueryData<ContactThread>(key), await api.contactThread(conversation, null)),
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (before: number) => api.contactThread(conversation, before),
    onSuccess: (page) => cache.setQueryData<ContactThread>(key, (known) => mergeOlderPlaces(known, page)),
  });
  return {
    ...query,
    older: { load: (before: number) => void (isPending || mutate(before)), loading: isPending },
  };
}
