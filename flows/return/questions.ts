/**
 * What the flow says: each question, the refusal, the confirmation and the sheet for the operator, as keys of the texts
 * files with their slots and buttons. Pure.
 */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Locale } from '../../src/core/locale.ts';
import { longDate } from '../../src/core/long-date.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { ReturnableItem, ReturnDecided, ReturnRequestAnswer } from '../../src/core/return-answer.ts';
import { RETURN_REASONS, type ReturnOutcome } from '../../src/core/return-policy.ts';
import {
  BY_CODE,
  CODE_AGAIN,
  MENU,
  OPERATOR,
  OTHER_NUMBER,
  RETRY,
  SHARE_PHONE,
  SHARE_PHONE_OR_NUMBER,
  UNKNOWN_NUMBER,
} from '../order-status/buttons.ts';
import { day, listLine } from '../order-status/card.ts';
import type { ReturnContext } from './model.ts';

export type View = { context: ReturnContext };

/** In the order of their buttons, so that a number means the same. */
export const REASONS = RETURN_REASONS;

/** One way to answer "what comes back?": an item with how many of it. */
interface Choice {
  item: ReturnableItem;
  quantity: number;
}

export function askOrder({ context }: View): Prompt {
  if (context.orders.length > 0) {
    const picks: FlowButton[] = context.orders.map((order) => ({
      label: 'orderStatus.button.pick',
      slots: { number: order.number, placed: day(order.placedMs, order) },
      event: { type: 'order.pick', number: order.number },
    }));
    const asked = question(context, 'return.which', {}, [...picks, OTHER_NUMBER, OPERATOR]);
    return { ...asked, more: [...(asked.more ?? []), ...context.orders.map(listLine)] };
  }
  const { lastOrder } = context;
  if (lastOrder !== '') {
    const pick: FlowButton = {
      label: 'return.button.lastOrder',
      slots: { number: lastOrder },
      event: { type: 'order.pick', number: lastOrder },
    };
    return question(context, 'return.lastOrder', { number: lastOrder }, [pick, OTHER_NUMBER, OPERATOR]);
  }
  const text = context.vouched ? 'orderStatus.askNumber' : 'orderStatus.askNumberOrPhone';
  const share = context.vouched ? [] : [SHARE_PHONE_OR_NUMBER];
  return question(context, text, {}, [...share, UNKNOWN_NUMBER, OPERATOR]);
}

export function askProof({ context }: View): Prompt {
  const share: FlowButton[] = context.vouched ? [] : [SHARE_PHONE];
  if (context.coded) {
    return question(context, 'orderStatus.askCode', {}, [CODE_AGAIN, ...share, OTHER_NUMBER, OPERATOR]);
  }
  const code = context.mail ? [BY_CODE] : [];
  const slots = { number: context.number };
  return question(context, 'return.prove', slots, [...share, ...code, OTHER_NUMBER, OPERATOR]);
}

export function askItem({ context }: View): Prompt {
  const choices = choicesOf(context);
  const rest = context.skipped + choices.length < allChoices(context).length || context.skipped > 0;
  const picks: FlowButton[] = choices.map(({ item, quantity }) => ({
    label: item.quantity === 1 ? 'return.button.item' : 'return.button.pieces',
    slots: { title: clip(item.title), quantity },
    event: { type: 'return.item', line: item.line, quantity },
  }));
  const more: FlowButton[] = rest ? [{ label: 'return.button.more', event: { type: 'return.more' } }] : [];
  const asked = question(context, 'return.item', { number: context.number }, [...picks, ...more, OPERATOR]);
  const lines = choices.map(({ item, quantity }, index) => ({
    text: 'return.line',
    slots: { position: index + 1, title: item.title, quantity },
  }));
  return { ...asked, more: [...(asked.more ?? []), ...lines] };
}

/** The choices of the page that is shown. */
export function choicesOf(context: ReturnContext): Choice[] {
  return allChoices(context).slice(context.skipped, context.skipped + LIMITS.returnChoices);
}

