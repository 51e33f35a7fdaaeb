/** What the front desk gives to choose from: its menu, and answers that a question may mean. Data and keys, no words. */
import type { FlowButton } from '../../src/core/content.ts';

export type MenuEntry = { label: string; event: { type: string } };
export type Option = { id: string; label: string };

/** The short menu; what was put aside comes first. */
export function menuButtons({ items, resumable }: { items: MenuEntry[]; resumable: boolean }): FlowButton[] {
  const entries = items.map(({ label, event }) => ({ label, deskEvent: event }));
  if (!resumable) return entries;
  return [{ label: 'desk.button.resume', deskEvent: { type: 'flow.resume' } }, ...entries];
}

/** The answers, and that none of them fits. */
export function offer(options: Option[]): { text: string; buttons: FlowButton[] } {
  const buttons: FlowButton[] = options.map(({ id, label }) => ({
    label: 'desk.button.option',
    slots: { label },
    deskEvent: { type: 'choose', id },
  }));
  return {
    text: 'desk.didYouMean',
    buttons: [...buttons, { label: 'desk.button.none', deskEvent: { type: 'choose.none' } }],
  };
}
