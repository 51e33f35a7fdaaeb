/** From rows to the words of the core: pure, shared by everything that reads conversations. */
import type { Conversation, DialogState, HandoffReason, Priority, Status } from '../../core/conversation.ts';
import type { AccountId } from '../../core/ids.ts';
import type { Locale } from '../../core/locale.ts';

/** A row of `conversations`; the columns are explained in the first migration. */
export interface ConversationRecord {
  id: number;
  public_id: string;
  account: AccountId;
  address: string;
  contact_id: number;
  name: string;
  username: string | null;
  verified_phone: string | null;
  phone_proven_at: number | null;
  status: Status['is'];
  status_at: number | null;
  status_reason: HandoffReason | null;
  operator_id: number | null;
  priority: Priority;
  queue_rank: number;
  queue_at: number;
  waiting_since: number | null;
  epoch: number;
  version: number;
  last_seq: number;
  locale: Locale;
  locale_chosen: number;
  reachable: number;
  case_id: number | null;
  dialog: string;
  preview_who: 'customer' | 'bot' | 'operator' | 'system' | null;
  preview_text: string | null;
  last_at: number;
  unanswered: number;
  waiting: number;
  heard_at: number;
  phone: string | null;
  changed: number;
}

/** Parses JSON that this store wrote itself. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what it once stored
export function parseStored<T>(json: string): T {
  return JSON.parse(json) as T;
}

export function toConversation(record: ConversationRecord): Conversation {
  return {
    id: record.id,
    publicId: record.public_id,
    account: record.account,
    address: record.address,
    contactId: record.contact_id,
    name: record.name,
    verifiedPhone: record.verified_phone,
    status: toStatus(record),
    priority: record.priority,
    epoch: record.epoch,
    version: record.version,
    lastSeq: record.last_seq,
    locale: record.locale,
    localeChosen: record.locale_chosen === 1,
    reachable: record.reachable === 1,
    caseId: record.case_id,
    dialog: parseStored<DialogState>(record.dialog),
  };
}

type StatusColumns = Pick<ConversationRecord, 'status' | 'status_at' | 'status_reason' | 'operator_id'>;

export function toStatus(record: StatusColumns): Status {
  const at = record.status_at ?? 0;
  switch (record.status) {
    case 'bot':
      return { is: 'bot' };
    case 'queued':
      return { is: 'queued', sinceMs: at, reason: record.status_reason ?? 'asked' };
    case 'assigned':
      return { is: 'assigned', operatorId: record.operator_id ?? 0, sinceMs: at };
    case 'resolved':
      return { is: 'resolved', atMs: at };
  }
}
