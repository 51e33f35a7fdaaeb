/**
 * The buttons that we offered, and what a customer's act means against them: a tap by its token, or words typed instead of
 * a tap. A button that this conversation was never offered means nothing.
 */
import { buttonsOf, type Content } from '../../core/content.ts';
import type { Conversation } from '../../core/conversation.ts';
import type { InboxEvent } from '../../core/event.ts';
import type { ConversationId, PublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Offer, OfferedButton, TurnCommit } from '../../core/ports/engine-store.ts';
import type { Context } from './context.ts';
import { NUMBER, TEXT } from './planned-once.ts';
import { parseStored } from './rows.ts';

interface OfferRow {
  id: number;
  public_id: PublicId;
  content: string;
  pressed: string | null;
}

export type Offers = ReturnType<typeof createOffers>;

export function createOffers({ db }: Context) {
  const recent = db.prepare<[number, number, number, string], OfferRow>(
    `SELECT id, public_id, content, pressed FROM messages
      WHERE conversation_id = ${NUMBER}
        AND seq > (SELECT coalesce(max(seq), 0) FROM messages WHERE conversation_id = ${NUMBER}) - ${NUMBER}
        AND public_id = ${TEXT} ORDER BY seq DESC LIMIT 1`,
  );
  const bySeq = db.prepare<[number, number], Pick<OfferRow, 'public_id' | 'content'>>(
    `SELECT public_id, content FROM messages WHERE conversation_id = ? AND seq = ? AND direction = 'out'`,
  );
  const mark = db.prepare<[string, number]>('UPDATE messages SET pressed = ? WHERE id = ?');
  const find = (id: ConversationId, publicId: PublicId) => recent.get(id, id, LIMITS.lookBackLines, publicId);

  /** The button behind `<message id>.<index>`, if this conversation was really offered it. */
  function tapped(conversationId: ConversationId, token: string): OfferedButton | null {
    const dot = token.lastIndexOf('.');
    const digits = token.slice(dot + 1);
    if (dot < 1 || !/^\d{1,2}$/.test(digits)) return null;
    const row = find(conversationId, token.slice(0, dot));
    const button = row && buttonsOf(parseStored<Content>(row.content))[Number(digits)];
    if (!row || button?.kind !== 'reply') return null;
    return {
      messageId: row.public_id,
      label: button.label,
      action: button.action,
      pressedBefore: pressedOf(row.pressed).includes(Number(digits)),
    };
  }

  /** One look by the line's number, and none for texts too long to be a label. */
  function typed({ id, dialog }: Conversation, text: string | undefined): Offer | null {
    if (dialog.offerSeq === undefined || text === undefined) return null;
    if (text.length > LIMITS.typedChoiceChars) return null;
    const row = bySeq.get(id, dialog.offerSeq);
    return row ? { messageId: row.public_id, content: parseStored<Content>(row.content) } : null;
  }

  return {
    /** What an event has to do with buttons of ours: `offered` for a tap, `offer` for a text that may mean one. */
    meant(
      conversation: Conversation,
      event: InboxEvent,
    ): { offered: OfferedButton | null; offer: Offer | null } {
      const offered = event.type === 'button' ? tapped(conversation.id, event.token) : null;
      const offer = event.type === 'message' ? typed(conversation, event.content.text) : null;
      return { offered, offer };
    },

    press(conversationId: ConversationId, pressed: NonNullable<TurnCommit['pressed']>): void {
      const row = find(conversationId, pressed.messageId);
      const before = pressedOf(row?.pressed ?? null);
      if (!row || before.includes(pressed.index)) return;
      mark.run(JSON.stringify([...before, pressed.index]), row.id);
    },
  };
}

/** Indexes of the buttons that were tapped. */
export function pressedOf(json: string | null): number[] {
  return json === null ? [] : parseStored<number[]>(json);
}
