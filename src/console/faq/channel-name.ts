/** What a channel is called where both kinds of WhatsApp stand side by side. */
import { platformTitle } from '../ui/platform.tsx';
import type { Words } from '../i18n/words.ts';

export function channelName(words: Words, platform: string): string {
  return platform === 'whatsapp-web' ? 'WhatsApp Web' : platformTitle(words, platform);
}
