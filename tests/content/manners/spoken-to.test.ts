/** How people are spoken to by name: bent where the language bends it and the list knows how, else left alone. */
import { expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';

test.each([
  ['Олена', 'Олено'],
  ['олена', 'Олено'],
  ['Олена Петрівна', 'Олено Петрівно'],
  ['Марія', 'Маріє'],
  ['Андрій Йосипович', 'Андрію Йосиповичу'],
  ["В'ячеслав", 'В’ячеславе'],
  ['Микола Шевченко', 'Миколо Шевченко'],
  // Nobody knows: as they wrote it.
  ['Джессіка', 'Джессіка'],
  ['Джессіка Іванівна', 'Джессіка Іванівна'],
  ['Kate', 'Kate'],
  ['', ''],
])('%s is spoken to as %s', async (name, expected) => {
  const { manners } = await sampleContent();
  expect(manners?.spokenTo(name, 'uk')).toBe(expected);
});

test('Russian and English leave a name as it is', async () => {
  const { manners } = await sampleContent();
  expect(manners?.spokenTo('Анна Сергеевна', 'ru')).toBe('Анна Сергеевна');
  expect(manners?.spokenTo('Anna', 'en')).toBe('Anna');
});
