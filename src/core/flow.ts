/**
 * What a flow may ask for and what the engine may tell it. A flow is an XState machine in `flows/`; it says what it wants
 * by the named actions below, as data. The engine turns them into rows; nothing is carried out inside a machine.
 */
import type { FlowButton, Json, Prompt } from './content.ts';
import type { HandoffReason, Priority } from './conversation.ts';
import type { Locale } from './locale.ts';
import type { FeedbackDeed } from './feedback.ts';
import type { Known } from './memory.ts';
import type { ResendRule } from './message.ts';
import type { ConsentKind } from './notice.ts';

/** A registered flow. `machine` is an XState machine; only the engine's flow runtime looks inside. */
export interface FlowDefinition {
  name: string;
  /** Raised whenever the machine's states or context change shape. */
  version: number;
  machine: unknown;
  /** Step n leads from version n to n+1; without a path the flow is reset politely. */
  migrations: Record<number, (stored: StoredFlow) => StoredFlow>;
  /**
   * Deep links that start it: `{stock: 'variant'}` makes of the payload `stock_PL-130` a start with `{variant: 'PL-130'}`.
   * What stands in a link is anybody's word.
   */
  links?: Record<string, string>;
  /** We begin it, by a notice: a word of stop in it means all that we begin. */
  unasked?: true;
}

export interface StoredFlow {
  value: Json;
  context: Record<string, Json>;
}

/** Given to a machine when it starts. */
export type FlowInput = {
  locale: Locale;
  /** Digits with country code if the channel vouched for the customer's own number. */
  verifiedPhone: string | null;
  /** What the starter passed along, such as a topic. */
  args: Record<string, Json>;
  /** What need not be asked again; it proves nothing. Missing: nothing is known. */
  known?: Known;
  /** The shop has shown us no orders: only people can look one up. */
  noOrders?: true;
};

/** Words to say. */
export interface SayParams extends Prompt {
  /** Default: `if-unanswered` for questions, `once` for statements. */
  resend?: ResendRule;
}

/** The actions a machine may name, each with its parameters. */
export interface FlowEffects {
  /** A statement. */
  say: SayParams;
  /** A question: also becomes the prompt that is repeated after a digression. */
  ask: SayParams;
  /** The answer of a FAQ entry, in its own markup. `also`: further entries asked for in the same breath; `maybe`: entries and flows (`flow:…`) to choose from. */
  sayAnswer: { entryId: string; also?: string[]; maybe?: string[]; buttons?: FlowButton[] };
  /** A look-up; its answer comes back as `task.<kind>.done {value}` or `task.<kind>.failed {reason}`. */
  runTask: { kind: string; input: Record<string, Json> };
  requestOperator: { reason: HandoffReason; priority?: Priority };
  /** Facts for the operator's summary. */
  remember: { facts: Record<string, Json> };
  /** Puts another flow on top of this one; a flow that ends by it is followed by the other. */
  startFlow: { flow: string; args?: Record<string, Json> };
  setLocale: { locale: Locale };
  /** The customer agrees to something or withdraws it; `wording`: the key of the words that they agree to. */
  consent: { kind: ConsentKind; given: boolean; wording: string; slots?: Record<string, Json> };
  /** The number of an order that was found with proof: not asked again for a while (`FlowInput.known.lastOrder`). */
  keepInMind: { order: string };
  /** A survey: to be asked later (`plan`, with the flow's name as `about` once it came to a result), or answered. */
  feedback: FeedbackDeed;
}

/** What a state can take besides buttons, in the order in which it is tried: `meta: {expects: ['orderNumber']}`. */
export const ANSWER_KINDS = [
  'orderNumber', // answer.orderNumber {number}
  'lastFourDigits', // answer.lastFourDigits {digits}
  'oneTimeCode', // answer.oneTimeCode {code}
  'contact', // answer.contact {phone, own}
  'location', // answer.location {latitude, longitude}
  'yesNo', // answer.yesNo {yes}
  'choice', // answer.choice {number} 1…9
  'picture', // answer.picture {usable}: a photo or a film; false for a file that shows nothing, such as a PDF
  'number', // answer.number {value}
  'dayMonth', // answer.dayMonth {day, month}: a birthday, without its year
  'email', // answer.email {email}: lower case, looks like an address
  'phone', // answer.phone {phone}: typed or shared, proves nothing
  'five', // answer.five {score, comment}: 1 to 5, as a number, a word, an emoji, stars; `comment`: what was written behind the number
  'ten', // answer.ten {score, comment}: the same from 0 to 10
  'comment', // answer.comment {text}: any words but a question or a wish of its own, thanks and greetings too
  'text', // answer.text {text}: any words but a question, which the FAQ may answer first
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];
