/**
 * A turn while it is being made: the conversation as it will be, and the rows that will be written with it.
 * All of it becomes real in one commit, or none of it.
 */
import { buttonsOf, type Button, type Content, type IncomingMedia } from '../../core/content.ts';
import { changeOwner, type Conversation, type Origin, type Status } from '../../core/conversation.ts';
import { assert } from '../../core/errors.ts';
import type { CommandOutcome } from '../../core/event.ts';
import { newPublicId, type OperatorId, type PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ActivityName, NewMessage, ResendRule } from '../../core/message.ts';
import type { Json } from '../../core/content.ts';
import type { Notice } from '../../core/notice.ts';
import type { TurnCommit } from '../../core/ports/engine-store.ts';
import { withTokens } from '../../rendering/with-tokens.ts';
import type { Facts } from '../facts.ts';
import { inOneBubble } from './one-bubble.ts';

/** What `decide` returns; the drain adds which event it consumes and whether the account may send now. */
export type Turn = Omit<TurnCommit, 'event' | 'dispatch'> & { outcome: CommandOutcome | null };

export type Draft = Omit<Turn, 'consume' | 'atMs'> & {
  facts: Facts;
  /** Flows that other flows have started in this turn: one that starts the next for ever is stopped. */
  flowStarts: number;
};

export function createDraft(conversation: Conversation, facts: Facts): Draft {
  const { dialog } = conversation;
  return {
    facts,
    flowStarts: 0,
    next: {
      ...conversation,
      dialog: { ...dialog, suspended: [...dialog.suspended], collected: { ...dialog.collected } },
    },
    messages: [],
    deliveries: [],
    timers: [],
    tasks: [],
    case: null,
    pressed: null,
    edited: null,
    revoked: null,
    reacted: null,
    fetched: null,
    resend: null,
    identity: [],
    consents: [],
    feedback: [],
    questions: [],
    incoming: false,
    heardAtMs: null,
    guard: null,
    outcome: null,
  };
}

export function toTurn(draft: Draft): Turn {
  const { facts, flowStarts: _, ...turn } = draft;
  const consume = turn.outcome ? { as: 'done' as const, outcome: turn.outcome } : { as: 'done' as const };
  return { ...turn, consume, atMs: facts.nowMs };
}

/** Says something to the customer: one message line, and one delivery for each call that it takes. */
export function speak(
  draft: Draft,
  alone: Content,
  /** `kept`: the buttons as the thread keeps them, where what goes out is for the customer's eyes alone. */
  how: {
    origin: Origin;
    resend: ResendRule;
    operatorId?: OperatorId;
    clientId?: string;
    kept?: Button[];
    notice?: Pick<Notice, 'kind' | 'untilMs'>;
  },
): PublicId {
  assert(draft.messages.length < LIMITS.messagesPerTurn, 'a turn says a bounded number of messages');
  const publicId = newPublicId(draft.facts.random);
  const { kept, notice, resend: asked, ...who } = how;
  const joined = who.origin === 'bot' && !kept ? takeWordsBefore(draft, alone, asked) : null;
  const { content, resend: wanted } = joined ?? { content: alone, resend: asked };
  const said = minKeyboard(draft, content);
  const resend = allowedResend(draft, how.origin, wanted);
  const filed = kept ? { ...said, buttons: kept } : said;
  draft.messages.push({ ...line(draft, publicId), direction: 'out', content: filed, ...who });
  delete draft.next.dialog.survey;
  const offers = buttonsOf(said).some((button) => button.kind === 'reply');
  if (offers) draft.next.dialog.offerSeq = draft.next.lastSeq;
  else delete draft.next.dialog.offerSeq;
  // How to choose goes with the words and need not be kept with them.
  const shown = offers ? { ...said, choose: chooseWords(draft) } : said;
  const parts = draft.facts.channel.render({
    ...withTokens(shown, publicId),
    locale: draft.next.locale,
  });
  for (const [partIndex, part] of parts.entries()) {
    const { origin } = how;
    draft.deliveries.push({
      messageId: publicId,
      partIndex,
      part,
      origin,
      resend,
      ...(notice ? { notice } : {}),
    });
  }
  return publicId;
}

/** Where each message is paid for: the words that the bot has just said, taken back to be said together with these. */
function takeWordsBefore(
  draft: Draft,
  alone: Content,
  resend: ResendRule,
): { content: Content; resend: ResendRule } | null {
  const before = draft.messages.at(-1);
  if (draft.facts.channel.facts.paidByMessage !== true || before?.direction !== 'out') return null;
  const content = before.origin === 'bot' ? inOneBubble(before.content, alone) : null;
  if (content === null) return null;
  const { publicId } = before;
  const wasOnce = draft.deliveries.some((row) => row.messageId === publicId && row.resend === 'once');
  draft.messages.pop();
  draft.deliveries = draft.deliveries.filter(({ messageId }) => messageId !== publicId);
  draft.next.lastSeq -= 1;
  // An answer that may be lost is worth a second try, whatever stands below it.
  return { content, resend: wasOnce ? 'once' : resend };
}

/** Puts down what happened, for the operators' thread. */
export function recordActivity(
  draft: Draft,
  name: ActivityName,
  data: Record<string, Json> = {},
  operatorId?: OperatorId | null,
): void {
  draft.messages.push({
    ...line(draft, newPublicId(draft.facts.random)),
    direction: 'activity',
    name,
    data,
    ...(operatorId == null ? {} : { operatorId }),
  });
}

/** The head of a new line of the thread. */
export function line(draft: Draft, publicId: PublicId): Pick<NewMessage, 'publicId' | 'seq' | 'atMs'> {
  draft.next.lastSeq += 1;
  return { publicId, seq: draft.next.lastSeq, atMs: draft.facts.nowMs };
}

/** Changes the owner; false when that step is not allowed from here. */
export function own(draft: Draft, to: Status): boolean {
  const changed = changeOwner(draft.next, to);
  if (!changed) return false;
  draft.next = changed;
  return true;
}

function chooseWords({ facts, next }: Draft): NonNullable<Content['choose']> {
  const { texts } = facts.content;
  return {
    open: texts.text(next.locale, 'choose.open'),
    byNumber: texts.text(next.locale, 'choose.byNumber'),
  };
}

/** The shop may forbid second tries of a kind; it cannot allow what is never repeated. */
function allowedResend(draft: Draft, origin: Origin, wanted: ResendRule): ResendRule {
  const { operator, facts, prompts } = draft.facts.content.resend;
  if (origin === 'operator') return operator ? wanted : 'never';
  if (wanted === 'if-unanswered') return prompts ? wanted : 'never';
  return facts ? wanted : 'never';
}

/** A share-phone keyboard stays up until a message takes it down: the first one without buttons does. */
function minKeyboard(draft: Draft, content: Content): Content {
  const { dialog } = draft.next;
  if (content.buttons?.some((button) => button.kind.startsWith('share-'))) {
    dialog.keyboardUp = true;
    return content;
  }
  if (!dialog.keyboardUp || content.buttons?.length) return content;
  delete dialog.keyboardUp;
  return { ...content, dropKeyboard: true };
}

/** Files of a line that the platform holds for a while: each is copied at once. */
export function fetchMedia(draft: Draft, messageId: PublicId, media: readonly IncomingMedia[] = []): void {
  for (const [index, one] of media.entries()) {
    // Our own copy came with the message.
    if (one.file !== undefined) continue;
    const input = { messageId, index, account: draft.next.account, media: { ...one } };
    draft.tasks.push({ kind: 'media.fetch', runId: null, key: newPublicId(draft.facts.random), input });
  }
}
