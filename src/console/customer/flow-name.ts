/** What a script of the bot is called in the console; an unknown one is called as it is inside. */
import type { Words } from '../i18n/words.ts';

export function flowName(flow: string, words: Words): string {
  if (flow === 'order-status') return words('flow.order-status');
  if (flow === 'return') return words('flow.return');
  return flow === 'front-desk' ? words('flow.front-desk') : flow;
}
