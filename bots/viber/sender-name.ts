/** The name above each message. */
import { truncate } from '../../src/rendering/split-text.ts';
import { SENDER_NAME_MAX } from './facts.ts';

/** At most 28 units; a longer name loses whole words from its end, so that nobody is called by half a name. */
export function senderName(name: string): string {
  const whole = name.trim().replace(/\s+/g, ' ');
  if (whole.length <= SENDER_NAME_MAX) return whole;
  let shorter = whole;
  while (shorter.length >= SENDER_NAME_MAX && shorter.includes(' '))
    shorter = shorter.slice(0, shorter.lastIndexOf(' '));
  return shorter.length < SENDER_NAME_MAX ? `${shorter}…` : truncate(shorter, SENDER_NAME_MAX);
}
