/**
 * Rows of what is personal: birthdays, messages with points, reasons. Who wants to hear of offers follows from the ledger of
 * consents by a trigger, so that the two cannot part.
 */
import type { AccountId, ConversationId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type {
  Birthday,
  KeptReason,
  NewPersonal,
  Person,
  Personal,
  PersonalCap,
  PersonalKind,
  PersonalRecord,
  PersonalState,
  PersonalStep,
  StayReason,
} from '../../core/ports/personal-store.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';

interface PersonRow {
  id: number;
  account: AccountId;
  verified_phone: string | null;
  locale: Locale;
  reachable: number;
  heard_at: number;
  consents: string | null;
  month: number | null;
  day: number | null;
}

interface MessageRow {
  id: number;
  kind: PersonalKind;
  conversation_id: number;
  key: string;
  state: PersonalState;
  points: number;
  granted: number | null;
  refused: number;
  until: number;
  why: string | null;
  made_at: number;
}

export function createPersonal(context: Context) {
  const rows = prepare(context);
  const { lately, put, byKey } = rows;

  return {
    person(id: ConversationId): Person | null {
      const row = rows.person.get(id);
      return row ? toPerson(row) : null;
    },
    saveBirthday(id: ConversationId, birthday: Birthday | null, nowMs: number): void {
      if (birthday) rows.saveBirthday.run(id, birthday.month, birthday.day, nowMs);
      else rows.dropBirthday.run(id);
    },
    birthdaysOn: ({ month, day }: Birthday, after: ConversationId, limit: number): Person[] =>
      rows.birthdays.all(month, day, after, limit).map(toPerson),
    dueLooks: (nowMs: number, limit: number): Person[] => rows.looks.all(nowMs, limit).map(toPerson),
    lookAgain: (id: ConversationId, atMs: number): void => void rows.lookAgain.run(atMs, id),

    plan(message: NewPersonal, cap: PersonalCap): 'planned' | 'known' | 'capped' {
      const { key, kind, conversationId, points, dueAtMs, untilMs, nowMs } = message;
      if (byKey.get(key) !== undefined) return 'known';
      const { any = 0, same = 0 } = lately.get({ ...cap, kind, id: conversationId }) ?? {};
      if (any >= cap.messages || same > 0) return 'capped';
      put.run(kind, conversationId, key, points, nowMs, dueAtMs, untilMs);
      return 'planned';
    },
    due: (nowMs: number, limit: number): Personal[] => rows.due.all(nowMs, limit).map(toMessage),
    step(id: number, step: PersonalStep): void {
      switch (step.to) {
        case 'wait':
          return void rows.wait.run(step.dueAtMs, step.refused ? 1 : 0, id);
        case 'granting':
          return void rows.granting.run(id);
        case 'granted':
          return void rows.granted.run(step.granted, id);
        case 'told':
        case 'dropped':
          return void rows.end.run(step.to, 'why' in step ? step.why : null, step.nowMs, id);
      }
    },

    keepReason({ conversationId, reason, words, atMs }: KeptReason): void {
      rows.keepReason.run(conversationId, reason, words, atMs);
      context.touch(conversationId);
    },
    read(id: ConversationId): PersonalRecord {
      return {
        birthday: birthdayOf(rows.person.get(id)),
        messages: rows.messages.all(id, LIMITS.personalShown).map((row) => ({
          kind: row.kind,
          state: row.state,
          granted: row.granted,
          why: row.why,
          atMs: row.made_at,
        })),
        reasons: rows.reasons.all(id, LIMITS.personalShown).map(({ at, ...row }) => ({ ...row, atMs: at })),
      };
    },
  };
}

function prepare({ db }: Context) {
  return {
    person: db.prepare<[number], PersonRow>(`${PERSON} WHERE c.id = ?`),
    birthdays: db.prepare<[number, number, number, number], PersonRow>(BIRTHDAYS),
    looks: db.prepare<[number, number], PersonRow>(LOOKS),
    lookAgain: db.prepare<[number, number]>(
      'UPDATE offer_listeners SET look_at = ? WHERE conversation_id = ?',
    ),
    saveBirthday: db.prepare<[number, number, number, number]>(
      `INSERT INTO birthdays (conversation_id, month, day, at) VALUES (?, ?, ?, ?)
       ON CONFLICT (conversation_id) DO UPDATE SET month = excluded.month, day = excluded.day, at = excluded.at`,
    ),
    dropBirthday: db.prepare<[number]>('DELETE FROM birthdays WHERE conversation_id = ?'),
    byKey: db.prepare<[string], number>('SELECT id FROM personal_messages WHERE key = ?').pluck(),
    lately: db.prepare<[PersonalCap & { kind: string; id: number }], { any: number; same: number }>(LATELY),
    put: db.prepare<[string, number, string, number, number, number, number]>(
      `INSERT INTO personal_messages (kind, conversation_id, key, points, made_at, due_at, until)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    due: db.prepare<[number, number], MessageRow>(
      `SELECT * FROM personal_messages WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ${NUMBER}`,
    ),
    wait: db.prepare<[number, number, number]>(
      'UPDATE personal_messages SET due_at = ?, refused = refused + ? WHERE id = ? AND due_at IS NOT NULL',
    ),
    granting: db.prepare<[number]>(
      "UPDATE personal_messages SET state = 'granting' WHERE id = ? AND state = 'planned'",
    ),
    granted: db.prepare<[number, number]>(
      "UPDATE personal_messages SET state = 'granted', granted = ? WHERE id = ? AND state IN ('planned', 'granting')",
    ),
    end: db.prepare<[string, string | null, number, number]>(
      'UPDATE personal_messages SET state = ?, why = ?, ended_at = ?, due_at = NULL WHERE id = ? AND due_at IS NOT NULL',
    ),
    keepReason: db.prepare<[number, string, string, number]>(
      'INSERT INTO stay_reasons (conversation_id, reason, words, at) VALUES (?, ?, ?, ?)',
    ),
    messages: db.prepare<[number, number], MessageRow>(
      `SELECT * FROM personal_messages WHERE conversation_id = ? ORDER BY id DESC LIMIT ${NUMBER}`,
    ),
    reasons: db.prepare<[number, number], { reason: StayReason; words: string; at: number }>(
      `SELECT reason, words, at FROM stay_reasons WHERE conversation_id = ? ORDER BY id DESC LIMIT ${NUMBER}`,
    ),
  };
}

const PERSON = `
  SELECT c.id, c.account, c.verified_phone, c.locale, c.reachable, c.heard_at,
         json_extract(c.dialog, '$.consents') AS consents, b.month, b.day
    FROM conversations c LEFT JOIN birthdays b ON b.conversation_id = c.id`;

const BIRTHDAYS = `
  SELECT c.id, c.account, c.verified_phone, c.locale, c.reachable, c.heard_at,
         json_extract(c.dialog, '$.consents') AS consents, b.month, b.day
    FROM birthdays b
    JOIN offer_listeners l ON l.conversation_id = b.conversation_id AND l.given = 1
    JOIN conversations c ON c.id = b.conversation_id
   WHERE b.month = ? AND b.day = ? AND b.conversation_id > ? ORDER BY b.conversation_id LIMIT ${NUMBER}`;

const LOOKS = `
  SELECT c.id, c.account, c.verified_phone, c.locale, c.reachable, c.heard_at,
         json_extract(c.dialog, '$.consents') AS consents, b.month, b.day
    FROM offer_listeners l
    JOIN conversations c ON c.id = l.conversation_id
    LEFT JOIN birthdays b ON b.conversation_id = c.id
   WHERE l.given = 1 AND l.look_at <= ? ORDER BY l.look_at LIMIT ${NUMBER}`;

// The same person is whoever belongs to the same contact or has proved the same number.
const LATELY = `
  WITH me AS (SELECT contact_id, verified_phone FROM conversations WHERE id = @id),
       mine AS (SELECT id FROM conversations WHERE contact_id = (SELECT contact_id FROM me)
                UNION SELECT id FROM conversations
                       WHERE verified_phone = (SELECT verified_phone FROM me WHERE verified_phone IS NOT NULL))
  SELECT coalesce(sum(made_at >= @sinceMs), 0) AS any,
         coalesce(sum(kind = @kind AND made_at >= @sameSinceMs), 0) AS same
    FROM personal_messages
   WHERE conversation_id IN mine AND made_at >= min(@sinceMs, @sameSinceMs)
     AND (state <> 'dropped' OR granted > 0) AND @messages >= 0`;

function toPerson(row: PersonRow): Person {
  return {
    conversationId: row.id,
    account: row.account,
    verifiedPhone: row.verified_phone,
    locale: row.locale,
    reachable: row.reachable === 1,
    heardAtMs: row.heard_at,
    consents: row.consents === null ? {} : (JSON.parse(row.consents) as Person['consents']),
    birthday: birthdayOf(row),
  };
}

function birthdayOf(row: Pick<PersonRow, 'day' | 'month'> | undefined): Birthday | null {
  return row?.day == null || row.month === null ? null : { day: row.day, month: row.month };
}

function toMessage(row: MessageRow): Personal {
  const { id, kind, key, state, points, granted, refused, until } = row;
  return {
    id,
    kind,
    conversationId: row.conversation_id,
    key,
    state,
    points,
    granted,
    refused,
    untilMs: until,
  };
}
