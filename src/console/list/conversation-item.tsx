/** One conversation in a list: who, since when, the last words, and what makes it urgent. */
import { memo } from 'react';
import type { ConversationRow, View } from '../../api/conversations.ts';
import { go } from '../ambient/route.ts';
import { useNow } from '../ambient/use-now.ts';
import { ownerName } from '../desk/owner-name.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useSession } from '../session/use-session.ts';
import { Face } from '../ui/face.tsx';
import { Platform } from '../ui/platform.tsx';

interface ItemProps {
  row: ConversationRow;
  view: View;
  chosen: boolean;
}

/** A link, so that it can be opened in another tab. */
export const ConversationItem = memo(function ConversationItem({ row, view, chosen }: ItemProps) {
  const words = useWords();
  const name = row.name === '' ? words('customer.nameless') : row.name;
  // Only a person owes an answer: where the bot speaks the mark would mean nothing, and in the queue it is plain.
  const { is } = row.status;
  const owed = row.unanswered && is === 'assigned';
  return (
    <li>
      <a
        className={`item${owed || is === 'queued' ? ' item--unanswered' : ''}`}
        href={`/c/${row.id}${location.search}`}
        aria-current={chosen ? 'true' : undefined}
        data-row={row.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(`/c/${row.id}`);
        }}
      >
        <span className="item-face">
          <Face name={name} size={38} />
          <Platform name={row.platform} />
        </span>
        <span className="item-head">
          <span className="item-name p-cut">{name}</span>
          <ItemTime row={row} />
        </span>
        <span className="item-words">
          <Preview row={row} />
          {owed && (
            <span
              className="item-dot"
              role="img"
              aria-label={words('list.unanswered')}
              title={words('list.unanswered')}
            />
          )}
        </span>
        <ItemTags row={row} view={view} />
      </a>
    </li>
  );
});

function ItemTime({ row }: { row: ConversationRow }) {
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { status } = row;
  if (status.is === 'queued') {
    const span = format.span(now - (row.waitingSinceMs ?? status.sinceMs));
    return (
      <span className="item-time item-time--waiting p-number" title={words('list.waiting', { span })}>
        <span className="p-hidden">{words('list.waiting', { span })}</span>
        <span aria-hidden="true">{span}</span>
      </span>
    );
  }
  return <span className="item-time p-number">{format.moment(row.lastAtMs, now)}</span>;
}

function Preview({ row }: { row: ConversationRow }) {
  const words = useWords();
  const { preview } = row;
  if (preview === null) return <span className="item-preview p-cut">{words('list.no-words')}</span>;
  const who =
    preview.who === 'customer' ? '' : words(preview.who === 'operator' ? 'who.shop-short' : 'who.bot-short');
  return (
    <span className="item-preview p-cut">
      {who !== '' && <span className="item-who">{who} </span>}
      {preview.text === '' ? words('list.wordless') : preview.text}
    </span>
  );
}

/** Somebody holds another chat of this person and knows the story. */
function Keeper({ row: { keeper } }: { row: ConversationRow }) {
  const words = useWords();
  const { operator } = useSession();
  if (keeper === null) return null;
  if (keeper.id === operator.id) return <span className="tag tag--accent">{words('list.your-client')}</span>;
  return <span className="tag">{words('list.client-of', { name: keeper.name })}</span>;
}

function ItemTags({ row, view }: { row: ConversationRow; view: View }) {
  const words = useWords();
  const { status, priority } = row;
  const tone = priority === 0 ? 'tag--urgent' : priority === 1 ? 'tag--high' : '';
  return (
    <span className="item-tags">
      {status.is === 'queued' && <span className={`tag ${tone}`}>{words(`reason.${status.reason}`)}</span>}
      {status.is === 'queued' && priority === 0 && (
        <span className="p-hidden">{words('priority.urgent')}</span>
      )}
      {status.is === 'assigned' && view !== 'mine' && (
        <span className="tag">{ownerName(status.operator, words)}</span>
      )}
      {status.is === 'bot' && view === 'all' && <span className="tag">{words('status.bot')}</span>}
      {status.is === 'resolved' && view === 'all' && <span className="tag">{words('status.resolved')}</span>}
      <Keeper row={row} />
      {!row.reachable && <span className="tag tag--urgent">{words('status.blocked')}</span>}
    </span>
  );
}
