/** What can be wrong with shop.yaml besides the shape of its values. */

export const SHOP_FAULTS = {
  'shop.empty': ['holds no settings', 'start from the shop.yaml of the sample shop'],
  'shop.overlap': ['"{key}" has ranges that overlap', 'let each range begin after the one before has ended'],
  'shop.never-open': [
    'the week has no opening hours at all',
    'customers will be told that nobody answers; give at least one day hours',
  ],
  'shop.date-twice': ['the date {date} is there twice', 'keep one of the two'],
  'shop.stricter-least': [
    '"{key}" is {given}, stricter than the law in {country} (pack {pack})',
    'write {bound} or more: a shop may only be kinder than the law',
  ],
  'shop.stricter-most': [
    '"{key}" is {given}, stricter than the law in {country} (pack {pack})',
    'write {bound} or less: a shop may only be kinder than the law',
  ],
} as const;
