/** The language of the chat, and the changing of it. */
import { openBook } from './page/words.ts';
import type { ChatLocale } from './locale.ts';
import type { World } from './world.ts';

/** Changes the language; the old one stays where the words of the new one cannot be had. */
export async function speak({ store, kept }: World, locale: ChatLocale, remember = false): Promise<void> {
  const book = await openBook(locale);
  if (book === null) return;
  if (remember) kept.keep('locale', locale);
  store.set({ locale, book });
}
