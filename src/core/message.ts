/** A stored line of a thread. Order is `seq`, counted per conversation; time is only shown. */
import type { Content, IncomingContent, Json } from './content.ts';
import type { Origin } from './conversation.ts';
import type { OperatorId, PublicId } from './ids.ts';

export type NewMessage = {
  publicId: PublicId;
  seq: number;
  atMs: number;
} & (
  | { direction: 'in'; externalId: string; content: IncomingContent }
  | { direction: 'out'; origin: Origin; operatorId?: OperatorId; clientId?: string; content: Content }
  /** Seen by operators only. */
  | { direction: 'note'; operatorId: OperatorId; clientId: string; text: string }
  /** What happened, for the thread: claimed, released, escalated. `data` fills the console's own words. */
  | { direction: 'activity'; name: ActivityName; operatorId?: OperatorId; data: Record<string, Json> }
);

export type ActivityName =
  | 'handoff-requested'
  | 'claimed'
  | 'released'
  | 'transferred'
  | 'resolved'
  | 'operator-gone'
  | 'returned-to-bot'
  | 'reopened'
  | 'button'
  | 'edited'
  | 'blocked'
  | 'unblocked'
  | 'bot-failed'
  | 'delivery-failed'
  | 'external-takeover'
  | 'external-ended'
  | 'moved'
  | 'channels-offered'
  | 'joined'
  | 'join-held'
  | 'parted'
  | 'consent-given'
  | 'consent-withdrawn'
  | 'flow-reset'
  | 'rated'
  | 'commented'
  | 'forgotten';

/** How far a message of ours has got, by rank: a later report never lowers it. */
export const DELIVERY_STATES = [
  'queued', // waits its turn
  'sending', // the request may be on the wire
  'sent',
  'delivered',
  'read',
  'unknown', // it may have arrived: no answer came back
  'refused', // the platform said no, for good
  'dead', // given up after many tries
  'cancelled', // the owner changed before it left
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What to do when nobody knows whether a part arrived. */
export type ResendRule =
  | 'once' // send once more and mark it: operators' words, order facts, FAQ answers
  | 'if-unanswered' // only if the customer stayed silent: prompts
  | 'never'; // promotions, surveys, notices
