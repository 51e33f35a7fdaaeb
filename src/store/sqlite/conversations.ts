/**
 * Conversation rows: finding, creating and updating them. The update is the only writer of ownership columns and is
 * guarded by the version that the turn was made against.
 */
import type Database from 'better-sqlite3';
import type { Conversation, Status } from '../../core/conversation.ts';
import type { Profile } from '../../core/event.ts';
import type { Address, ConversationId, PublicId } from '../../core/ids.ts';
import { createAddresses } from './addresses.ts';
import type { Context } from './context.ts';
import type { ThreadSummary } from './messages.ts';
import { NUMBER } from './planned-once.ts';
import type { ConversationRecord } from './rows.ts';

/** What the lane needs to know of its conversation after an update. */
export interface LaneState {
  lane_open: number;
  held: number;
  paused_until: number;
  heard: number;
  heard_at: number;
}

export interface TurnUpdate {
  next: Conversation;
  caseId: number | null;
  summary: ThreadSummary;
  incoming: boolean;
  /** When the customer wrote, by the platform's time; null: not in this turn. */
  heardAtMs: number | null;
  /** Deliveries that join the lane, and notices that are held. */
  joining: number;
  holding: number;
  /** The event leaves the inbox with this turn; otherwise it was never counted there. */
  stored: boolean;
  /** A fresh event must not overtake waiting ones. */
  mustBeIdle: boolean;
  profile: Profile | null;
  /** Other addresses of the same person. */
  aliases: readonly Address[];
}

type Known = Pick<ConversationRecord, 'id' | 'name' | 'username' | 'phone'>;

export type Conversations = ReturnType<typeof createConversations>;

export function createConversations(context: Context) {
  const { byId, current, addContact, add, step, update, rename, firstWords, moreWords } = prepare(context.db);
  const addresses = createAddresses(context);

  function learnWords(id: ConversationId, words: string): void {
    const folded = words.toLowerCase().slice(0, WORDS_KEPT / 2);
    if (folded !== '') moreWords.run(folded, id, folded);
  }

  /** Takes over what the platform says of the person now. */
  function learnProfile(known: Known, profile: Profile): void {
    const name = differs(profile.name, known.name);
    const username = differs(profile.username, known.username);
    const phone = profile.phoneVerified ? null : differs(profile.phone, known.phone);
    if (name === null && username === null && phone === null) return;
    rename.run(name, username, phone, context.logChange(known.id), known.id);
    if (name !== null) learnWords(known.id, name);
  }

  return {
    byId: (id: ConversationId) => byId.get(id) ?? null,
    find: addresses.find,
    settleAddress: addresses.settle,
    learnWords,

    /** A new contact with its conversation; `next` says how the conversation starts. */
    create(
      next: Conversation,
      contactPublicId: PublicId,
      username: string | null,
      atMs: number,
    ): ConversationId {
      const contactId = Number(addContact.run(contactPublicId, atMs).lastInsertRowid);
      const created = add.run(...insertValues(next, contactId, username, atMs));
      const id = Number(created.lastInsertRowid);
      firstWords.run(id, next.name.toLowerCase().slice(0, WORDS_KEPT / 2));
      context.touch(id);
      return id;
    },

    learnProfile,

    /**
     * Returns the lane as it was before; null when the conversation is not at `next.version` any more (or is not idle
     * though it must be).
     */
    update(turn: TurnUpdate): LaneState | null {
      const { next, profile } = turn;
      const row = current.get(next.id);
      if (!row || row.version !== next.version || (turn.mustBeIdle && row.waiting > 0)) return null;
      const cursor = context.logChange(next.id);
      if (isOwnerSame(row, turn)) step.run(...stepValues(turn, cursor));
      else update.run(...updateValues(turn, cursor));
      addresses.settle({ id: next.id, account: next.account, kept: row.address }, next.address, turn.aliases);
      if (profile) learnProfile({ ...row, id: next.id }, profile);
      return row;
    },
  };
}

/** What an update has to know of the row; everything that only a few turns change is compared, not written. */
interface Current extends LaneState {
  version: number;
  waiting: number;
  name: string;
  username: string | null;
  phone: string | null;
  address: string;
  epoch: number;
  status: string;
  priority: number;
  locale: string;
  locale_chosen: number;
  reachable: number;
  verified_phone: string | null;
  case_id: number | null;
}

/** True when only the thread and the dialog go on: most turns. */
function isOwnerSame(row: Current, { next, caseId }: TurnUpdate): boolean {
  return (
    row.epoch === next.epoch &&
    row.status === next.status.is &&
    row.priority === next.priority &&
    row.locale === next.locale &&
    row.locale_chosen === (next.localeChosen ? 1 : 0) &&
    row.reachable === (next.reachable ? 1 : 0) &&
    row.verified_phone === next.verifiedPhone &&
    row.case_id === caseId
  );
}

