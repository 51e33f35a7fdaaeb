/**
 * What the store knows, as the console may see it: outside ids instead of keys, no platform references, no meaning of
 * buttons, and another's login only for admins. Nothing reaches a browser that is not named here.
 */
import { EXTERNAL_OWNER } from '../../api/bounds.ts';
import type { CommandOutcome as ApiCommandOutcome } from '../../api/commands.ts';
import type {
  ConversationDetail as ApiDetail,
  ConversationRow as ApiRow,
  RowStatus,
  ViewCounts,
} from '../../api/conversations.ts';
import type { OperatorRow } from '../../api/people.ts';
import type {
  IncomingContent as ApiIncoming,
  OutgoingContent as ApiOutgoing,
  ThreadLine as ApiLine,
} from '../../api/thread.ts';
import type { Content, IncomingContent, IncomingMedia } from '../../core/content.ts';
import { EXTERNAL_OPERATOR, type Status } from '../../core/conversation.ts';
import type { CommandOutcome } from '../../core/event.ts';
import { platformOf, type OperatorId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ChannelAdapter, ChannelFacts } from '../../core/ports/channel.ts';
import type {
  ConversationDetail,
  ConversationRow,
  Operator,
  ThreadLine,
} from '../../core/ports/desk-store.ts';
import type { DeskFacts } from '../../core/ports/engine-store.ts';
import { presenceOf } from '../../desk/presence.ts';

/** Everybody at the desk by key. */
export type People = ReadonlyMap<OperatorId, Operator>;

export function peopleOf(operators: readonly Operator[]): People {
  return new Map(operators.map((operator) => [operator.id, operator]));
}

export function rowView(row: ConversationRow, people: People): ApiRow {
  return {
    id: row.publicId,
    platform: platformOf(row.account),
    account: row.account.slice(platformOf(row.account).length + 1),
    name: row.name,
    locale: row.locale,
    status: statusView(row.status, people),
    priority: row.priority,
    reachable: row.reachable,
    lastSeq: row.lastSeq,
    preview: row.preview,
    lastAtMs: row.lastAtMs,
    unanswered: row.unanswered,
    waitingSinceMs: row.waitingSinceMs,
    keeper: keeperView(row.keeperId, people),
    changed: row.changed,
  };
}

/** `channel` is the conversation's: how long it takes replies, and which files. Undefined: the account is no longer set. */
export function detailView(
  detail: ConversationDetail,
  people: People,
  channel: ChannelAdapter | undefined,
): ApiDetail {
  const { username, verifiedPhone, phone, collected, flow } = detail;
  const files = channel === undefined ? null : filesView(channel.facts.media);
  const about = { username, verifiedPhone, phone, collected, flow, files };
  return { ...rowView(detail, people), ...about, ...windowView(detail, channel), case: detail.case };
}

function windowView(
  { heardAtMs }: ConversationDetail,
  channel: ChannelAdapter | undefined,
): Pick<ApiDetail, 'windowEndsAtMs' | 'lateReply'> {
  const replyWindowMs = channel?.facts.replyWindowMs ?? null;
  if (!channel || replyWindowMs === null) return { windowEndsAtMs: null, lateReply: 'none' };
  // Asked of the channel itself: what it would make of an operator's plain words.
  const [part] = channel.render({ text: 'x', format: 'plain' });
  const lateReply = part?.whenClosed === undefined ? 'none' : 'template';
  return { windowEndsAtMs: heardAtMs + replyWindowMs, lateReply };
}

/** What we keep of an operator's file bounds what a channel would take. */
export function filesView({ documentBytesMax, photoBytesMax }: ChannelFacts['media']): ApiDetail['files'] {
  const bytes = Math.min(Math.max(documentBytesMax, photoBytesMax), LIMITS.mediaBytes);
  return bytes === 0 ? null : { bytes, pictureBytes: Math.min(photoBytesMax, bytes) };
}

