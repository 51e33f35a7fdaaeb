/** What the loyalty flow says and asks, as keys of the texts files with what fills them. Pure. */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { LoyaltyAnswer, LoyaltyView } from '../../src/core/loyalty-answer.ts';
import { formatMoney } from '../../src/core/money.ts';
import type { LoyaltyContext } from './model.ts';

type View = { context: LoyaltyContext };
type Paragraph = { text: string; slots?: Record<string, string | number> };

const OPERATOR: FlowButton = { label: 'loyalty.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'loyalty.button.menu', deskEvent: { type: 'command.menu' } };
/** Where nothing can be shared, an order's e-mail is the way. */
const SHARE_PHONE: FlowButton = {
  label: 'loyalty.button.sharePhone',
  share: 'phone',
  otherwise: { instead: 'loyalty.prove', say: 'loyalty.proveByOrder' },
};
const CODE: FlowButton = { label: 'loyalty.button.code', event: { type: 'loyalty.code' } };
const CODE_AGAIN: FlowButton = { label: 'loyalty.button.codeAgain', event: { type: 'loyalty.code' } };
const OTHER_WAY: FlowButton = { label: 'loyalty.button.otherWay', event: { type: 'loyalty.otherWay' } };
const RETRY: FlowButton = { label: 'loyalty.button.retry', event: { type: 'loyalty.retry' } };

const CARD: FlowButton = start('loyalty.button.card', 'loyalty', { show: 'card' });
const PROMOTIONS: FlowButton = start('loyalty.button.promotions', 'promotions');
const FOR_YOU: FlowButton = start('loyalty.button.forYou', 'recommendations');
const GIFTS: FlowButton = start('loyalty.button.gifts', 'gifts');

export function askProof({ context }: View): Prompt {
  const code = context.mail && context.number !== '' ? [CODE] : [];
  return question(context, 'loyalty.prove', [SHARE_PHONE, ...code, OPERATOR, MENU]);
}

export function askCode({ context }: View): Prompt {
  return question(context, 'loyalty.askCode', [CODE_AGAIN, OTHER_WAY, OPERATOR]);
}

export function askInTrouble({ context }: View): Prompt {
  const isDown = context.trouble === 'down';
  return question(context, isDown ? 'loyalty.down' : 'loyalty.blocked', [
    ...(isDown ? [RETRY] : []),
    OPERATOR,
    MENU,
  ]);
}

/** The picture alone: the number stands in the words after it, for channels without pictures. */
export function cardWords(answer: LoyaltyAnswer): Prompt {
  const picture = answer.result === 'account' ? answer.account.picture : null;
  return { text: 'loyalty.showCard', ...(picture ? { picture } : {}) };
}

export function accountWords(answer: LoyaltyAnswer): Prompt {
  if (answer.result !== 'account') return noneWords();
  const { account } = answer;
  const [first = { text: 'loyalty.noPoints' }, ...more] = linesOf(account);
  const card = account.card !== null && account.picture === null ? [CARD] : [];
  return { ...first, more, buttons: [...card, PROMOTIONS, FOR_YOU, GIFTS, MENU] };
}

export function noneWords(): Prompt {
  return { text: 'loyalty.none', buttons: [PROMOTIONS, OPERATOR, MENU] };
}

export function severalWords(): Prompt {
  return { text: 'loyalty.several', buttons: [OPERATOR, MENU] };
}

function linesOf(account: LoyaltyView): Paragraph[] {
  const { points, level, toNextLevel, burns, card, locale } = account;
  const has: Paragraph =
    points > 0 ? { text: 'loyalty.points', slots: { points } } : { text: 'loyalty.noPoints' };
  return [
    has,
    ...(level === null ? [] : [{ text: 'loyalty.level', slots: { level } }]),
    ...(toNextLevel === null
      ? []
      : [{ text: 'loyalty.toNextLevel', slots: { sum: formatMoney(toNextLevel, locale) } }]),
    ...(burns === null
      ? []
      : [{ text: 'loyalty.burns', slots: { points: burns.points, day: dayOf(burns.atMs, account) } }]),
    ...(card === null ? [] : [{ text: 'loyalty.card', slots: { card } }]),
  ];
}

/** "14 декабря", "14 December". */
export function dayOf(ms: number, { locale, timeZone }: Pick<LoyaltyView, 'locale' | 'timeZone'>): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone }).format(ms);
}

function start(label: string, flow: string, args: Record<string, string> = {}): FlowButton {
  return { label, deskEvent: { type: 'start.flow', flow, args } };
}

/** The question itself, after what has to be said first. */
function question({ notice, number }: LoyaltyContext, text: string, buttons: FlowButton[]): Prompt {
  const slots = { number };
  if (notice === '') return { text, slots, buttons };
  return { text: notice, slots, more: [{ text, slots }], buttons };
}
