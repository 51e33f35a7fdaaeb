/** A text → the words that a product is found by: folded, without what only asks, sizes in one alphabet. */
import { LIMITS } from '../../core/limits.ts';
import { normalise } from '../../matcher/normalise.ts';
import { STOP_WORDS } from '../../matcher/stop-words.ts';

/** What people say around the name of a thing. */
const ASKING: ReadonlySet<string> = new Set(
  normalise(
    'цена цену цены цене ціна ціну ціни сколько скільки почём стоит стоят стоимость коштує коштують вартість наличии наличие наявності ' +
      'купить купити куплю заказать замовити покажите покажи показать покажіть показати ищу шукаю продаёте продаєте продаж имеется интересует ' +
      'цікавить товар артикул размер размера размере розмір розміру цвет цвета цвете колір кольору осталось остался остались лишилося залишилися ' +
      'магазине магазині сообщите сообщи сообщить напишите напиши скажите дайте знать уведомите появится появятся появиться поступит поступлении поступления ' +
      'завезут снова жду ожидания подписки подписаться отписаться отпишите уведомления повідомте повідомити напишіть скажіть знати з’явиться з’являться надійде ' +
      'надходження знову чекаю очікування підписки підписатися відписатися сповіщення tell let know notify me when back again restock alert alerts waiting ' +
      'поступление товара товары товаров узнать чего сообщайте больше про наявність товару дізнатися від відписатися повідомляйте більше am product products write about more ' +
      'subscribe unsubscribe list price cost costs much many stock available buy order show looking sell size colour color item sku left any',
  ).split(' '),
);

/** Sizes typed on a Cyrillic keyboard. */
const SIZES: Record<string, string> = { м: 'm', л: 'l', хл: 'xl', ххл: 'xxl', хс: 'xs' };

/** All words of a product's own text. */
export function ownWords(text: string): string[] {
  return normalise(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => SIZES[word] ?? word);
}

/** The words of a question that tell which product is meant. */
export function askedWords(text: string): string[] {
  const telling = ownWords(text).filter((word) => !STOP_WORDS.has(word) && !ASKING.has(word));
  return [...new Set(telling)].slice(0, LIMITS.productWords);
}

/** Cyrillic letters that look like Latin ones in a code. */
const LOOKS: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  І: 'I',
};

/** One spelling for every way of writing a SKU: capitals and digits only; "" when nothing is left. */
export function skuKey(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[АВЕКМНОРСТУХІ]/gu, (letter) => LOOKS[letter] ?? letter);
}
