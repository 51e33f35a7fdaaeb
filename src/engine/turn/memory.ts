/**
 * What is remembered of a customer: their name as they want to hear it, the order that was found with proof. It lives in the dialog
 * and fades by itself; at a word of theirs it is dropped at once, with what the store keeps of them beside it.
 */
import { clipText } from '../../core/clip-text.ts';
import { LIMITS } from '../../core/limits.ts';
import { recall } from '../../core/memory.ts';
import { recordActivity, type Draft } from './draft.ts';

/** An order that proved to be theirs. Only its number: whoever asks for it next time proves anew. */
export function keepOrder({ next, facts }: Draft, number: string): void {
  if (number === '' || number.length > LIMITS.memoryOrderChars) return;
  next.dialog.memory = { ...next.dialog.memory, order: { value: number, atMs: facts.nowMs } };
}

/** They told how they want to be called. */
export function keepName(draft: Draft, name: string): void {
  const { next, facts } = draft;
  const value = clipText(name, LIMITS.addressChars);
  next.dialog.memory = { ...next.dialog.memory, name: { value, atMs: facts.nowMs } };
  next.dialog.collected = { ...next.dialog.collected, calledName: value };
}

/** How they are spoken to, in their language; "" when nobody knows their name. */
export function addressOf({ next, facts }: Draft): string {
  const { name } = recall(next.dialog.memory, next.name, facts.nowMs);
  return facts.content.manners?.spokenTo(name, next.locale) ?? name;
}

/** All that they are known by here: what the platform calls them, and how they want to be called. */
export function namesOf({ next }: Pick<Draft, 'next'>): string[] {
  return [next.name, next.dialog.memory?.name?.value ?? ''].filter((name) => name !== '');
}

/** Everything that makes the next talk shorter is gone; what the law makes the shop keep is for people to decide. */
export function forgetCustomer(draft: Draft): void {
  const { dialog } = draft.next;
  dialog.active = null;
  dialog.suspended = [];
  draft.timers.push({ cancelAll: true });
  forgetQuietly(draft);
}

/** The same while a person has the conversation: what they are at is not torn off. */
export function forgetQuietly(draft: Draft): void {
  const { dialog } = draft.next;
  delete dialog.memory;
  delete dialog.said;
  dialog.collected = {};
  draft.forget = true;
  recordActivity(draft, 'forgotten');
}
