/**
 * The welcome of somebody who opens the chat: one message in the answer to that very call, made for that call alone. Its keys
 * send their words as if they were typed, because nothing is kept of a welcome. Pure.
 */
import type { Json } from '../../src/core/content.ts';
import type { Welcome } from '../../src/core/ports/platform.ts';
import { plainText, runsOf } from '../../src/rendering/markup.ts';
import { truncate } from '../../src/rendering/split-text.ts';
import { VIBER_FACTS } from './facts.ts';
import { COLUMNS, keyboardWith, toWordsKey } from './keyboard.ts';
import { senderName } from './sender-name.ts';

/** A message without receiver; null when there is nothing to say. */
export function welcomeMessage({ text, replies }: Welcome, shopName: string): Json {
  const shown = truncate(plainText(runsOf({ text })).trim(), VIBER_FACTS.textMax);
  if (shown === '') return null;
  const keys = replies.slice(0, VIBER_FACTS.buttonsMax).map((words) => toWordsKey(words, COLUMNS));
  return {
    sender: { name: senderName(shopName) },
    type: 'text',
    text: shown,
    ...(keys.length > 0 ? { keyboard: keyboardWith(keys) } : {}),
  };
}
