/** What a message to one customer says, by what was really given. Keys of the texts files with what fills them. Pure. */
import type { FlowButton, Prompt } from '../core/content.ts';
import type { PersonalKind } from '../core/ports/personal-store.ts';

const POINTS: FlowButton = start('gifts.button.points', 'loyalty', {});
const FOR_YOU: FlowButton = start('gifts.button.forYou', 'recommendations', {});
const WHY: FlowButton = start('gifts.button.why', 'win-back', {});
const NO_MORE: FlowButton = start('gifts.button.noMore', 'gifts', { do: 'stop' });

export function personalWords(kind: PersonalKind, granted: number): Prompt {
  const slots = { points: granted };
  if (kind === 'birthday') {
    return granted > 0
      ? { text: 'gifts.birthday.points', slots, buttons: [POINTS, FOR_YOU, NO_MORE] }
      : { text: 'gifts.birthday.plain', buttons: [FOR_YOU, NO_MORE] };
  }
  const text = granted > 0 ? 'gifts.winBack.points' : 'gifts.winBack.plain';
  return { text, slots, buttons: [WHY, ...(granted > 0 ? [POINTS] : []), NO_MORE] };
}

function start(label: string, flow: string, args: Record<string, string>): FlowButton {
  return { label, deskEvent: { type: 'start.flow', flow, args } };
}
