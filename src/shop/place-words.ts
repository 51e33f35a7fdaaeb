/** The words of a place as people type them: cities, districts, streets, without the words that every address has. Pure. */
import { normalise } from '../matcher/normalise.ts';
import { distance } from '../matcher/spelling.ts';
import { stem } from '../matcher/stem.ts';

/** "Where is the nearest shop in the city of …" says nothing about which. */
const EMPTY = new Set(
  [
    'улица ул проспект пр просп площадь пл дом корпус корп стр строение город г район метро станция м область',
    'вулиця вул проспект площа пл будинок буд корпус місто м район метро станція',
    'street st avenue ave road square house building city town district metro station',
    'в во на у около возле рядом с где ближайший ближайшая магазин пункт выдачи самовывоз точка я живу нахожусь мы есть ли из',
    'у в на біля поруч з де найближчий найближча магазин пункт видачі самовивіз точка я живу є чи із',
    'in at near by the a where nearest closest shop store pick up point i am live is there any',
    'центр центре центрі centre center',
  ]
    .join(' ')
    .split(' ')
    .map((word) => stem(normalise(word))),
);

export function placeWords(text: string): string[] {
  return normalise(text)
    .split(' ')
    .map((word) => stem(word))
    .filter((word) => word.length > 1 && !EMPTY.has(word) && !/^\d/u.test(word));
}

/** Equal, or one slip apart in a word long enough to allow for it. */
export function sameWord(typed: string, known: string): boolean {
  if (typed === known) return true;
  const shorter = Math.min(typed.length, known.length);
  const slips = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
  return slips > 0 && distance(typed, known, slips + 1) <= slips;
}