export function askReason({ context }: View): Prompt {
  const reasons: FlowButton[] = REASONS.map((reason) => ({
    label: `return.reason.${reason}`,
    event: { type: 'return.reason', reason },
  }));
  const withdraw: FlowButton = {
    label: 'return.button.withdraw',
    event: { type: 'return.reason', reason: 'not-liked' },
  };
  // Under European law the way out stands first and asks for no reason.
  const buttons = context.twoStep ? [withdraw, ...reasons.slice(2)] : reasons;
  const text = context.twoStep ? 'return.whyOrWithdraw' : 'return.why';
  return question(context, text, { title: titleOf(context) }, [...buttons, OPERATOR]);
}

export function askPicture({ context }: View): Prompt {
  const text = context.reason === 'wrong-item' ? 'return.pictureOfWrong' : 'return.pictureOfDefect';
  const none: FlowButton = { label: 'return.button.noPicture', event: { type: 'return.noPicture' } };
  return question(context, text, {}, [none, OPERATOR]);
}

export function askCondition({ context }: View): Prompt {
  const condition = (label: string, used: boolean | null): FlowButton => ({
    label,
    event: { type: 'return.condition', used },
  });
  return question(context, 'return.condition', {}, [
    condition('return.button.asNew', false),
    condition('return.button.used', true),
    condition('return.button.unsure', null),
    OPERATOR,
  ]);
}

/** What the rules allow; picking an outcome is also the confirmation. */
export function askOutcome({ context }: View): Prompt {
  const { decided } = context;
  if (!decided) return question(context, 'orderStatus.down', {}, [OPERATOR, MENU]);
  const text = context.twoStep && isWithdrawal(context) ? 'return.confirmWithdrawal' : 'return.allowed';
  const slots = {
    title: titleOf(context),
    quantity: context.quantity,
    sum: worthOf(context, decided.locale),
  };
  const asked = question(context, text, slots, [...outcomes(context, decided), OPERATOR]);
  return { ...asked, more: [...(asked.more ?? []), ...terms(context, decided)] };
}

export function askInTrouble({ context }: View): Prompt {
  const blocked = context.trouble === 'blocked';
  if (blocked) return question(context, 'orderStatus.blocked', {}, [OPERATOR, MENU]);
  return question(context, 'return.down', {}, [RETRY, OPERATOR, MENU]);
}

/** A no: the rule in words, where it comes from, and who else can look at it. */
export function refusal(context: ReturnContext, decided: ReturnDecided | null): Prompt {
  if (!decided) return NOTHING;
  const slots = { title: titleOf(context), deadline: dateOf(decided.deadlineMs, context, decided.locale) };
  return {
    text: `return.refused.${decided.rule}`,
    slots,
    more: [{ text: 'return.law', slots: { law: decided.law } }, { text: 'return.stillPerson' }],
    buttons: [OPERATOR, anotherReturn(context), MENU],
  };
}

/** Number, what to do, and what happens then. */
export function confirmation(context: ReturnContext, answer: ReturnRequestAnswer): Prompt {
  const { decided, outcome } = context;
  if (answer.result !== 'done' || !decided || !outcome) return NOTHING;
  const { locale } = decided;
  const slots = {
    number: answer.number,
    order: context.number,
    title: titleOf(context),
    quantity: context.quantity,
    when: momentOf(answer.requestedAtMs, context, locale),
  };
  const refundBy = dateOf(decided.refundByMs, context, locale);
  return {
    text: 'return.done',
    slots,
    more: [
      ...way(decided, outcome),
      { text: `return.next.${outcome}` },
      ...(outcome === 'refund' && refundBy !== '' ? [{ text: 'return.refundBy', slots: { refundBy } }] : []),
      ...(answer.mailed ? [{ text: 'return.mailed' }] : []),
    ],
    buttons: [anotherReturn(context), OPERATOR, MENU],
  };
}

/** Nothing comes back where the customer keeps it, or never took it. */
function way({ rule, handOver }: ReturnDecided, outcome: ReturnOutcome): Paragraph[] {
  if (rule === 'before-handover') return [{ text: 'return.notHandedOver' }];
  if (outcome === 'discount') return [];
  return [{ text: 'return.handOver' }, ...handOver.map((one) => ({ text: `return.way.${one}` }))];
}

