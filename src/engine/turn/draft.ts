/**
 * A turn while it is being made: the conversation as it will be, and the rows that will be written with it.
 * All of it becomes real in one commit, or none of it.
 */
import { buttonsOf, type Button, type Content } from '../../core/content.ts';
import { changeOwner, type Conversation, type Origin, type Status } from '../../core/conversation.ts';
import { assert } from '../../core/errors.ts';
import type { CommandOutcome } from '../../core/event.ts';
import { newPublicId, type OperatorId, type PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ActivityName, NewMessage, ResendRule } from '../../core/message.ts';
import type { Json } from '../../core/content.ts';
import type { TurnCommit } from '../../core/ports/engine-store.ts';
import { withTokens } from '../../rendering/with-tokens.ts';
import type { Facts } from '../facts.ts';

/** What `decide` returns; the drain adds which event it consumes and whether the account may send now. */
export type Turn = Omit<TurnCommit, 'event' | 'dispatch'> & { outcome: CommandOutcome | null };

export type Draft = Omit<Turn, 'consume' | 'atMs'> & { facts: Facts };

export function createDraft(conversation: Conversation, facts: Facts): Draft {
  const { dialog } = conversation;
  return {
    facts,
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
    incoming: false,
    heardAtMs: null,
    guard: null,
    outcome: null,
  };
}

export function toTurn(draft: Draft): Turn {
  const { facts, ...turn } = draft;
  const consume = turn.outcome ? { as: 'done' as const, outcome: turn.outcome } : { as: 'done' as const };
  return { ...turn, consume, atMs: facts.nowMs };
}

/** Says something to the customer: one message line, and one delivery for each call that it takes. */
export function speak(
  draft: Draft,
  content: Content,
  /** `kept`: the buttons as the thread keeps them, where what goes out is for the customer's eyes alone. */
  how: { origin: Origin; resend: ResendRule; operatorId?: OperatorId; clientId?: string; kept?: Button[] },
): PublicId {
  assert(draft.messages.length < LIMITS.messagesPerTurn, 'a turn says a bounded number of messages');
  const publicId = newPublicId(draft.facts.random);
  const said = minKeyboard(draft, content);
  const { resend: wanted, kept, ...who } = how;
  const resend = allowedResend(draft, how.origin, wanted);
  const filed = kept ? { ...said, buttons: kept } : said;
  draft.messages.push({ ...line(draft, publicId), direction: 'out', content: filed, ...who });
  const offers = buttonsOf(said).some((button) => button.kind === 'reply');
  if (offers) draft.next.dialog.offerSeq = draft.next.lastSeq;
  else delete draft.next.dialog.offerSeq;
  // How to choose goes with the words and need not be kept with them.
  const shown = offers ? { ...said, choose: chooseWords(draft) } : said;
  const parts = draft.facts.channel.render(withTokens(shown, publicId));
  for (const [partIndex, part] of parts.entries()) {
    draft.deliveries.push({ messageId: publicId, partIndex, part, origin: how.origin, resend });
  }
  return publicId;
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
