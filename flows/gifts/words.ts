/** What the flow about gifts says and asks, as keys of the texts files with what fills them. Pure. */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import type { PersonalAnswer } from '../../src/core/personal-answer.ts';
import type { GiftsContext } from './model.ts';

const OPERATOR: FlowButton = { label: 'gifts.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'gifts.button.menu', deskEvent: { type: 'command.menu' } };
const YES: FlowButton = { label: 'gifts.button.yes', event: { type: 'gifts.yes' } };
const NO: FlowButton = { label: 'gifts.button.no', event: { type: 'gifts.no' } };
const SKIP: FlowButton = { label: 'gifts.button.skip', event: { type: 'gifts.skip' } };
const CHANGE: FlowButton = { label: 'gifts.button.change', event: { type: 'gifts.change' } };
const ADD: FlowButton = { label: 'gifts.button.add', event: { type: 'gifts.change' } };
const FORGET: FlowButton = { label: 'gifts.button.forget', event: { type: 'gifts.forget' } };
const STOP: FlowButton = { label: 'gifts.button.noMore', event: { type: 'gifts.stop' } };
const RETRY: FlowButton = { label: 'gifts.button.retry', event: { type: 'gifts.retry' } };
const SHARE: FlowButton = {
  label: 'gifts.button.sharePhone',
  share: 'phone',
  otherwise: { instead: 'gifts.phone', say: 'gifts.noPhoneHere' },
};

/** What the customer agrees to is kept in these very words. */
export function consentSlots({ stands }: GiftsContext): Record<string, Json> {
  return { messages: stands?.atMost.messages ?? 1, days: stands?.atMost.days ?? 30 };
}

export function askConsent(context: GiftsContext): Prompt {
  return after(context.notice, { text: 'gifts.ask', slots: consentSlots(context), buttons: [YES, NO] });
}

export function askDay({ notice }: GiftsContext): Prompt {
  return after(notice, { text: 'gifts.askDay', buttons: [SKIP, MENU] });
}

export function askPhone({ notice }: GiftsContext): Prompt {
  return after(notice, { text: 'gifts.phone', buttons: [SHARE, SKIP] });
}

export function standsWords({ stands, locale, notice }: GiftsContext): Prompt {
  const birthday = stands?.birthday ?? null;
  const text = birthday ? 'gifts.standsWithDay' : 'gifts.stands';
  const slots = { day: birthday ? dayWords(birthday, locale) : '' };
  const buttons = birthday ? [CHANGE, FORGET, STOP, MENU] : [ADD, STOP, MENU];
  return after(notice, { text, slots, buttons });
}

export function doneWords({ locale }: Pick<GiftsContext, 'locale'>, stands: PersonalAnswer | null): Prompt {
  const birthday = stands?.birthday ?? null;
  if (!birthday) return { text: 'gifts.doneWithoutDay', buttons: [MENU] };
  const withPoints = stands?.hasPhone === true && stands.birthdayPoints > 0;
  const slots = { day: dayWords(birthday, locale), points: stands?.birthdayPoints ?? 0 };
  return { text: withPoints ? 'gifts.donePoints' : 'gifts.done', slots, buttons: [MENU] };
}

export function noWords(): Prompt {
  return { text: 'gifts.declined', buttons: [MENU] };
}

export function stoppedWords(): Prompt {
  return { text: 'gifts.stopped', buttons: [MENU] };
}

export function downWords(): Prompt {
  return { text: 'gifts.down', buttons: [RETRY, OPERATOR, MENU] };
}

/** "14 марта", "14 March". */
function dayWords({ day, month }: { day: number; month: number }, locale: Locale): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, month - 1, day));
}

/** Whoever was not understood is offered a person. */
function after(notice: string, prompt: Prompt): Prompt {
  if (notice === '') return prompt;
  const { text, slots, buttons = [] } = prompt;
  const more = [{ text, ...(slots ? { slots } : {}) }];
  return { text: notice, more, buttons: [...buttons, OPERATOR] };
}