function keeperView(id: OperatorId | null, people: People): ApiRow['keeper'] {
  const keeper = id === null ? undefined : people.get(id);
  return keeper ? { id: keeper.publicId, name: keeper.name } : null;
}

/** `viewer` sees the own login; an admin everybody's. */
export function operatorView(operator: Operator, viewer: Operator, nowMs: number): OperatorRow {
  const state = presenceOf(operator, nowMs);
  return {
    id: operator.publicId,
    name: operator.name,
    login: viewer.role === 'admin' || viewer.id === operator.id ? operator.login : null,
    role: operator.role,
    locale: operator.locale,
    maxLoad: operator.maxLoad,
    load: operator.load,
    onDuty: operator.onDuty,
    presence: state.presence,
    releasesAtMs: state.presence === 'gone' ? state.releasesAtMs : null,
    lastSeenMs: operator.lastSeenMs,
    disabled: operator.disabled,
  };
}

export function countsView(facts: DeskFacts, people: People, me: OperatorId): ViewCounts {
  const assigned = [...people.values()].reduce((sum, { load }) => sum + load, 0);
  const queue = Object.values(facts.waiting).reduce((sum, waiting) => sum + waiting, 0);
  return { queue, mine: people.get(me)?.load ?? 0, assigned };
}

export function lineView(line: ThreadLine): ApiLine {
  const head = { id: line.publicId, seq: line.seq, atMs: line.atMs, author: line.author };
  switch (line.kind) {
    case 'in':
      return {
        ...head,
        kind: 'in',
        content: incomingView(line.content),
        editedAtMs: line.editedAtMs,
        revokedAtMs: line.revokedAtMs,
        reaction: line.reaction,
      };
    case 'out':
      return {
        ...head,
        kind: 'out',
        origin: line.origin,
        content: outgoingView(line.content),
        delivery: line.delivery,
        clientId: line.clientId,
        pressed: line.pressed,
        reaction: line.reaction,
      };
    case 'note':
      return { ...head, kind: 'note', text: line.text, clientId: line.clientId };
    case 'activity':
      return { ...head, kind: 'activity', name: line.name, data: line.data };
  }
}

export function outcomeView(outcome: CommandOutcome, people: People): ApiCommandOutcome {
  if (outcome.ok) return outcome;
  const owner = outcome.ownerId === undefined ? undefined : people.get(outcome.ownerId);
  return { ok: false, code: outcome.code, owner: owner ? { id: owner.publicId, name: owner.name } : null };
}

function statusView(status: Status, people: People): RowStatus {
  if (status.is !== 'assigned') return status;
  if (status.operatorId === EXTERNAL_OPERATOR) {
    return { is: 'assigned', operator: { id: EXTERNAL_OWNER, name: '' }, sinceMs: status.sinceMs };
  }
  const operator = people.get(status.operatorId);
  return {
    is: 'assigned',
    operator: { id: operator?.publicId ?? 'unknown-operator', name: operator?.name ?? '' },
    sinceMs: status.sinceMs,
  };
}

/** Without the platform's own reference of a file, which is of use to its adapter only. */
function incomingView({ media, ...rest }: IncomingContent): ApiIncoming {
  if (!media) return rest;
  return { ...rest, media: media.map(withoutRef) };
}

const withoutRef = ({ ref: _ref, ...shown }: IncomingMedia) => shown;

function outgoingView({ text, format, buttons, media, shared, location }: Content): ApiOutgoing {
  return {
    ...(text === undefined ? {} : { text }),
    ...(format ? { format } : {}),
    ...(media ? { media } : {}),
    ...(shared ? { shared: shared.map(withoutRef) } : {}),
    ...(location ? { location } : {}),
    ...(buttons
      ? {
          buttons: buttons.map((button) => ({
            kind: button.kind,
            label: button.label,
            ...(button.kind === 'url' ? { url: button.url } : {}),
          })),
        }
      : {}),
  };
}
