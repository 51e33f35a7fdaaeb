/**
 * The log of questions inside a turn's commit: what was asked, what was tapped, what came of it, what an operator wrote. One row a
 * question; what they amount to is summed up later, elsewhere.
 */
import type { Conversation } from '../../core/conversation.ts';
import { platformOf } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { clipText } from '../../core/clip-text.ts';
import type { QuestionDeed, QuestionFate } from '../../core/question.ts';
import type { Context } from './context.ts';
import { prepareQuestions, type QuestionStatements, type RecentRow } from './question-statements.ts';

export type QuestionLog = ReturnType<typeof createQuestionLog>;

type Deed<Do extends QuestionDeed['do']> = Extract<QuestionDeed, { do: Do }>;
/** Whose turn it is. */
interface Where {
  next: Pick<Conversation, 'id' | 'account'>;
  platform: string;
  atMs: number;
}

export function createQuestionLog({ db }: Context) {
  const statements = prepareQuestions(db);
  return {
    /** Runs inside the turn's savepoint. */
    write(next: Pick<Conversation, 'id' | 'account'>, deeds: readonly QuestionDeed[], atMs: number): void {
      if (deeds.length === 0) return;
      const where = { next, platform: platformOf(next.account), atMs };
      for (const deed of deeds) {
        if (deed.do === 'ask') ask(statements, where, deed);
        else if (deed.do === 'pick') pick(statements, where, deed);
        else if (deed.do === 'judge') judge(statements, where, deed);
        else reply(statements, where, deed);
      }
    },
  };
}

function ask(statements: QuestionStatements, where: Where, deed: Deed<'ask'>): void {
  const { text, locale, band, ids, score, inFlow } = deed;
  const said = band === 'answer' ? (ids[0] ?? null) : null;
  statements.add.run({
    ...rowHead(where, locale),
    text,
    band,
    entries: JSON.stringify(ids),
    score,
    inFlow: inFlow ? 1 : 0,
    said,
    waits: band === 'answer' ? 0 : 1,
  });
}

/** Of the offer that has it, if that is not long ago; else it stands for itself. */
function pick(statements: QuestionStatements, where: Where, { id, locale }: Deed<'pick'>): void {
  const offer = recent(statements, where).find(
    ({ band, said, entries }) =>
      band === 'offer' && said === null && (JSON.parse(entries) as string[]).includes(id),
  );
  if (offer) return void statements.choose.run(id, offer.id);
  statements.add.run({
    ...rowHead(where, locale),
    text: '',
    band: 'shown',
    entries: '[]',
    score: null,
    inFlow: 0,
    said: id,
    waits: 0,
  });
}

function judge(statements: QuestionStatements, where: Where, { fate, id }: Deed<'judge'>): void {
  const rows = recent(statements, where);
  const row =
    fate === 'none-fits'
      ? rows.find(({ band }) => band === 'offer')
      : id === undefined
        ? rows[0]
        : rows.find((one) => saysEntry(one, id));
  if (!row) return;
  const isOpen = row.fate === null || row.fate === 'chosen';
  if (fate === 'person') {
    if (row.escalated === 1) return;
    const became: QuestionFate | null = isOpen || row.fate === 'helped' ? 'person' : row.fate;
    statements.judge.run(became, 0, 1, row.id);
    statements.awaitReply.run(row.id);
    return;
  }
  if (!isOpen || (fate === 'none-fits' && row.fate !== null)) return;
  statements.judge.run(fate, fate === 'not-helped' ? 1 : 0, 0, row.id);
}

/** Answered by it, chosen from what it offered, shown; or answered in the same breath. */
function saysEntry({ band, said, entries }: RecentRow, id: string): boolean {
  return said === id || (band === 'answer' && (JSON.parse(entries) as string[]).includes(id));
}

/** The first words may be a greeting: more is added until it says something. */
function reply(statements: QuestionStatements, where: Where, { text }: Deed<'reply'>): void {
  const row = statements.awaiting.get(where.next.id, 1);
  if (!row) return;
  if (where.atMs - row.asked_at > LIMITS.questionReplyMs)
    return void statements.reply.run(row.reply, 0, row.id);
  const whole = clipText(row.reply === null ? text : `${row.reply}\n${text}`, LIMITS.questionReplyChars);
  statements.reply.run(whole, whole.length < LIMITS.questionReplyTelling ? 1 : 0, row.id);
}

/** The newest first. */
function recent(statements: QuestionStatements, { next, atMs }: Where): RecentRow[] {
  const rows = statements.recent.all(next.id, LIMITS.questionsBack);
  return rows.filter(({ asked_at }) => atMs - asked_at <= LIMITS.questionFateMs);
}

function rowHead({ next, platform, atMs }: Where, locale: string) {
  return { conversation: next.id, platform, locale, atMs };
}
