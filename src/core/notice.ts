/**
 * What the shop says of itself, unasked: goods are back, an order has moved, how was it, an offer. Each kind stands on its own
 * consent; a word of stop withdraws all of them at once, and asking for something anew gives that one again.
 */
import type { Content, Prompt } from './content.ts';
import type { OpenSurvey } from './feedback.ts';

export const NOTICE_KINDS = ['stock', 'order', 'survey', 'promotion'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `recommendations`: the customer's own purchases may be looked at to suggest others. */
export const CONSENT_KINDS = [...NOTICE_KINDS, 'recommendations'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Where a customer stands now; the ledger in the store keeps how it came to that. `atMs`: UTC. */
export type Consents = Partial<Record<ConsentKind, { given: boolean; atMs: number }>>;

export interface Notice {
  kind: NoticeKind;
  /** Keys of the texts files. Buttons only to the front desk (`deskEvent`, such as `start.flow {flow, args}`) or out (`url`). */
  prompt: Prompt;
  /** Said instead where the platform's reply window is closed. */
  template?: NonNullable<Content['template']>;
  /** Nobody wants to hear it any more then; UTC ms. */
  untilMs: number;
  /** The survey that it asks: the score may be typed. */
  survey?: OpenSurvey;
}

/** A line of the ledger: what was asked in which words, and what the customer said to it. */
export interface ConsentDeed {
  kind: ConsentKind;
  given: boolean;
  /** The words that were agreed to, or the customer's own word of stop. */
  wording: string;
}

/** A survey needs no yes, only the absence of a no; everything else was asked for. */
export function mayNotice(kind: NoticeKind, consents: Consents = {}): boolean {
  const stands = consents[kind];
  return kind === 'survey' ? stands?.given !== false : stands?.given === true;
}
