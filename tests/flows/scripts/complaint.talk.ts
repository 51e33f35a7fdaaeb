/** A complaint in three languages: heard, repeated back, handed over ahead of others with everything that was said. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const LANGUAGES = [
  {
    languageTag: 'ru',
    start: 'Хочу пожаловаться',
    what: 'Скатерть пришла с пятном',
    heard: /мне жаль|простите/i,
    order: /номер заказа/,
    none: 'Номера нет',
    repeat: '«Скатерть пришла с пятном». Так?',
    yes: 'да',
    no: 'нет',
    again: /слово в слово/,
    passing: /вне общей очереди/,
    summary: 'Жалоба: Скатерть пришла с пятном. Заказ: —',
  },
  {
    languageTag: 'uk',
    start: 'Хочу поскаржитися',
    what: 'Скатертина прийшла з плямою',
    heard: /мені шкода|вибачте/i,
    order: /номер замовлення/,
    none: 'Номера немає',
    repeat: '«Скатертина прийшла з плямою». Так?',
    yes: 'так',
    no: 'ні',
    again: /слово в слово/,
    passing: /поза загальною чергою/,
    summary: 'Скарга: Скатертина прийшла з плямою. Замовлення: —',
  },
  {
    languageTag: 'en',
    start: 'I want to complain',
    what: 'The tablecloth came with a stain',
    heard: /sorry/i,
    order: /order number/,
    none: 'I have none',
    repeat: '“The tablecloth came with a stain”. Is that right?',
    yes: 'yes',
    no: 'no',
    again: /word for word/,
    passing: /ahead of the queue/,
    summary: 'Complaint: The tablecloth came with a stain. Order: —',
  },
];

describe.each(LANGUAGES)('a complaint in $languageTag', (words) => {
  test('calm, repeated back, urgent, with a summary', async () => {
    talk = await openTalk({ languageTag: words.languageTag, operators: ['Ольга'] });
    await talk.customer(words.start);
    const first = talk.bot(words.heard);
    // No menu is held out to an angry person.
    expect(first.content.buttons ?? []).toEqual([]);
    await talk.customer(words.what);
    talk.bot(words.order);
    await talk.tap(words.none);
    talk.bot(words.repeat);
    await talk.customer(words.yes);
    talk.bot(words.passing);
    talk.bot(/./);
    const { status, priority, case: open } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'angry' });
    expect(priority).toBe(0);
    expect(open?.summary.collected).toMatchObject({ script: 'complaint', summary: words.summary });
  });

  test('a wrong repetition is put right; a restart in the middle loses nothing', async () => {
    talk = await openTalk({ languageTag: words.languageTag });
    await talk.customer(words.start);
    talk.bot(words.heard);
    await talk.customer('—');
    talk.bot(words.order);
    await talk.restart();
    await talk.customer('ML-1007');
    talk.bot('—');
    await talk.customer(words.no);
    talk.bot(words.again);
    await talk.customer(words.what);
    talk.bot(words.passing);
    const { case: open } = await talk.conversation();
    const summary = JSON.stringify(open?.summary.collected);
    expect(summary).toContain(words.what);
    expect(summary).toContain('ML1007');
  });
});
