/**
 * Where each message is paid for, words of the bot and what it says right after them in the same turn are one message: an answer
 * and the question it comes back to, say. Never with files, cards or approved words, nor what would be too long to read.
 */
import type { Button, Content } from '../../core/content.ts';
import { LIMITS } from '../../core/limits.ts';

/** `content` with the words before it, and the buttons of both below; null: each stands alone. */
export function inOneBubble(before: Content, content: Content): Content | null {
  if (!isWords(before) || !isWords(content)) return null;
  const text = `${before.text}\n\n${content.text}`;
  if (text.length > LIMITS.bubbleChars) return null;
  const buttons = together(content.buttons ?? [], before.buttons ?? []);
  const dropKeyboard = before.dropKeyboard ?? content.dropKeyboard;
  return {
    ...content,
    text,
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(dropKeyboard ? { dropKeyboard } : {}),
  };
}

/**
 * The open question's own first. A key that shares something stands alone on every messenger, and so does a full list: then
 * what was said before keeps its words and loses its keys, for its offers can be typed and the question's key cannot.
 */
function together(own: Button[], others: Button[]): Button[] {
  const further = others.filter(({ label }) => !own.some((button) => button.label === label));
  const all = [...own, ...further];
  const mix = all.every(({ kind }) => kind === 'reply') && all.length <= LIMITS.buttonsPerMessage;
  return mix || own.length === 0 ? all : own;
}

const WORDS: readonly string[] = ['text', 'buttons', 'dropKeyboard'] satisfies (keyof Content)[];

function isWords(content: Content): content is Content & { text: string } {
  const fields = Object.entries(content).filter(([, value]) => value !== undefined);
  return content.text !== undefined && fields.every(([name]) => WORDS.includes(name));
}
