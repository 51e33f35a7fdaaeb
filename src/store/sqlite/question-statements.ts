/** The statements of the log of questions. Those that a message runs read an index named in the migration. */
import type Database from 'better-sqlite3';
import type { QuestionBand, QuestionFate } from '../../core/question.ts';
import { NUMBER } from './planned-once.ts';

/** One of the last questions of a conversation, as what follows changes it. */
export interface RecentRow {
  id: number;
  band: QuestionBand | 'shown';
  entries: string;
  said: string | null;
  fate: QuestionFate | null;
  escalated: number;
  locale: string;
  asked_at: number;
}

export interface NewQuestionRow {
  conversation: number;
  platform: string;
  locale: string;
  text: string;
  band: RecentRow['band'];
  entries: string;
  score: number | null;
  inFlow: number;
  said: string | null;
  waits: number;
  atMs: number;
}

/** Of a question whose words are to be forgotten. */
export const EMPTIED = `text = '', waits = 0, reply = NULL, reply_open = 0`;

export type QuestionStatements = ReturnType<typeof prepareQuestions>;

export function prepareQuestions(db: Database.Database) {
  return {
    add: db.prepare<NewQuestionRow>(
      `INSERT INTO questions
         (conversation_id, platform, locale, text, band, entries, score, in_flow, said, waits, asked_at)
       VALUES (@conversation, @platform, @locale, @text, @band, @entries, @score, @inFlow, @said, @waits, @atMs)`,
    ),
    recent: db.prepare<[number, number], RecentRow>(
      `SELECT id, band, entries, said, fate, escalated, locale, asked_at FROM questions
        WHERE conversation_id = ? ORDER BY id DESC LIMIT ${NUMBER}`,
    ),
    choose: db.prepare<[string, number]>(
      `UPDATE questions SET said = ?, fate = 'chosen', waits = 0 WHERE id = ?`,
    ),
    judge: db.prepare<[QuestionFate | null, number, number, number]>(
      `UPDATE questions SET fate = ?, waits = (waits = 1 OR ?) AND settled_at IS NULL AND text <> '', escalated = (escalated = 1 OR ?)
        WHERE id = ?`,
    ),
    awaitReply: db.prepare<[number]>(
      `UPDATE questions SET reply_open = 1 WHERE id = ? AND reply IS NULL AND text <> ''`,
    ),
    awaiting: db.prepare<[number, number], { id: number; reply: string | null; asked_at: number }>(
      `SELECT id, reply, asked_at FROM questions WHERE reply_open = 1 AND conversation_id = ?
        ORDER BY id DESC LIMIT ${NUMBER}`,
    ),
    reply: db.prepare<[string | null, number, number]>(
      'UPDATE questions SET reply = ?, reply_open = ? WHERE id = ?',
    ),
  };
}
