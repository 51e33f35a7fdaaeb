/** The few words of the button and the box, in three languages; those of the chat itself travel with the frame. */
import en from '../locales/loader.en.json';
import ru from '../locales/loader.ru.json';
import uk from '../locales/loader.uk.json';

export type Words = typeof en;

const BOOKS: Record<string, Words> = { ru, uk, en };

/** The book of the tag's language; English for a language we do not speak. */
export function wordsOf(tag: string): Words {
  return BOOKS[tag.slice(0, 2).toLowerCase()] ?? en;
}
