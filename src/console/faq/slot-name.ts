/** What a setting of the shop is called where answers are written: "Курьер: цена". One that the shop added itself has only its own name. */
import type { Words, WordKey } from '../i18n/words.ts';

/** `name` as it is written in an answer, such as `shop.delivery.courier.price`. */
export function slotName(words: Words, name: string): string {
  const key = `slot.${name.replace(/^shop\./u, '')}`;
  const word = words(key as WordKey);
  return word === key ? name : word;
}