/** What an operator needs to decide: facts, and what the rules said to them. */
export function decisionSheet(context: ReturnContext, decided: ReturnDecided | null): Record<string, Json> {
  if (!decided) return {};
  const { reason, used, shown, quantity } = context;
  const { verdict, rule, pack, outcomes: allowed, whoPays } = decided;
  return {
    product: titleOf(context),
    returnQuantity: quantity,
    returnReason: reason,
    returnUsed: used,
    returnPicture: shown,
    returnVerdict: verdict,
    returnRule: rule,
    returnDeadline: dateOf(decided.deadlineMs, context, decided.locale),
    returnOutcomes: allowed,
    returnPaidBy: whoPays,
    returnPack: `${pack.id} ${pack.version}`,
    returnLaw: decided.law,
  };
}

/** For the compiler only: the guards let no empty answer through. */
const NOTHING: Prompt = { text: 'orderStatus.down' };

/** Each item with one piece or all of them; up to three pieces, any number. */
function allChoices({ items }: ReturnContext): Choice[] {
  return items.flatMap((item) => {
    const { quantity } = item;
    const counts = quantity <= 3 ? Array.from({ length: quantity }, (_, index) => index + 1) : [1, quantity];
    return counts.map((count) => ({ item, quantity: count }));
  });
}

function outcomes(context: ReturnContext, decided: ReturnDecided): FlowButton[] {
  return decided.outcomes.flatMap((outcome): FlowButton[] => {
    if (outcome === 'exchange') {
      return decided.exchanges.map(({ sku, label }) => ({
        label: 'return.button.exchange',
        slots: { label: clip(label) },
        event: { type: 'return.outcome', outcome, variant: sku },
      }));
    }
    const confirms = outcome === 'refund' && context.twoStep && isWithdrawal(context);
    const label = confirms ? 'return.button.confirmWithdrawal' : `return.button.${outcome}`;
    return [{ label, event: { type: 'return.outcome', outcome, variant: null } }];
  });
}

function terms(context: ReturnContext, decided: ReturnDecided): Paragraph[] {
  const deadline = dateOf(decided.deadlineMs, context, decided.locale);
  const refundBy = dateOf(decided.refundByMs, context, decided.locale);
  return [
    ...(deadline === '' ? [] : [{ text: 'return.deadline', slots: { deadline } }]),
    ...(refundBy === '' ? [] : [{ text: 'return.refundWithin', slots: { refundBy } }]),
    ...(decided.whoPays === null ? [] : [{ text: `return.pays.${decided.whoPays}` }]),
  ];
}

type Paragraph = { text: string; slots?: Record<string, Json> };

function isWithdrawal({ reason }: ReturnContext): boolean {
  return reason === 'not-fit' || reason === 'not-liked';
}

/** The question itself, after what has to be said first. */
function question(
  context: ReturnContext,
  text: string,
  slots: Record<string, Json>,
  buttons: FlowButton[],
): Prompt {
  if (context.notice === '') return { text, slots, buttons };
  return { text: context.notice, slots: { number: context.number }, more: [{ text, slots }], buttons };
}

function anotherReturn({ number }: ReturnContext): FlowButton {
  return {
    label: 'return.button.another',
    deskEvent: { type: 'start.flow', flow: 'return', args: { number } },
  };
}

function titleOf({ item }: ReturnContext): string {
  return item?.title ?? '';
}

function worthOf({ item, quantity }: ReturnContext, locale: Locale): string {
  if (!item) return '';
  return formatMoney({ minor: item.unit.minor * quantity, currency: item.unit.currency }, locale);
}

/** Buttons of messengers are short. */
function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}

/** "20 ноября 2026 года"; "" for none. */
function dateOf(ms: number | null, { timeZone }: ReturnContext, locale: Locale): string {
  return ms === null ? '' : longDate(ms, locale, timeZone);
}

function momentOf(ms: number, { timeZone }: ReturnContext, locale: Locale): string {
  return formatOf(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(ms);
}

function formatOf(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options);
}