function prepare(db: Database.Database) {
  return {
    byId: db.prepare<[number], ConversationRecord>('SELECT * FROM conversations WHERE id = ?'),
    addContact: db.prepare<[string, number]>('INSERT INTO contacts (public_id, created_at) VALUES (?, ?)'),
    add: db.prepare(INSERT),
    current: db.prepare<[number], Current>(CURRENT),
    step: db.prepare(STEP),
    update: db.prepare(UPDATE),
    rename: db.prepare<[string | null, string | null, string | null, number, number]>(
      `UPDATE conversations SET name = coalesce(?, name), username = coalesce(?, username), phone = coalesce(?, phone),
              changed = ? WHERE id = ?`,
    ),
    firstWords: db.prepare<[number, string]>(
      'INSERT INTO conversation_words (conversation_id, words) VALUES (?, ?)',
    ),
    moreWords: db.prepare<[string, number, string]>(
      `UPDATE conversation_words SET words = substr(words || ' ' || ?, -${WORDS_KEPT})
        WHERE conversation_id = ? AND instr(words, ?) = 0`,
    ),
  };
}

/** Characters of names and numbers that a conversation can be found by. */
const WORDS_KEPT = 400;

const INSERT = `
  INSERT INTO conversations (public_id, account, address, contact_id, name, username, verified_phone, status, priority,
    epoch, version, last_seq, locale, locale_chosen, reachable, dialog, last_at, changed, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, 'bot', ?, ?, ?, 0, ?, ?, 1, ?, ?, 0, ?)`;

const CURRENT = `
  SELECT version, waiting, lane_open, held, paused_until, heard, heard_at, name, username, phone, address, epoch, status,
         priority, locale, locale_chosen, reachable, verified_phone, case_id
    FROM conversations WHERE id = ?`;

const THREAD = `
    version = version + 1, last_seq = ?, dialog = ?,
    preview_who = coalesce(?, preview_who), preview_text = coalesce(?, preview_text),
    last_at = coalesce(?, last_at), unanswered = coalesce(?, unanswered),
    heard = heard + ?, heard_at = max(heard_at, ${NUMBER}), waiting = waiting - ?, lane_open = lane_open + ?,
    held = held + ?, changed = ?
  WHERE id = ? AND version = ?`;

const STEP = `UPDATE conversations SET ${THREAD}`;

// Who lost an operator goes to the front of the band, in the order of the first request.
const UPDATE = `
  UPDATE conversations SET
    verified_phone = ?,
    queue_rank = CASE WHEN ? <> 'queued' THEN 1 WHEN status = 'assigned' THEN 0
                      WHEN status = 'queued' THEN queue_rank ELSE 1 END,
    queue_at = CASE WHEN ? <> 'queued' THEN 0 WHEN status = 'assigned' THEN coalesce(waiting_since, ?)
                    WHEN status = 'queued' THEN queue_at ELSE ? END,
    waiting_since = CASE WHEN ? IN ('queued', 'assigned') THEN coalesce(waiting_since, ?) END,
    status = ?, status_at = ?, status_reason = ?, operator_id = ?,
    priority = ?, epoch = ?, locale = ?, locale_chosen = ?, reachable = ?, case_id = ?, ${THREAD}`;

/** In the order of the parameters of INSERT. */
function insertValues(
  next: Conversation,
  contactId: number,
  username: string | null,
  atMs: number,
): unknown[] {
  return [
    next.publicId,
    next.account,
    next.address,
    contactId,
    next.name,
    username,
    next.verifiedPhone,
    next.priority,
    next.epoch,
    next.version,
    next.locale,
    next.localeChosen ? 1 : 0,
    JSON.stringify(next.dialog),
    atMs,
    atMs,
  ];
}

/** In the order of the parameters of STEP. */
function stepValues(turn: TurnUpdate, cursor: number): unknown[] {
  const { next, summary } = turn;
  return [
    Math.max(next.lastSeq, summary.lastSeq),
    JSON.stringify(next.dialog),
    summary.who,
    summary.text,
    summary.lastAt,
    summary.unanswered,
    turn.incoming ? 1 : 0,
    turn.heardAtMs ?? 0,
    turn.stored ? 1 : 0,
    turn.joining,
    turn.holding,
    cursor,
    next.id,
    next.version,
  ];
}

/** In the order of the parameters of UPDATE. */
function updateValues(turn: TurnUpdate, cursor: number): unknown[] {
  const { next } = turn;
  const { status } = next;
  const queued = status.is === 'queued';
  return [
    next.verifiedPhone,
    status.is,
    status.is,
    queued ? status.sinceMs : 0,
    queued ? status.sinceMs : 0,
    status.is,
    queued ? status.sinceMs : null,
    status.is,
    statusAt(status),
    queued ? status.reason : null,
    status.is === 'assigned' ? status.operatorId : null,
    next.priority,
    next.epoch,
    next.locale,
    next.localeChosen ? 1 : 0,
    next.reachable ? 1 : 0,
    turn.caseId,
    ...stepValues(turn, cursor),
  ];
}

function statusAt(status: Status): number | null {
  if (status.is === 'bot') return null;
  return status.is === 'resolved' ? status.atMs : status.sinceMs;
}

function differs(said: string | undefined, known: string | null): string | null {
  return said !== undefined && said !== '' && said !== known ? said : null;
}
